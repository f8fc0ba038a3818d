//! The shop of the game, as a player meets it: in every dialect, on a phone and on a desktop. A new player has one bomb.

use page_tests::{Game, Player, Screen, Tampering};

const DIALECTS: [&str; 4] = ["TTMinis.game", "TTMinis", "TTMinis+recharge", "Minis"];

/// In these a top-up has a panel of its own; in the others `pay` tops up by itself.
fn tops_up_first(dialect: &str) -> bool {
    matches!(dialect, "TTMinis+recharge" | "Minis")
}

fn picture_name(what: &str, screen: Screen) -> String {
    format!("{what}-{screen:?}").to_lowercase()
}

/// Tells a story once in each dialect on each screen.
async fn in_every_dialect(story: impl AsyncFn(&Player, &str, Screen)) {
    for screen in Screen::ALL {
        tell(&story, Game::Ordinary, screen).await;
    }
}

/// Tells a story once in each dialect.
async fn tell(story: impl AsyncFn(&Player, &str, Screen), game: Game, screen: Screen) {
    let player = Player::of(game, "", screen, Tampering::None).await;
    for dialect in DIALECTS {
        story(&player, dialect, screen).await;
    }
    player.leave().await;
}

#[tokio::test]
async fn what_is_paid_is_handed_over() {
    in_every_dialect(async |player, dialect, screen| {
        player.begin(dialect, 1000).await;
        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.must_read("pay-item", "3 bombs").await;
        if dialect == "TTMinis.game" {
            player.picture(&picture_name("paying", screen)).await;
        }
        player.click("pay-confirm").await;
        player.must_read("shop-status", "3 bombs").await;
        assert_eq!(player.balance().await, 910);
        player.must_read("count-bombs", "4").await;
        if dialect == "TTMinis.game" {
            player.picture(&picture_name("bought", screen)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_short_wallet_is_topped_up() {
    in_every_dialect(async |player, dialect, _| {
        player.begin(dialect, 50).await;
        player.click("open-shop").await;
        player.click("buy-golden_hull").await;
        if tops_up_first(dialect) {
            player.must_read("recharge-package", "500").await;
            player.click("recharge-confirm").await;
        } else {
            player.must_read("pay-missing", "450").await;
        }
        player.click("pay-confirm").await;
        player.must_read("shop-status", "golden hull").await;
        assert_eq!(player.balance().await, 50, "a package of 500 for a hull of 500");
    })
    .await;
}

#[tokio::test]
async fn what_is_cancelled_is_not_bought_and_can_be_bought_again() {
    in_every_dialect(async |player, dialect, _| {
        player.begin(dialect, 1000).await;
        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.click("pay-cancel").await;
        player.must_read("shop-status", "Nothing was bought").await;
        assert_eq!(player.balance().await, 1000);

        player.click("buy-bombs.few").await;
        player.must_read("shop-status", "still open").await;
        player.click("accept-earlier").await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "3 bombs").await;
        assert_eq!(player.balance().await, 910);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_told_and_nothing_is_charged() {
    in_every_dialect(async |player, dialect, _| {
        player.begin(dialect, 1000).await;
        player.run("TikTokStandIn.next('pay', 'decline')").await;
        player.click("open-shop").await;
        player.click("buy-shield").await;
        player.must_read("shop-status", "declined").await;
        assert_eq!(player.balance().await, 1000);
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_nobody_knows_of_is_waited_for() {
    let story = async |player: &Player, dialect: &str, screen| {
        pay_unseen(player, dialect).await;
        if dialect == "TTMinis" {
            player.picture(&picture_name("unknown", screen)).await;
        }
        player.click("keep-waiting").await;
        player.must_read("shop-status", "Checking your payment").await;
        player.run("TikTokStandIn.orderStatus = orderStatus").await;
        player.must_read("shop-status", "3 bombs").await;
        player.must_read("count-bombs", "4").await;
        assert_eq!(player.balance().await, 910, "charged once");
    };
    tell(story, Game::Ordinary, Screen::Phone).await;
}

#[tokio::test]
async fn a_payment_that_nobody_knows_of_can_be_left_to_be_found_later() {
    let story = async |player: &Player, dialect: &str, _| {
        pay_unseen(player, dialect).await;
        player.click("later").await;
        player.must_read("toast", "We keep checking your payment").await;
        // The page that is loaded anew has a TikTok that knows.
        player.reload().await;
        player.must_read("toast", "Restored: 3 bombs").await;
        player.must_read("count-bombs", "4").await;
        assert_eq!(player.balance().await, 910, "charged once");
    };
    tell(story, Game::Ordinary, Screen::Phone).await;
}

/// Pays, hears nothing of it from the panel, and waits in vain for TikTok's server to know of it.
async fn pay_unseen(player: &Player, dialect: &str) {
    player.begin(dialect, 1000).await;
    player.run("TikTokStandIn.next('pay', { done: {} })").await;
    player.run("globalThis.orderStatus = TikTokStandIn.orderStatus; TikTokStandIn.orderStatus = () => 'PENDING'").await;
    player.click("open-shop").await;
    player.click("buy-bombs.few").await;
    player.click("pay-confirm").await;
    player.must_read("shop-status", "Checking your payment").await;
    // Nobody waits for half a minute: the clock goes ahead by as much.
    player.run("const now = Date.now; Date.now = () => now() + 30_000").await;
    player.must_read("shop-status", "We don't know yet whether your payment went through").await;
    player.must_read("shop-status", "Wait a little longer, or let us check later: nothing is lost.").await;
}

#[tokio::test]
async fn what_was_paid_before_a_reload_is_restored_after_it() {
    in_every_dialect(async |player, dialect, screen| {
        pay_and_reload(player, dialect, screen).await;
        if dialect == "Minis" {
            player.picture(&picture_name("restored", screen)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_paid_before_a_reload_is_restored_after_it_in_the_lowered_build_too() {
    tell(pay_and_reload, Game::Lowered, Screen::Phone).await;
}

async fn pay_and_reload(player: &Player, dialect: &str, _: Screen) {
    player.begin(dialect, 1000).await;
    player.run("TikTokStandIn.next('pay', 'done-unanswered')").await;
    player.click("open-shop").await;
    player.click("buy-bombs.many").await;
    player.must_read("pay-item", "10 bombs").await;
    // Reloaded in the very turn in which the money moves: the game has no time to hear of it.
    player.run("TikTokStandIn.onChange(() => TikTokStandIn.balance() === 760 && location.reload())").await;
    player.click("pay-confirm").await;
    player.must_read("count-bombs", "11").await;
    assert_eq!(player.balance().await, 760, "charged once");
}

#[tokio::test]
async fn a_panel_that_was_open_at_a_reload_charges_nothing() {
    in_every_dialect(async |player, dialect, _| {
        player.begin(dialect, 1000).await;
        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.must_read("pay-item", "3 bombs").await;
        player.reload().await;
        assert!(!player.sees("pay-sheet").await);
        assert_eq!(player.balance().await, 1000);
        player.must_read("count-bombs", "1").await;
    })
    .await;
}
