//! The journal in a file: across restarts, crashes, and a second copy of the game.

mod support;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use purchasable::{FileJournal, Inventory as Home, Journal, JournalError, Reason, Retry, Shop, SimulatedTikTok};
use support::{Gems, Inventory, SteelSword, buy, recover};
use tempfile::TempDir;

/// Tells a second process, which runs the same test, the path of the journal.
const SECOND_PROCESS: &str = "PURCHASABLE_TEST_JOURNAL";

/// A device with a game on it, which keeps its journal in the file `orders`.
struct Device {
    folder: TempDir,
    tiktok: SimulatedTikTok,
}

impl Device {
    fn new() -> Self {
        // Of an order that is granted and not told, only the journal knows.
        let tiktok = SimulatedTikTok::new().with_inventory(Home::Backend);
        Self { folder: tempfile::tempdir().expect("there is room"), tiktok }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("orders")
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        self.folder.path().join(format!("orders{suffix}"))
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).expect("it was written")
    }

    fn journal(&self) -> FileJournal {
        FileJournal::open(self.path()).expect("nobody else has it open")
    }

    /// The game starts.
    fn shop(&self) -> Shop {
        Shop::new(self.tiktok.clone(), self.tiktok.orders(), self.journal())
    }

    fn with_two_orders() -> Self {
        let device = Self::new();
        drop(buy(&device.shop(), Gems::Handful).expect("paid"));
        drop(buy(&device.shop(), SteelSword { sharpness: 3 }).expect("paid"));
        device
    }

    fn files(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).expect("it is there");
        let mut names: Vec<_> =
            files.map(|file| file.expect("readable").file_name().into_string().expect("ASCII")).collect();
        names.sort();
        names
    }
}

#[test]
fn what_was_saved_is_found_by_the_next_start() {
    let device = Device::new();
    assert_eq!(device.journal().load(), Ok(String::new()));
    device.journal().save("größe\n").expect("there is room");
    device.journal().save("g\n").expect("there is room");
    assert_eq!(device.journal().load(), Ok("g\n".to_owned()));
    assert_eq!(device.files(), ["orders", "orders.lock"]);
}

#[test]
fn an_order_left_behind_is_found_by_the_next_start() {
    let device = Device::with_two_orders();
    let shop = device.shop();
    let recovery = recover(&shop);
    assert_eq!(recovery.journal, None);
    let mut inventory = Inventory::default();
    inventory.give_all(recovery);
    inventory.must_agree_with(&device.tiktok);
    assert_eq!(device.bytes(), b"");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let device = Device::new();
    let path = device.folder.path().join("nowhere").join("orders");
    let error = FileJournal::open(&path).expect_err("there is no such folder");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
}

#[test]
fn a_save_that_fails_leaves_the_old_text() {
    let device = Device::new();
    let journal = device.journal();
    journal.save("old").expect("there is room");
    fs::create_dir(device.beside(".new")).expect("there is room");
    let error = journal.save("new").expect_err("something is in the way");
    assert!(error.to_string().contains(&device.path().display().to_string()), "{error}");
    assert_eq!(journal.load(), Ok("old".to_owned()));
}

#[test]
fn what_cannot_be_read_is_not_taken_for_an_empty_journal() {
    let device = Device::new();
    fs::create_dir(device.path()).expect("a folder can be made");
    let journal = FileJournal::open(device.path()).expect("nobody else has it");
    for refused in [journal.load().map(drop), journal.set_aside("torn")] {
        let error = refused.expect_err("a folder is no file").to_string();
        assert!(error.contains("orders` cannot be read"), "{error}");
    }
}

#[test]
fn a_place_that_cannot_be_read_is_not_taken_for_a_free_one() {
    let device = Device::new();
    let journal = FileJournal::open(device.path()).expect("nobody else has it");
    fs::create_dir(device.beside(".set-aside.1")).expect("a folder can be made");
    let error = journal.set_aside("torn").expect_err("a folder is no file").to_string();
    assert!(error.contains("orders.set-aside.1` cannot be read"), "{error}");
}

