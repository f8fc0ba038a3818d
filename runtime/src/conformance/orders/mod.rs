//! What [`Orders`](crate::Orders) have to do.

mod backend;
mod desk;
mod ending;
mod leasing;
mod listing;
mod making;
mod paying;
mod purchases;
mod reporting;
mod scene;

pub use backend::{Backend, Kind, Passing, Player};

use super::Report;
use super::check::behaviours;
use scene::Scene;

/// Tries the [`Orders`](crate::Orders) of a backend: each question by itself, and then whole purchases by a [`Shop`](crate::Shop).
///
/// A question that is never answered, and whose reply is kept all the same, keeps this waiting for ever. Whoever polls it may
/// stop, and [`Backend::begin`] has told which behaviour it was at.
pub async fn orders(backend: &mut impl Backend) -> Report {
    let mut report = Report::of("orders");
    run(&mut Scene::new(backend), &mut report).await;
    report
}

behaviours! {
    /// What [`Orders`](crate::Orders) have to do.
    ORDERS by run(scene: Scene<'_, impl Backend>).await;
    "O1" making::one_tag "A player has one tag in every session, and no control characters in it."
    "O2" making::other_tag "Another player has another tag."
    "O3" making::one_home "The inventory has one home, whichever session is asked."
    "O4" making::new_order "A new order is pending, has the sku and the key of its wish, and an id without control characters."
    "O5" making::repeated_key "A key that is repeated gives the same order, and makes no second one."
    "O6" making::key_repeated_after_payment "A key that is repeated when its order is paid still gives that order."
    "O7" making::one_key_at_once "One key from two sessions at once makes one order."
    "O8" making::key_of_another_player "A key that another player has used gives nothing of theirs."
    "O9" making::payload "A payload of 1,024 bytes comes back byte for byte, in every answer that has the order in it."
    "O10" making::in_the_way "An unpaid order stands in the way of the same item, in every session of its player."
    "O11" making::two_at_once "Of two sessions that ask for one item at once, one gets an order and the other hears of it."
    "O12" making::another_item "An order does not stand in the way of another item."
    "O13" making::another_player "Another player's order stands in nobody's way."
    "O14" making::accepted "An order that was accepted stands in nobody's way, and one that was not still does."
    "O15" making::price_drift "Another digest is answered with the backend's own price, and makes no order."
    "O16" reporting::never_paid "An order that is reported as never paid is closed, and its item is free."
    "O17" reporting::cancelled "A cancel, a failure or a silence that is reported frees nothing: the order may still be paid."
    "O18" reporting::succeeded "No report makes an order paid."
    "O19" reporting::never_paid_but_paid "A paid order stays paid when it is reported as never paid."
    "O20" reporting::never_paid_then_paid "An order that was reported as never paid, and is paid after all, is paid."
    "O21" reporting::of_another_player "A report about another player's order changes nothing."
    "O22" paying::paid "A payment that TikTok tells of makes the order paid, in every session."
    "O23" paying::told_again "A payment that TikTok tells of again changes nothing."
    "O24" paying::not_yet_granted "An order that is paid and not yet granted stands in the way."
    "O25" paying::closed "An unpaid order is closed after its time, and no longer stands in the way."
    "O26" paying::watched "A closed order is still among the open ones: it may be paid after all."
    "O27" paying::closed_then_paid "A closed order that is paid after all is paid, and found among the open ones."
    "O28" paying::not_closed "A paid order is not closed, however old it is."
    "O29" ending::refunded "An order that was paid back is refunded, and stays so when its payment is told again."
    "O30" ending::refund_listed "A refund is among the open orders until it is acknowledged."
    "O31" ending::refund_claimed "A refunded order is leased to nobody: the claim is answered with `Refunded`."
    "O32" ending::refund_in_the_way "A refunded order stands in nobody's way."
    "O33" ending::granted_refunded "An order that was granted can be paid back, and is then among the open ones again."
    "O34" listing::exactly "Open are the orders that are not finished, each once, and no others."
    "O35" listing::of_another_player "Another player's order is not listed, and every question about it is refused."
    "O36" listing::unknown "Every question about an order that nobody made is refused."
    "O37" ending::owned "What is bought once and granted is owned."
    "O38" ending::not_owned_yet "What is bought once, paid and not yet granted stands in the way: nobody has it yet."
    "O39" ending::owned_no_more "What is bought once and was paid back can be bought again."
    "O40" ending::bought_again "What is not bought once can be bought again as soon as it is granted."
    "O41" leasing::unpaid "An unpaid order is neither claimed nor acknowledged."
    "O42" leasing::one_claimant "A paid order is leased to one claimant, and the others hear that it is elsewhere."
    "O43" leasing::two_at_once "Of two claimants that claim an order at once, one gets the lease."
    "O44" leasing::renewed "A claim that is repeated renews the lease."
    "O45" leasing::ends "A lease ends, and the next claimant gets it."
    "O46" leasing::unclaimed "A paid order that nobody has claimed is not acknowledged."
    "O47" leasing::granted "An acknowledged order is granted, for every claimant, and no longer open."
    "O48" leasing::acknowledged_again "An acknowledgement that is repeated is answered well, and changes nothing."
    "O49" leasing::granted_by_itself "A backend that holds the inventory grants what is paid by itself."
    "O50" leasing::leased_to_nobody "A backend that holds the inventory leases nothing to a client."
    "O51" purchases::bought "A purchase ends with a receipt, is granted once, and leaves nothing to recover."
    "O52" purchases::cancelled "A purchase that is cancelled is not paid, and its order can be accepted by the next one."
    "O53" purchases::reload_before_the_grant "A receipt that is lost in a reload is recovered and granted once, with its payload."
    "O54" purchases::reload_before_the_answer "A payment whose panel is lost in a reload is recovered and granted once."
    "O55" purchases::two_tabs "Of two tabs that recover one order, one grants it."
    "O56" purchases::refund_is_told "A refund is recovered until the player has been told, and not after."
}
