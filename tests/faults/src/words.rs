//! Enums whose variants have words, by which a trace can be written down and read back.

macro_rules! words {
    ($(#[$doc:meta])+ $name:ident { $($(#[$of:meta])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {$(
            $(#[$of])+
            $variant,
        )+}

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::anyhow::Error;

            fn from_str(word: &str) -> ::anyhow::Result<Self> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => ::anyhow::bail!("`{word}` is none of: {}", [$($word),+].join(", ")),
                }
            }
        }
    };
}

pub(crate) use words;