#[test]
fn what_a_crash_left_beside_it_does_no_harm() {
    let device = Device::new();
    fs::write(device.beside(".new"), "purchasable-jour").expect("there is room");
    fs::write(device.beside(".lock"), "").expect("there is room");
    drop(buy(&device.shop(), Gems::Handful).expect("paid"));
    assert_eq!(device.files(), ["orders", "orders.lock"]);
    assert_eq!(recover(&device.shop()).receipts.len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_set_aside_to_the_last_one() {
    let device = Device::with_two_orders();
    let mut bytes = device.bytes();
    let sword = String::from_utf8_lossy(&bytes).find("steel_sword").expect("it was bought");
    bytes[sword] = 0xff;
    fs::write(device.path(), &bytes).expect("there is room");

    let shop = device.shop();
    let error = buy(&shop, Gems::Chest).expect_err("nothing is bought on top of it");
    assert!(matches!(error.reason(), Reason::Journal(error) if error.is_unreadable()), "{error}");
    assert_eq!((error.retry(), device.bytes()), (Retry::AfterRecover, bytes.clone()));

    let recovery = recover(&shop);
    assert!(recovery.journal.is_some_and(|error| error.is_unreadable()));
    assert_eq!(recovery.receipts.len(), 1, "of the line that is whole");
    assert_eq!(fs::read(device.beside(".set-aside.1")).ok(), Some(bytes));
    drop(buy(&shop, Gems::Chest).expect("the journal can be read again"));
}

#[test]
fn eight_texts_are_set_aside_and_none_is_dropped_for_a_ninth() {
    let device = Device::new();
    let journal = device.journal();
    for number in 1..=8_u8 {
        for _ in 0..2 {
            fs::write(device.path(), [0xfe, number]).expect("there is room");
            let text = journal.load().expect("readable");
            journal.set_aside(&text).expect("there is a place, and the same needs no other");
        }
    }
    fs::write(device.path(), [0xfe, 9]).expect("there is room");
    let error = journal.set_aside(&journal.load().expect("readable")).expect_err("every place is taken");
    assert!(error.to_string().contains("remove them"), "{error}");
    for number in 1..=8_u8 {
        let kept = fs::read(device.beside(&format!(".set-aside.{number}")));
        assert_eq!(kept.expect("it was set aside"), [0xfe, number]);
    }
    assert_eq!(device.bytes(), [0xfe, 9]);
}

#[test]
fn a_second_journal_of_the_same_game_is_refused_by_name() {
    let device = Device::new();
    let first = device.journal();
    let refused = FileJournal::open(device.path()).expect_err("it is open");
    must_name_the_other_copy(&refused.to_string(), &device.path());
    drop(first);
    device.journal();
}

#[track_caller]
fn must_name_the_other_copy(error: &str, path: &Path) {
    assert!(error.contains(&path.display().to_string()) && error.contains("another copy of the game"), "{error}");
}

/// Runs a test of this file once more, in a process of its own that is given this path. What it prints can be read.
fn second_process(test: &str, path: &Path) -> Child {
    rerun(test, path).stdout(Stdio::piped()).spawn().expect("it starts")
}

fn rerun(test: &str, path: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("this is a program"));
    command.args(["--exact", test, "--nocapture"]).env(SECOND_PROCESS, path);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_second_process_is_refused_by_name() {
    if let Some(path) = env::var_os(SECOND_PROCESS) {
        let outcome = FileJournal::open(PathBuf::from(path));
        return println!("{}", outcome.map_or_else(|error| error.to_string(), |_| "it is open".to_owned()));
    }
    let device = Device::new();
    let open_elsewhere = || {
        let child = second_process("a_second_process_is_refused_by_name", &device.path());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("it prints text")
    };
    let first = device.journal();
    must_name_the_other_copy(&open_elsewhere(), &device.path());
    drop(first);
    assert!(open_elsewhere().contains("it is open"));
}

#[test]
fn a_name_without_a_folder_is_in_the_folder_where_the_game_was_started() {
    if let Some(path) = env::var_os(SECOND_PROCESS) {
        let saved = FileJournal::open(PathBuf::from(path)).and_then(|journal| journal.save("text"));
        return saved.expect("the folder is there");
    }
    let device = Device::new();
    let test = "a_name_without_a_folder_is_in_the_folder_where_the_game_was_started";
    let status = rerun(test, Path::new("orders")).current_dir(device.folder.path()).status().expect("it starts");
    assert!(status.success());
    assert_eq!(device.bytes(), b"text");
}

#[test]
fn a_process_that_is_killed_while_it_writes_leaves_a_whole_text_and_no_lock() {
    if let Some(path) = env::var_os(SECOND_PROCESS) {
        return write_for_ever(Path::new(&path)).expect("nothing fails before it is killed");
    }
    let device = Device::new();
    for round in 0..5 {
        let mut child =
            second_process("a_process_that_is_killed_while_it_writes_leaves_a_whole_text_and_no_lock", &device.path());
        let mut output = BufReader::new(child.stdout.take().expect("piped")).lines();
        assert!(output.any(|line| line.expect("it prints text") == "wrote"));
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        let text = device.journal().load().expect("it can be read");
        assert!(texts().contains(&text), "round {round}: {} bytes", text.len());
    }
}

fn texts() -> [String; 2] {
    ["a".repeat(100_000), "b".repeat(200_000)]
}

fn write_for_ever(path: &Path) -> Result<(), JournalError> {
    let journal = FileJournal::open(path)?;
    let texts = texts();
    for number in 0.. {
        journal.save(&texts[number % 2])?;
        println!("\nwrote");
    }
    Ok(())
}
