//! Whatever has become of a journal: nothing readable is dropped, what makes no sense is set aside, and the shop sells again.

use std::collections::BTreeSet;
use std::future::Future;

use arbitrary::{Result, Unstructured};
use purchasable::{Journal, MemoryJournal, Reason, Recovery, Shop, SimulatedTikTok, poll_now, purchasable};

#[purchasable(beans = 500)]
struct SteelSword;

#[purchasable(beans = 100)]
struct Gems;

/// Has the bytes damage a journal in which two orders are, or be one.
///
/// # Panics
///
/// When something is lost, or the shop never sells again.
pub fn journal_bytes(data: &[u8]) {
    let tiktok = SimulatedTikTok::new();
    let journal = MemoryJournal::new();
    let shop = || Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
    drop(finish(shop().purchase(SteelSword)));
    drop(finish(shop().purchase(Gems)));
    let whole = load(&journal);
    let damaged = damage(&whole, data);
    journal.save(&damaged).expect("memory takes any text");

    // Either the order that is paid and not granted is handed out, or nothing is.
    let is_refused = match finish(shop().purchase(SteelSword)) {
        Ok(_) => false,
        Err(error) => matches!(error.reason(), Reason::Journal(error) if error.is_unreadable()),
    };
    assert_eq!(tiktok.ledger().pay_calls(), 2, "bought on top of an order that is paid and not granted");
    assert!(!is_refused || load(&journal) == damaged, "the text was touched by a purchase that was refused");

    let recovery = recover(&shop());
    assert!(!is_refused || journal.texts_set_aside() == [damaged.clone()], "what makes no sense was dropped");
    must_have_kept(&damaged, &load(&journal), &journal.texts_set_aside());
    // Both are paid, whatever the journal knows, and handed out once.
    let skus: Vec<_> = recovery.receipts.iter().map(|receipt| receipt.order().sku().to_owned()).collect();
    assert_eq!(skus.iter().collect::<BTreeSet<_>>().len(), skus.len(), "handed out twice");
    assert_eq!(skus.len(), 2, "paid, and not found");
    for receipt in recovery.receipts {
        assert!(finish(Box::pin(receipt.grant(async |_order, _id| Ok::<_, ()>(())))).is_ok());
    }
    assert!(recover(&shop()).receipts.is_empty(), "granted, and found again");
    assert!(finish(shop().purchase(Gems)).is_ok(), "the shop does not sell again");
}

/// A line is in the journal, or in what was set aside, or it has done its duty.
fn must_have_kept(before: &str, after: &str, aside: &[String]) {
    let is_an_attempt = |line: &&str| line.starts_with("attempt\tplayer\t");
    for line in before.lines().skip(1).filter(|line| !is_an_attempt(line) && !line.is_empty()) {
        let is_kept = after.lines().any(|kept| kept == line) || aside.iter().any(|text| text.contains(line));
        assert!(is_kept, "dropped: {line:?}");
    }
}

/// Cuts out, puts in, repeats: as often as there are bytes. Or takes the bytes for the text.
fn damage(whole: &str, data: &[u8]) -> String {
    let mut bytes = Unstructured::new(data);
    if bytes.arbitrary().unwrap_or(false) {
        return String::from_utf8_lossy(bytes.take_rest()).into_owned();
    }
    let mut text = whole.as_bytes().to_vec();
    while !bytes.is_empty() {
        if change(&mut text, &mut bytes).is_err() {
            break;
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn change(text: &mut Vec<u8>, bytes: &mut Unstructured<'_>) -> Result<()> {
    let start = bytes.int_in_range(0..=text.len())?;
    let end = (start + bytes.int_in_range(0..=40)?).min(text.len());
    match bytes.int_in_range(0..=4)? {
        0 => text.truncate(start),
        1 => drop(text.drain(start..end)),
        2 => text.extend_from_within(start..end),
        3 => text.insert(start, bytes.arbitrary()?),
        _ => text.get_mut(start).into_iter().try_for_each(|byte| bytes.arbitrary().map(|other| *byte = other))?,
    }
    Ok(())
}

fn load(journal: &MemoryJournal) -> String {
    journal.load().expect("memory gives any text")
}

fn recover(shop: &Shop) -> Recovery {
    finish(shop.recover()).expect("the backend answers")
}

/// Polls until the future is done.
fn finish<F: Future + Unpin>(mut future: F) -> F::Output {
    for _ in 0..100_000 {
        if let Some(output) = poll_now(&mut future) {
            return output;
        }
    }
    panic!("the future made no progress in 100,000 polls");
}
