//! The built files, as TikTok's upload scanner would read them (`/doc/minis-development-stage`).

use std::fs;
use std::path::{Path, PathBuf};

use page_tests::Game;

fn files_ending_with(endings: &[&str]) -> Vec<(PathBuf, String)> {
    let wanted = |path: &PathBuf| path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
    let paths = Game::ALL.into_iter().flat_map(|game| files_below(game.folder()));
    let files: Vec<_> = paths.filter(wanted).map(|path| (path.clone(), text(&path))).collect();
    assert!(!files.is_empty(), "there is nothing to read");
    files
}

fn files_below(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the game was built");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths.flat_map(|path| if path.is_dir() { files_below(path) } else { vec![path] }).collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("it is text")
}

#[test]
fn every_call_of_every_dialect_is_written_out() {
    for game in Game::ALL {
        let scripts = files_below(game.folder()).into_iter().filter(|path| path.ends_with("minis.js"));
        let glue: String = scripts.map(|script| text(&script)).collect();
        for place in ["TTMinis.game", "TTMinis", "Minis"] {
            for method in ["login", "checkBalance", "recharge", "pay", "navigateToBalance"] {
                assert!(glue.contains(&format!(" {place}.{method}(")), "{game:?}: {place}.{method}");
            }
        }
        assert!(glue.contains(" TTMinis.openBalance("), "{game:?}");
    }
}

#[test]
fn no_code_is_made_from_text_and_no_script_is_loaded_from_elsewhere() {
    let forbidden = [
        "eval(",
        "new Function",
        " Function(",
        "(Function(",
        "=Function(",
        ".Function(",
        "document.write",
        "importScripts",
        "createElement(\"script\")",
        "createElement('script')",
        "javascript:",
        "<iframe",
        "src=\"http",
        "src=\"//",
    ];
    for (path, text) in files_ending_with(&["js", "html"]) {
        for words in forbidden {
            assert!(!text.contains(words), "{} contains `{words}`", path.display());
        }
    }
}

#[test]
fn no_timer_is_given_text() {
    for (path, text) in files_ending_with(&["js"]) {
        for timer in ["setTimeout(", "setInterval("] {
            for call in text.split(timer).skip(1) {
                let is_text = call.trim_start().starts_with(['"', '\'', '`']);
                assert!(!is_text, "{}: {timer}{}", path.display(), &call[..call.len().min(40)]);
            }
        }
    }
}
