//! What is played.

use std::time::Duration;

use anyhow::{Result, ensure};
use purchasable::{HostFault, Item, Purchase, Reason};

use crate::cli::Fault;
use crate::items::{Gems, GoldenSkin, SteelSword};
use crate::session::Session;
use crate::timeline::print_scene;

const LONGER_THAN_A_PANEL: Duration = Duration::from_secs(15 * 60);

/// The story that is told without options. Each scene has to end as it says.
pub fn story(session: &mut Session) -> Result<()> {
    print_scene("A sword, with enough Beans in the wallet");
    let bought = session.buy(sword(session));
    ensure!(bought.is_ok(), "the sword was not bought");

    print_scene("A chest of gems, and too few Beans: topped up, then bought");
    let bought = session.buy(Gems::Chest.purchase(session.shop()));
    ensure!(bought.is_ok(), "the chest was not bought");

    print_scene("A handful of gems; the player changes their mind");
    session.fail_next(Fault::Host(HostFault::Cancel));
    let Err(cancelled) = session.buy(Gems::Handful.purchase(session.shop())) else { anyhow::bail!("not cancelled") };
    ensure!(*cancelled.reason() == Reason::Cancelled, "expected a cancel, found: {cancelled}");

    print_scene("A handful of gems again; the first order could still settle, the player knows, and is declined");
    session.fail_next(Fault::Host(HostFault::Decline));
    let purchase = Gems::Handful.purchase(session.shop()).accepting(cancelled.to_accept());
    let Err(declined) = session.buy(purchase) else { anyhow::bail!("not declined") };
    ensure!(matches!(declined.reason(), Reason::Host(_)), "expected a refusal, found: {declined}");

    print_scene("Once more; the host does not answer for a long time");
    session.fail_next(Fault::Host(HostFault::AnswersLate));
    let earlier = cancelled.to_accept().into_iter().chain(declined.to_accept());
    let Err(unknown) = session.buy(Gems::Handful.purchase(session.shop()).accepting(earlier)) else {
        anyhow::bail!("not unknown")
    };
    ensure!(*unknown.reason() == Reason::Unsettled, "expected an unknown outcome, found: {unknown}");
    session.wait(LONGER_THAN_A_PANEL);
    session.reload();
    session.recover();

    print_scene("A golden skin, which is bought once");
    let bought = session.buy(GoldenSkin.purchase(session.shop()));
    ensure!(bought.is_ok(), "the skin was not bought");

    print_scene("The golden skin again");
    let Err(owned) = session.buy(GoldenSkin.purchase(session.shop())) else { anyhow::bail!("sold twice") };
    ensure!(*owned.reason() == Reason::Owned, "expected a refusal, found: {owned}");
    Ok(())
}

/// One purchase, with one fault or none.
pub fn one(session: &mut Session, item: &'static Item, fault: Option<Fault>) {
    print_scene(&format!("{} for {}", item.name(), item.beans()));
    if let Some(fault) = fault {
        session.fail_next(fault);
    }
    buy_item(session, item);
}

/// A dozen purchases in which things go wrong by chance, with a reload now and then.
pub fn random(session: &mut Session) -> Result<()> {
    let skus = ["steel_sword", "gems.handful", "golden_skin", "gems.chest"];
    for (number, sku) in skus.iter().cycle().take(12).enumerate() {
        print_scene(&format!("Purchase {}: {sku}", number + 1));
        if let Some(item) = crate::items::EVERYTHING.get(sku) {
            buy_item(session, item);
        }
        if number % 4 == 3 {
            session.reload();
        }
        session.recover();
        ensure!(!session.has_charged_twice(), "an item was charged twice without the player knowing");
    }
    Ok(())
}

/// How it ends is told on the way.
fn buy_item(session: &mut Session, item: &Item) {
    let _ = match Gems::from_sku(item.sku()) {
        Some(gems) => session.buy(gems.purchase(session.shop())),
        None if item.sku() == GoldenSkin::ITEM.sku() => session.buy(GoldenSkin.purchase(session.shop())),
        None => session.buy(sword(session)),
    };
}

/// The field is lost in a reload unless the order carries it.
fn sword(session: &Session) -> Purchase<SteelSword> {
    let sword = SteelSword { sharpness: 3 };
    let payload = [sword.sharpness];
    sword.purchase(session.shop()).with_payload(payload)
}
