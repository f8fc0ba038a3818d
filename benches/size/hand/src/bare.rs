//! The three bare calls: no confirmation, no journal, no recovery.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = backend)]
    pub(crate) async fn create(sku: &str) -> Result<JsValue, JsValue>;
}

/// Writes a function that sells one item.
macro_rules! purchase_of {
    ($name:ident($($item:ident)?), $what:expr) => {
        pub(crate) async fn $name($($item: &$crate::Item)?) -> Result<(), $crate::Error> {
            use $crate::host::{Method, call, get};
            let item: &$crate::Item = $what;
            if Method::CheckBalance.is_wanted_before_pay() && Method::Recharge.is_wanted_before_pay() {
                let options = [("type", "BEANS".into()), ("amount", item.beans.into())];
                let balance = call(Method::CheckBalance, &options).await?;
                let is_short = get(&balance, "is_sufficient").as_bool() == Some(false);
                if let Some(tier) = item.tier.filter(|_| is_short) {
                    call(Method::Recharge, &[("tier_id", tier.into())]).await?;
                }
            }
            let order = $crate::bare::create(item.sku).await.map_err(|_| $crate::Error::Backend)?;
            call(Method::Pay, &[("trade_order_id", order)]).await?;
            Ok(())
        }
    };
    ($name:ident, $item:expr) => {
        purchase_of!($name(), &{ $item });
    };
}

#[cfg(not(feature = "copies"))]
purchase_of!(purchase(item), item);
