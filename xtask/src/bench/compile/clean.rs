//! `cargo check` of a crate that only depends on a library, with nothing built yet.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::ratio::Ratio;
use super::user_crate::{self, UserCrate};
use super::{Cost, print_costs};
use crate::step::step;
use crate::workspace::Workspace;

const ROUNDS: usize = 7;

/// Whether the bar is met.
pub(super) fn run(workspace: &Workspace, folder: &Path) -> Result<bool> {
    let purchasable = user_crate::purchasable(workspace);
    let thiserror = user_crate::rival(workspace, "thiserror", &[])?;
    let ours = UserCrate::generate(workspace, folder.join("purchasable"), &purchasable)?;
    let rival = UserCrate::generate(workspace, folder.join("thiserror"), &thiserror)?;

    let (mut our_costs, mut rival_costs) = (Vec::new(), Vec::new());
    let what = format!("{ROUNDS} rounds");
    step(&what, "clean cargo check of a crate that depends on one library", || {
        for _ in 0..ROUNDS {
            our_costs.push(clean_check(&ours)?);
            rival_costs.push(clean_check(&rival)?);
        }
        Ok(())
    })?;
    Ok(report(&our_costs, &rival_costs))
}

fn clean_check(user: &UserCrate) -> Result<Cost> {
    if user.target().exists() {
        fs::remove_dir_all(user.target())?;
    }
    let mut check = user.check();
    // What cargo does by itself for a library from the registry; ours comes from a folder here.
    check.env("RUSTFLAGS", "--cap-lints=allow");
    Cost::of(&mut check).with_context(|| format!("{} does not compile", user.folder.display()))
}

fn report(ours: &[Cost], rival: &[Cost]) -> bool {
    println!("\nclean cargo check: median (lowest to highest) of {ROUNDS} rounds");
    print_costs("s", 1.0, [("purchasable", ours), ("thiserror", rival)]);
    let ratio = Ratio::of(ours, rival);
    println!("purchasable, default features, against thiserror: {ratio}");
    ratio.judge(1.25, 1.0)
}
