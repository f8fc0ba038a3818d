//! `cargo check` of a thousand declarations, with the dependencies already built.

use std::path::Path;

use anyhow::{Context, Result};

use super::ratio::Ratio;
use super::sources::{self, COUNT};
use super::user_crate::{self, UserCrate};
use super::{Cost, print_costs};
use crate::process;
use crate::step::step;
use crate::workspace::Workspace;

const ROUNDS: usize = 11;

struct Subject {
    name: &'static str,
    source: String,
    costs: Vec<Cost>,
}

/// Whether the bars are met.
pub(super) fn run(workspace: &Workspace, folder: &Path) -> Result<bool> {
    let user =
        step("items", "a crate that can use each library, its dependencies built", || set_up(workspace, folder))?;
    let mut subjects = subjects();
    let what = format!("{ROUNDS} rounds");
    step(&what, "cargo check of nothing and of 1,000 declarations, in turn", || measure(&user, &mut subjects))?;
    Ok(report(&subjects))
}

fn set_up(workspace: &Workspace, folder: &Path) -> Result<UserCrate> {
    let dependencies = [
        user_crate::purchasable(workspace),
        user_crate::rival(workspace, "thiserror", &[])?,
        user_crate::rival(workspace, "serde", &["derive"])?,
    ];
    let user = UserCrate::generate(workspace, folder.join("items"), &dependencies.concat())?;
    process::run(&mut user.check())?;
    Ok(user)
}

fn subjects() -> [Subject; 5] {
    [
        ("#[purchasable] structs", sources::purchasable()),
        ("thiserror::Error", sources::thiserror()),
        ("thiserror::Error, fixed text", sources::thiserror_of_fixed_text()),
        ("serde::Serialize", sources::serde()),
        ("#[purchasable] enum variants", sources::catalog()),
    ]
    .map(|(name, source)| Subject { name, source, costs: Vec::new() })
}

fn measure(user: &UserCrate, subjects: &mut [Subject]) -> Result<()> {
    for _ in 0..ROUNDS {
        let empty = cost_of(user, "")?;
        for subject in &mut *subjects {
            let cost = cost_of(user, &subject.source)
                .with_context(|| format!("1,000 {} do not compile; see {}", subject.name, user.folder.display()))?;
            subject.costs.push(cost.minus(empty));
        }
    }
    Ok(())
}

fn cost_of(user: &UserCrate, source: &str) -> Result<Cost> {
    user.write(source)?;
    Cost::of(&mut user.check())
}

fn report(subjects: &[Subject; 5]) -> bool {
    println!(
        "\ncargo check of {COUNT} declarations, less an empty file: median (lowest to highest) of {ROUNDS} rounds"
    );
    let microseconds_each = 1e6 / f64::from(COUNT);
    print_costs("µs each", microseconds_each, subjects.iter().map(|subject| (subject.name, &subject.costs[..])));

    let [items, thiserror, fixed_text, serde, _] = subjects;
    println!("an item against a serde::Serialize: {}", Ratio::of(&items.costs, &serde.costs));
    println!("an item against a thiserror::Error of fixed text: {}", Ratio::of(&items.costs, &fixed_text.costs));
    let judged = Ratio::of(&items.costs, &thiserror.costs);
    println!("an item against a thiserror::Error: {judged}");
    judged.judge(1.0, 0.5)
}
