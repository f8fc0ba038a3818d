//! What a game takes in along with the runtime.

use std::collections::BTreeSet;
use std::process::Command;

fn natively_built(features: &[&str]) -> BTreeSet<String> {
    let arguments = ["tree", "--package", "purchasable", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("cargo prints text");
    printed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn natively_there_is_no_executor_no_http_stack_and_no_serde() {
    let the_attribute = ["purchasable", "purchasable-macros", "proc-macro2", "quote", "syn", "unicode-ident"];
    let the_attribute: BTreeSet<String> = the_attribute.map(str::to_owned).into();
    assert_eq!(natively_built(&[]), the_attribute);
    assert_eq!(natively_built(&["--features", "simulated"]), the_attribute);
    // The lock of a file, and what it asks the system with: rustix has a backend for each.
    let locking = ["fs4", "rustix", "bitflags", "errno", "libc", "linux-raw-sys", "windows-sys", "windows-link"];
    let without_http = natively_built(&["--features", "simulated,trace,file,conformance"]);
    let beside = without_http.difference(&the_attribute).cloned().collect::<BTreeSet<_>>();
    assert!(beside.iter().all(|package| locking.contains(&&**package)), "{beside:?}");
    assert!(beside.contains("fs4"), "{beside:?}");
}

#[test]
fn http_brings_a_client_without_an_executor() {
    let built = natively_built(&["--features", "http"]);
    assert!(["ureq", "rustls", "serde_json"].iter().all(|package| built.contains(*package)), "{built:?}");
    assert!(["tokio", "futures-util", "hyper"].iter().all(|package| !built.contains(*package)), "{built:?}");
}
