//! The catalog for those who do not speak Rust.

use purchasable::{Catalog, Item};
use serde::Serialize;

/// One item, as clients in other languages and people at a desk read it.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) sku: &'static str,
    pub(crate) digest: String,
    pub(crate) name: &'static str,
    pub(crate) beans: u32,
    pub(crate) quantity: u32,
    pub(crate) unit: Option<&'static str>,
    pub(crate) image: Option<&'static str>,
    pub(crate) tier: Option<&'static str>,
    pub(crate) once: bool,
}

pub(crate) fn list(catalog: &Catalog) -> Vec<Listed> {
    catalog.items().map(Listed::from).collect()
}

impl From<&'static Item> for Listed {
    fn from(item: &'static Item) -> Self {
        Self {
            sku: item.sku(),
            digest: format!("{:016x}", item.digest()),
            name: item.name(),
            beans: item.beans().0,
            quantity: item.quantity(),
            unit: item.unit(),
            image: item.image(),
            tier: item.tier().map(|tier| tier.0),
            once: item.once(),
        }
    }
}
