//! The catalog, written for programs in other languages.

use clap::ValueEnum;
use purchasable::Catalog;

use crate::listing::{Listed, list};

/// How the catalog is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// A list of objects
    Json,
    /// A table with a line for the names of its columns
    Csv,
    /// A constant and a type of all skus
    Typescript,
}

pub(super) fn export(catalog: &Catalog, format: Format) -> String {
    let items = list(catalog);
    match format {
        Format::Json => format!("{}\n", json(&items)),
        Format::Csv => csv(&items),
        Format::Typescript => format!(
            "export const catalog = {} as const;\n\nexport type Sku = (typeof catalog)[number][\"sku\"];\n",
            json(&items)
        ),
    }
}

fn json(items: &[Listed]) -> String {
    serde_json::to_string_pretty(items).expect("strings, numbers and flags are JSON")
}

fn csv(items: &[Listed]) -> String {
    let mut table = String::from("sku,digest,name,beans,quantity,unit,image,tier,once\n");
    for item in items {
        let Listed { sku, digest, name, beans, quantity, unit, image, tier, once } = item;
        let (unit, image, tier) = (unit.unwrap_or_default(), image.unwrap_or_default(), tier.unwrap_or_default());
        let (beans, quantity, once) = (beans.to_string(), quantity.to_string(), once.to_string());
        let cells = [*sku, &**digest, *name, &*beans, &*quantity, unit, image, tier, &*once];
        table.push_str(&cells.map(cell).join(","));
        table.push('\n');
    }
    table
}

/// In quotes where it has to be (RFC 4180).
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use purchasable::{catalog, purchasable};

    use super::*;

    #[purchasable(beans = 500, name = "Sword, \"steel\"", once)]
    struct Sword;

    static SHOP: Catalog = catalog![Sword];

    #[test]
    fn a_table_has_quotes_where_they_are_needed() {
        let digest = format!("{:016x}", Sword::ITEM.digest());
        assert_eq!(
            export(&SHOP, Format::Csv),
            format!(
                "sku,digest,name,beans,quantity,unit,image,tier,once\nsword,{digest},\"Sword, \"\"steel\"\"\",500,1,,,,true\n"
            )
        );
    }

    #[test]
    fn json_is_what_the_server_answers_and_typescript_is_json() {
        let json = export(&SHOP, Format::Json);
        let items: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(items[0]["sku"], "sword");
        let typescript = export(&SHOP, Format::Typescript);
        assert!(typescript.contains(&format!("catalog = {} as const;", json.trim_end())));
    }
}
