//! A Chromium without a window, by way of its driver.

use fantoccini::error::NewSessionError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

const ARGUMENTS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Has the driver at this address start a browser with an empty profile, with these arguments beside the usual ones, and
/// as whatever device it is to pass for.
///
/// # Errors
///
/// When there is no driver, or it cannot start a browser.
pub async fn start(driver: &str, arguments: &[&str], device: Option<Value>) -> Result<Client, NewSessionError> {
    let arguments = [&ARGUMENTS, arguments].concat();
    let mut options = json!({ "args": arguments });
    if let Some(metrics) = device {
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    let capabilities = Map::from_iter([("goog:chromeOptions".to_owned(), options)]);
    ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(driver).await
}
