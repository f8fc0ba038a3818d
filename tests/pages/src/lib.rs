//! A player: somebody in front of a browser with the game in it.
//!
//! Each has a browser of their own, with an empty storage. What they look for is named by `data-test`, in the page and in
//! the panels of the stand-in.

mod browser;
pub mod features;
mod game;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::Value;

pub use browser::{Screen, Tampering};
pub use game::Game;

/// How long anything may take that happens by itself. Long, because a busy machine is no failure.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who plays the game.
#[derive(Debug)]
pub struct Player {
    browser: fantoccini::Client,
    game: Game,
}

impl Player {
    /// Opens the game at this address of it, in a browser that may lack something.
    ///
    /// # Panics
    ///
    /// When the game does not start.
    pub async fn at(query: &str, screen: Screen, tampering: Tampering) -> Self {
        Self::of(Game::Ordinary, query, screen, tampering).await
    }

    /// Opens this build of the game at this address of it, in a browser that may lack something.
    ///
    /// # Panics
    ///
    /// When the game does not start.
    pub async fn of(game: Game, query: &str, screen: Screen, tampering: Tampering) -> Self {
        let player = Self { browser: browser::start(screen, tampering).await, game };
        player.go_to(query).await;
        player
    }

    /// Goes to the game with the stand-in, in this dialect, as somebody who has never been here, with this many Beans.
    ///
    /// # Panics
    ///
    /// When the game does not start.
    pub async fn begin(&self, dialect: &str, beans: u32) {
        // A game that still runs would write what was cleared; a file of the same place has the same storage, and no game.
        self.browser.goto(&(self.game.address() + "style.css")).await.expect("the style is served");
        self.run("localStorage.clear()").await;
        // A plus sign in an address is a space.
        self.go_to(&format!("?stand-in={}", dialect.replace('+', "%2B"))).await;
        self.run(&format!("TikTokStandIn.setBalance({beans})")).await;
    }

    /// Loads the page again, whatever is open.
    ///
    /// # Panics
    ///
    /// When the game does not start again.
    pub async fn reload(&self) {
        self.browser.refresh().await.expect("the page can be loaded again");
        self.wait_for_start().await;
    }

