//! Making an order and asking after it (`/doc/minis-payment-apis`, `/doc/in-app-purchases`).

use serde::{Deserialize, Serialize};

use super::{
    codes::{ApiError, Code},
    prices::{expect_beans, legal},
};
use crate::world::{
    World,
    orders::{Order, OrderState},
};

#[derive(Deserialize)]
pub struct CreateRequest {
    token_type: String,
    token_amount: i64,
    order_info: OrderInfo,
}

/// What the guides require, and what is shown; other fields are taken and forgotten.
#[derive(Deserialize)]
struct OrderInfo {
    order_id: String,
    product_name: String,
    quantity: Option<i64>,
    image_url: Option<String>,
    /// Spelt so in samples.
    iamge_url: Option<String>,
}

#[derive(Serialize)]
pub struct Created {
    trade_order_id: String,
}

pub fn create(world: &mut World, user: &str, request: CreateRequest) -> Result<Created, ApiError> {
    expect_beans(&request.token_type)?;
    let wrong_amount = || invalid(format!("token_amount {} is not legal", request.token_amount));
    let beans = legal(request.token_amount).ok_or_else(wrong_amount)?;
    let info = request.order_info;
    check(&info)?;
    if world.orders.is_used(&info.order_id) {
        // The refusal is not documented to tell the earlier order, so it does not.
        return Err(Code::OrderIdUsed.with(format!("outer order id {} is used already", info.order_id)));
    }
    let trade_order_id = world.ids.trade_order();
    world.orders.add(Order {
        trade_order_id: trade_order_id.clone(),
        order_id: info.order_id,
        user: user.into(),
        beans,
        product_name: info.product_name,
        image_url: info.image_url.or(info.iamge_url),
        created: world.clock.now(),
        state: OrderState::Open,
        refunded: 0,
    });
    Ok(Created { trade_order_id })
}

#[derive(Deserialize)]
pub struct QueryRequest {
    trade_order_id: String,
}

#[derive(Serialize)]
pub struct QueryAnswer {
    trade_order_id: String,
    trade_order_status: &'static str,
}

pub fn query(world: &mut World, user: &str, request: QueryRequest) -> Result<QueryAnswer, ApiError> {
    let id = request.trade_order_id;
    let order = world.orders.find(&id).filter(|order| order.user == user);
    let order = order.ok_or_else(|| Code::UnknownOrder.with(format!("order {id} does not exist")))?;
    Ok(QueryAnswer { trade_order_status: order.state.status(), trade_order_id: id })
}

fn check(info: &OrderInfo) -> Result<(), ApiError> {
    let texts = [("order_id", &info.order_id), ("product_name", &info.product_name)];
    if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.is_empty()) {
        return Err(invalid(format!("order_info.{name} is empty")));
    }
    match info.quantity {
        Some(quantity) if quantity < 1 => {
            Err(invalid(format!("order_info.quantity must be 1 or more; found {quantity}")))
        }
        _ => Ok(()),
    }
}

fn invalid(message: String) -> ApiError {
    Code::InvalidParameters.with(message)
}
