//! A browser of one's own, by way of its driver.

use fantoccini::Client;
use fantoccini::elements::ElementRef;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::game::from_environment;

/// How large the screen is, and whether it is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// 360 × 640, with fingers.
    Phone,
    /// 1280 × 800, with a mouse.
    Desktop,
}

/// What the browser lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tampering {
    /// Nothing.
    None,
    /// What a TikTok device has been seen, or may be expected, to lack: `queueMicrotask` throws, and there is neither
    /// `FinalizationRegistry` nor `crypto`.
    BareDevice,
}

const BARE_DEVICE: &str = "
    window.queueMicrotask = () => { throw new TypeError('queueMicrotask called on an object that is not a Window'); };
    delete window.FinalizationRegistry;
    Object.defineProperty(window, 'crypto', { value: undefined });";

impl Screen {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Desktop];

    fn arguments(self) -> Vec<&'static str> {
        // A panel that is still rising is clicked where its other button comes to lie.
        let mut arguments = vec!["--force-prefers-reduced-motion"];
        if self == Self::Desktop {
            arguments.push("--window-size=1280,800");
        }
        arguments
    }

    fn device(self) -> Option<Value> {
        (self == Self::Phone).then(|| json!({ "width": 360, "height": 640, "pixelRatio": 1.0, "touch": true }))
    }
}

pub(crate) async fn start(screen: Screen, tampering: Tampering) -> Client {
    let driver = from_environment("PAGES_DRIVER");
    let browser = headless_browser::start(&driver, &screen.arguments(), screen.device()).await;
    let browser = browser.expect("the driver starts a browser");
    if tampering == Tampering::BareDevice {
        browser.issue_cmd(BeforeEveryPage(BARE_DEVICE)).await.expect("the driver takes a script");
    }
    browser
}

/// The element that a script has returned.
pub(crate) fn element_id(returned: &Value) -> ElementRef {
    const KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
    ElementRef::from(returned[KEY].as_str().unwrap_or_default().to_owned())
}

/// Runs a script in each page before anything of the page's own.
#[derive(Debug)]
struct BeforeEveryPage(&'static str);

impl WebDriverCompatibleCommand for BeforeEveryPage {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        let command = json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument", "params": { "source": self.0 } });
        (http::Method::POST, Some(command.to_string()))
    }
}
