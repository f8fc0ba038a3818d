//! Writes the items to sell: as many as `BENCH_SIZE_ITEMS` says, as structs or as the variants of a catalog.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=BENCH_SIZE_ITEMS");
    let wanted = env::var("BENCH_SIZE_ITEMS").unwrap_or_else(|_| "structs 1".to_owned());
    let (kind, count) = wanted.split_once(' ').expect("`structs N` or `variants N`");
    let count: usize = count.parse().expect("a number of items");
    let source = if kind == "variants" { variants(count) } else { structs(count) };
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("items.rs"), source).expect("cargo's folder can be written");
}

/// Each is bought, and awaited, at a place of its own.
fn structs(count: usize) -> String {
    let mut items = String::new();
    let mut arms = String::new();
    for at in 0..count {
        let key = key(at);
        let _ = writeln!(items, "#[purchasable({key})]\nstruct Pack{at} {{ level: u8 }}");
        let _ = writeln!(
            arms,
            "{at} => spawn(async move {{
                match (Pack{at} {{ level: {at} }}).purchase(&shop).await {{
                    Ok(receipt) => deliver(receipt.map(|pack| pack.level)).await,
                    Err(error) => tell(&error),
                }}
            }}),"
        );
    }
    format!(
        "{items}\n#[allow(clippy::single_match, clippy::match_same_arms, reason = \"one item makes one arm\")]\nfn buy_item(shop: Shop, at: usize) {{\nmatch at {{\n{arms}\n_ => {{}}\n}}\n}}\n"
    )
}

fn variants(count: usize) -> String {
    let mut variants = String::new();
    for at in 0..count {
        let _ = writeln!(variants, "#[purchasable({})]\nPack{at},", key(at));
    }
    format!(
        "#[purchasable]\nenum Packs {{\n{variants}}}\n
        fn buy_item(shop: Shop, at: usize) {{
            let Some(pack) = Packs::ALL.into_iter().nth(at) else {{ return }};
            spawn(async move {{
                match pack.purchase(&shop).await {{
                    Ok(receipt) => deliver(receipt.map(|_pack| 0)).await,
                    Err(error) => tell(&error),
                }}
            }});
        }}\n"
    )
}

fn key(at: usize) -> String {
    format!("beans = {}, tier = \"tier_500\"", 100 + at)
}
