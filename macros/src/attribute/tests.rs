use std::collections::BTreeSet;

use proc_macro2::TokenTree;

use super::*;

/// What the attribute adds to an item, printed as a person would write it.
fn printed_addition(keys: &str, item: &str) -> String {
    let addition = addition(keys.parse().unwrap(), item.parse().unwrap());
    prettyplease::unparse(&syn::parse2(addition).unwrap())
}

fn expansion(keys: &str, item: &str) -> String {
    purchasable(keys.parse().unwrap(), item.parse().unwrap()).to_string()
}

const STRUCT_KEYS: &str = r#"beans = 500, tier = "1731381720000500", name = "Steel sword""#;
const STRUCT: &str = "pub struct SteelSword { pub sharpness: u8 }";

fn catalog_of(variants: usize) -> String {
    let variants: String =
        (1..=variants).fold(String::new(), |all, at| all + &format!("#[purchasable(beans = {at})] Pack{at},"));
    format!("enum Packs {{ {variants} }}")
}

#[track_caller]
fn holds(code: &str, lines: usize, bytes: usize) {
    let found = (code.lines().count(), code.len());
    assert!(found.0 <= lines && found.1 <= bytes, "{found:?} is more than ({lines}, {bytes}):\n{code}");
}

#[test]
fn a_struct_costs_at_most_30_lines_and_1500_bytes() {
    let every_key = r#"beans = 5, quantity = 2, tier = "T", unit = "u", image = "https://a.b/c", once"#;
    for keys in [STRUCT_KEYS, every_key, "beans = BASE * 2", "beans = BASE * 2, tier = STARTER"] {
        holds(&printed_addition(keys, STRUCT), 30, 1_500);
        holds(&printed_addition(keys, "struct Unit;"), 30, 1_500);
    }
}

