//! The page around the shop: a plain browser, a keyboard, a bare device, and the play itself.

use fantoccini::key::Key;
use page_tests::{Game, Player, Screen, Tampering};

#[tokio::test]
async fn a_plain_browser_is_told_so_and_offered_the_stand_in() {
    for screen in Screen::ALL {
        let player = Player::at("", screen, Tampering::None).await;
        player.click("open-shop").await;
        player.must_read("use-stand-in", "stand-in").await;
        player.picture(&format!("plain-{screen:?}").to_lowercase()).await;
        player.click("use-stand-in").await;
        player.must_read("dev-toggle", "Stand-in").await;
        player.wait_for_start().await;
        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "3 bombs").await;
        player.leave().await;
    }
}

#[tokio::test]
async fn a_purchase_can_be_made_with_the_keyboard_alone() {
    let player = Player::at("", Screen::Desktop, Tampering::None).await;
    player.begin("TTMinis.game", 1000).await;
    player.tab_to("open-shop").await;
    player.press(Key::Enter).await;
    player.tab_to("buy-bombs.few").await;
    player.press(Key::Enter).await;
    player.must_read("pay-item", "3 bombs").await;
    player.press(Key::Escape).await;
    player.must_read("shop-status", "Nothing was bought").await;
    player.tab_to("buy-shield").await;
    player.press(Key::Enter).await;
    player.tab_to("pay-confirm").await;
    player.press(Key::Enter).await;
    player.must_read("shop-status", "shield").await;
    player.leave().await;
}

#[tokio::test]
async fn a_device_without_microtasks_finalizers_and_crypto_plays_and_buys() {
    for (game, dialect) in [(Game::Ordinary, "TTMinis.game"), (Game::Ordinary, "Minis"), (Game::Lowered, "Minis")] {
        let player = Player::of(game, "", Screen::Phone, Tampering::BareDevice).await;
        player.begin(dialect, 1000).await;
        let bare = "return typeof FinalizationRegistry + typeof crypto";
        assert_eq!(player.run(bare).await, "undefinedundefined", "the browser is as bare as it should be");
        player.click("open-shop").await;
        player.click("buy-shield").await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "shield").await;
        assert_eq!(player.balance().await, 700);
        player.leave().await;
    }
}

#[tokio::test]
async fn the_game_is_played_on_a_canvas_that_fills_the_screen() {
    for screen in Screen::ALL {
        let player = Player::at("", screen, Tampering::None).await;
        player.click("play").await;
        player.picture(&format!("playing-{screen:?}").to_lowercase()).await;
        let fills = "const it = document.getElementById('sky').getBoundingClientRect();
            return it.width >= innerWidth - 1 && it.height >= innerHeight - 1
                && document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(player.run(fills).await, true);
        let moving = "const sky = document.getElementById('sky');
            const seen = sky.toDataURL();
            return new Promise((done) => setTimeout(() => done(sky.toDataURL() !== seen), 200))";
        assert_eq!(player.run(moving).await, true, "the sky moves");
        player.leave().await;
    }
}
