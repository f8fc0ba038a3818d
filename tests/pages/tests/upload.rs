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
        let glue = text(&bridge_of(game));
        for place in ["TTMinis.game", "TTMinis", "Minis"] {
            for method in ["login", "checkBalance", "recharge", "pay", "navigateToBalance"] {
                assert!(glue.contains(&format!(" {place}.{method}(")), "{game:?}: {place}.{method}");
            }
        }
        assert!(glue.contains(" TTMinis.openBalance("), "{game:?}");
    }
}

/// The script that speaks to the host: there is one, and the game loads it.
fn bridge_of(game: Game) -> PathBuf {
    let mut scripts = files_below(game.folder());
    scripts.retain(|path| path.ends_with("minis.js"));
    let [script] = &scripts[..] else { panic!("one bridge is shipped, found {scripts:?}") };
    let within = script.strip_prefix(game.folder()).expect("it lies below the folder").display().to_string();
    let glue = text(&game.folder().join("arcade.js"));
    assert!(glue.contains(&format!("'./{within}'")), "arcade.js does not load {within}");
    script.clone()
}

#[test]
fn the_bridge_is_written_for_engines_that_are_old() {
    for game in Game::ALL {
        let script = text(&bridge_of(game));
        let code = script.lines().map(|line| line.split("//").next().unwrap_or_default());
        for (at, line) in code.enumerate() {
            // Optional chaining, defaults for what is missing, members that are private, a catch that names nothing: each
            // came after 2018.
            for syntax in ["?.", "??", "#", "catch {", "||=", "&&=", "static "] {
                assert!(!line.contains(syntax), "minis.js:{}: `{syntax}` in {line}", at + 1);
            }
        }
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