#[test]
fn a_catalog_costs_at_most_25_lines_and_3_a_variant() {
    for visibility in ["", "pub", "pub(crate)"] {
        for variants in [1, 2, 5, 10, 100] {
            let code = printed_addition(r#"prefix = "packs.""#, &format!("{visibility} {}", catalog_of(variants)));
            holds(&code, 25 + 3 * variants, 1_100 + 130 * variants);
        }
    }
}

#[test]
fn an_inert_item_costs_no_more_than_a_good_one() {
    holds(&printed_addition("beans = 0", STRUCT), 30, 1_500);
    for variants in [1, 100] {
        holds(&printed_addition("beans = 0", &catalog_of(variants)), 25 + 3 * variants, 1_100 + 130 * variants);
    }
}

/// Words that need no path, because nothing a user declares can change what they mean.
const WORDS: &[&str] = &[
    // Of the language.
    "Self",
    "_",
    "as",
    "const",
    "fn",
    "for",
    "impl",
    "match",
    "pub",
    "self",
    "static",
    "use",
    // Lifetimes and attributes.
    "static",
    "allow",
    "cfg",
    "dead_code",
    "deprecated",
    "doc",
    "missing_docs",
    // Names that are declared here, in scopes or for types where the user has none.
    "__ITEM",
    "__ITEMS",
    "__p",
    "ALL",
    "ITEM",
    "ITEMS",
    "PARTS",
    "UNIT",
    "from_sku",
    "item",
    "purchase",
    "shop",
    "sku",
    "value",
];

#[test]
fn every_path_is_absolute() {
    let conditional = "enum Gems { #[purchasable(beans = 1)] #[cfg(unix)] Bag, #[purchasable(beans = 2)] Box }";
    let cases = [
        (
            r#"beans = 5, quantity = 2, tier = "T", unit = "u", image = "https://a.b/c", once"#,
            STRUCT,
            vec!["SteelSword"],
        ),
        ("beans = PRICE, quantity = MANY, tier = STARTER", STRUCT, vec!["SteelSword", "PRICE", "MANY", "STARTER"]),
        ("beans = 5", "#[deprecated] struct Unit;", vec!["Unit"]),
        ("", conditional, vec!["Gems", "Bag", "Box", "all", "unix"]),
    ];
    for (keys, item, of_the_user) in cases {
        let mut found = BTreeSet::new();
        collect_path_starts(addition(keys.parse().unwrap(), item.parse().unwrap()), &mut found);
        found.retain(|word| !WORDS.contains(&word.as_str()) && !of_the_user.contains(&word.as_str()));
        assert!(found.is_empty(), "relative in the expansion of `{item}`: {found:?}");
    }
}

/// The identifiers that are looked up by themselves: not the further segments of a path, and not methods or fields.
fn collect_path_starts(code: TokenStream, found: &mut BTreeSet<String>) {
    let mut before = ' ';
    for token in code {
        match token {
            TokenTree::Ident(ident) => {
                if before != ':' && before != '.' {
                    found.insert(ident.to_string());
                }
                before = ' ';
            }
            TokenTree::Group(group) => {
                collect_path_starts(group.stream(), found);
                before = ' ';
            }
            // A type follows a single colon, and a path follows two.
            TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint => {}
            TokenTree::Punct(punct) => before = punct.as_char(),
            TokenTree::Literal(_) => before = ' ',
        }
    }
}

#[test]
fn a_bug_of_ours_is_called_one_and_leaves_the_item_usable() {
    let item = "#[derive(Clone)] struct Sword;".parse().unwrap();
    let expansion = guarded(item, |_| panic!("the sky fell")).to_string();
    assert!(expansion.starts_with("# [derive (Clone)] struct Sword ;"), "{expansion}");
    assert!(expansion.contains("this is a bug in purchasable, please report it together with the item (the sky fell)"));
    assert!(expansion.contains("impl __p :: Purchasable for Sword"), "{expansion}");
}

#[test]
fn an_item_that_cannot_be_read_at_all_is_given_back() {
    let expansion = expansion("beans = 5", "struct");
    assert!(expansion.starts_with("struct"), "{expansion}");
    assert!(expansion.contains("this is a bug in purchasable"), "{expansion}");
}

#[test]
fn no_keys_are_a_bug_of_ours() {
    let pieces = ["beans", "once", "crate", "colour", "=", "500", "-", "\"x\"", ",", "(500)", "::", "if", "{ 5 }"];
    let mut texts = vec![String::new()];
    for _ in 0..3 {
        texts = texts.iter().flat_map(|text| pieces.iter().map(move |piece| format!("{text} {piece}"))).collect();
        for text in &texts {
            for item in ["struct A;", "enum A { #[purchasable(beans = 1)] B }"] {
                let expansion = expansion(text, item);
                assert!(!expansion.contains("bug in purchasable"), "{text}: {expansion}");
            }
        }
    }
}

/// What `cargo xtask fuzz macro_arguments` has found to matter: the keys of a type on the first line, those of a variant below.
#[test]
fn no_keys_of_the_corpus_are_a_bug_of_ours() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz/corpus/macro_arguments");
    let mut tried = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus is there") {
        let text = std::fs::read(entry.expect("it can be listed").path()).expect("it can be read");
        let Ok(text) = String::from_utf8(text) else { continue };
        let (keys, variant) = text.split_once('\n').unwrap_or((&text, ""));
        let (Ok(keys), Ok(variant)) = (keys.parse(), variant.parse::<TokenStream>()) else { continue };
        for item in [
            quote!(
                struct Sword {
                    sharpness: u8,
                }
            ),
            quote!(
                enum Gems {
                    #[purchasable(#variant)]
                    Handful,
                    #[purchasable(beans = 900)]
                    Chest,
                }
            ),
        ] {
            let expansion = purchasable(TokenStream::clone(&keys), item).to_string();
            assert!(!expansion.contains("bug in purchasable"), "{text}: {expansion}");
        }
        tried += 1;
    }
    assert!(tried > 50, "{tried} inputs are no corpus");
}
