//! What a player can wish for, and which control of the page stands for it.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Play,
    Pause,
    Resume,
    Back,
    Bomb,
    UseLife,
    OpenShop,
    CloseShop,
    Buy(String),
    /// A panel that does not answer is given up.
    StopWaiting,
    KeepWaiting,
    AcceptEarlier,
    /// The purchase of the moment need not be shown any more.
    Leave,
    OpenWallet,
    /// The page was hidden, or is seen again.
    Hide,
    Show,
}

impl Wish {
    /// The wish that a control of the page stands for.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "play" => Self::Play,
            "pause" => Self::Pause,
            "resume" => Self::Resume,
            "bomb" => Self::Bomb,
            "use-life" => Self::UseLife,
            "open-shop" => Self::OpenShop,
            "close-shop" => Self::CloseShop,
            "stop-waiting" => Self::StopWaiting,
            "keep-waiting" => Self::KeepWaiting,
            "accept-earlier" => Self::AcceptEarlier,
            "later" | "decline-earlier" | "dismiss" => Self::Leave,
            "open-wallet" => Self::OpenWallet,
            _ => Self::Buy(name.strip_prefix("buy-")?.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_of_the_page_stands_for_a_wish() {
        for name in ["play", "pause", "resume", "bomb", "use-life", "open-shop", "close-shop", "stop-waiting", "later"]
        {
            assert!(Wish::named(name).is_some(), "{name} does nothing");
        }
        assert_eq!(Wish::named("buy-bombs.few"), Some(Wish::Buy("bombs.few".to_owned())));
        assert_eq!(Wish::named("fly"), None);
    }
}