    /// Clicks on what has this name, once it has come to where it can be clicked.
    ///
    /// # Panics
    ///
    /// When it never can.
    pub async fn click(&self, name: &str) {
        let begin = Instant::now();
        while let Err(error) = self.find(name).await.click().await {
            assert!(begin.elapsed() < PATIENCE, "`{name}` cannot be clicked: {error}; {}", self.situation().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Presses a key.
    ///
    /// # Panics
    ///
    /// When the browser has gone away.
    pub async fn press(&self, key: Key) {
        let value = char::from(key);
        let down_and_up =
            KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.browser.perform_actions(down_and_up).await.expect("the browser has a keyboard");
    }

    /// Goes on with the Tab key until what has this name has the focus.
    ///
    /// # Panics
    ///
    /// When it is never reached.
    pub async fn tab_to(&self, name: &str) {
        for _ in 0..50 {
            if self.focus().await == name {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!("`{name}` cannot be reached with the Tab key; the focus is on `{}`", self.focus().await);
    }

    /// The name of what has the focus.
    pub async fn focus(&self) -> String {
        let script = "const seen = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
            return seen?.dataset?.test ?? ''";
        self.run(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// The text of what has this name.
    ///
    /// # Panics
    ///
    /// When it is not there.
    pub async fn text(&self, name: &str) -> String {
        self.find(name).await.text().await.expect("it was just found")
    }

    /// Waits until what has this name says this.
    ///
    /// # Panics
    ///
    /// When it never does.
    pub async fn must_read(&self, name: &str, words: &str) {
        let begin = Instant::now();
        let mut said = String::new();
        while begin.elapsed() < PATIENCE {
            said = self.run_with(&format!("{FIND} return find(arguments[0])?.textContent ?? ''"), name).await;
            if said.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("`{name}` never said `{words}`, but `{said}`; {}", self.situation().await);
    }

    /// Whether what has this name can be seen.
    pub async fn sees(&self, name: &str) -> bool {
        let script = format!("{FIND} const it = find(arguments[0]); return String(!!it && it.checkVisibility())");
        self.run_with(&script, name).await == "true"
    }

    /// The Beans in the wallet.
    ///
    /// # Panics
    ///
    /// When there is no stand-in.
    pub async fn balance(&self) -> u64 {
        self.run("return TikTokStandIn.balance()").await.as_u64().expect("the stand-in has a wallet")
    }

    /// Every call that the host has seen.
    pub async fn calls(&self) -> Vec<String> {
        let calls = self.run("return TikTokStandIn.calls()").await;
        calls.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Runs a piece of JavaScript in the page.
    ///
    /// # Panics
    ///
    /// When it throws.
    pub async fn run(&self, script: &str) -> Value {
        let ran = self.browser.execute(script, Vec::new()).await;
        ran.unwrap_or_else(|error| panic!("`{script}` failed: {error}"))
    }

    /// Keeps a picture of what the player sees, for a person to look at.
    ///
    /// # Panics
    ///
    /// When it cannot be kept.
    pub async fn picture(&self, name: &str) {
        let picture = self.browser.screenshot().await.expect("the browser shows something");
        let folder = PathBuf::from(std::env::var_os("PAGES_PICTURES").expect("`cargo xtask test` sets PAGES_PICTURES"));
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(folder.join(name).with_extension("png"), picture).expect("the picture can be kept");
    }

    /// Closes the browser.
    pub async fn leave(self) {
        // One that does not close by itself ends with its driver.
        let _ = self.browser.close().await;
    }

    async fn go_to(&self, query: &str) {
        self.browser.goto(&(self.game.address() + query)).await.expect("the game is served");
        self.wait_for_start().await;
    }

    async fn find(&self, name: &str) -> Element {
        let begin = Instant::now();
        let script = format!("{FIND} const it = find(arguments[0]); return it?.checkVisibility() ? it : null");
        while begin.elapsed() < PATIENCE {
            let found = self.browser.execute(&script, vec![name.into()]).await.expect("the page answers");
            if !found.is_null() {
                return Element::from_element_id(self.browser.clone(), browser::element_id(&found));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("`{name}` is nowhere to be seen; {}", self.situation().await);
    }

    async fn run_with(&self, script: &str, argument: &str) -> String {
        let said = self.browser.execute(script, vec![argument.into()]).await.expect("the page answers");
        said.as_str().unwrap_or_default().to_owned()
    }

    /// What there is to see, for somebody who has to find out what went wrong.
    async fn situation(&self) -> String {
        let script = "return [document.body.innerText, 'calls: ' + globalThis.TikTokStandIn?.calls().join(' '),
            'storage: ' + JSON.stringify(localStorage)].join(' | ')";
        self.run_with(script, "").await.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until the game runs.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub async fn wait_for_start(&self) {
        let begin = Instant::now();
        while self.run("return document.body?.dataset.ready === 'true'").await != Value::Bool(true) {
            assert!(begin.elapsed() < PATIENCE, "the game does not start; {}", self.situation().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Waits until it is so.
///
/// # Panics
///
/// When it never is.
pub async fn eventually(what: &str, is_so: impl AsyncFn() -> bool) {
    let begin = Instant::now();
    while !is_so().await {
        assert!(begin.elapsed() < PATIENCE, "it never comes to this: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Finds by `data-test`, in the panels of the stand-in or in the page.
const FIND: &str = "const panels = () => document.querySelector('tiktok-stand-in')?.shadowRoot;
    const find = (name) => [panels(), document].map((root) => root?.querySelector(`[data-test=\"${name}\"]`)).find(Boolean);";
