//! The catalog for those who do not speak Rust.

use purchasable::{Catalog, Item};
use serde::Serialize;
use utoipa::ToSchema;

/// One item, as clients in other languages and people at a desk read it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listed {
    pub(crate) sku: &'static str,
    /// 16 hexadecimal digits, which JavaScript's numbers do not hold.
    #[schema(pattern = "^[0-9a-f]{16}$")]
    pub(crate) digest: String,
    pub(crate) name: &'static str,
    pub(crate) beans: u32,
    pub(crate) quantity: u32,
    #[schema(required)]
    pub(crate) unit: Option<&'static str>,
    #[schema(required)]
    pub(crate) image: Option<&'static str>,
    #[schema(required)]
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
