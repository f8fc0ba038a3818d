//! Writes the items to sell: as many as `BENCH_SIZE_ITEMS` says, sold by one function or each by a copy of it.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=BENCH_SIZE_ITEMS");
    let wanted = env::var("BENCH_SIZE_ITEMS").unwrap_or_else(|_| "1".to_owned());
    let count: usize = wanted.parse().expect("a number of items");
    let copies = env::var_os("CARGO_FEATURE_COPIES").is_some();
    let source = if copies { each_by_a_copy(count) } else { all_by_one_function(count) };
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("items.rs"), source).expect("cargo's folder can be written");
}

fn all_by_one_function(count: usize) -> String {
    let items: String = (0..count).fold(String::new(), |all, at| all + &item(at) + ",\n");
    format!(
        "static ITEMS: [Item; {count}] = [\n{items}];\n
        fn buy_item(at: usize) {{
            if let Some(item) = ITEMS.get(at) {{ spawn_local(async move {{ tell(&purchase(item).await) }}) }}
        }}\n"
    )
}

fn each_by_a_copy(count: usize) -> String {
    let (mut copies, mut arms) = (String::new(), String::new());
    for at in 0..count {
        let _ = writeln!(copies, "purchase_of!(purchase{at}, {});", item(at));
        let _ = writeln!(arms, "{at} => spawn_local(async move {{ tell(&purchase{at}().await) }}),");
    }
    format!(
        "{copies}\n#[allow(clippy::single_match, clippy::match_same_arms, reason = \"one item makes one arm\")]\nfn buy_item(at: usize) {{\nmatch at {{\n{arms}\n_ => {{}}\n}}\n}}\n"
    )
}

fn item(at: usize) -> String {
    format!(
        "Item {{ sku: \"pack{at}\", name: \"Pack{at}\", beans: {0}, tier: Some(\"tier_500\"), digest: {0} }}",
        100 + at
    )
}
