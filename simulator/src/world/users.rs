//! Users and their wallets.

use indexmap::IndexMap;
use serde::Serialize;

use super::ids::Ids;

/// A user of TikTok who plays the game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// The name by which they log in on this desk.
    pub user: String,
    /// The id by which the app knows them.
    pub open_id: String,
    /// Beans in their wallet.
    pub balance: u64,
}

#[derive(Debug, Default)]
pub struct Users(IndexMap<String, User>);

impl Users {
    /// The user of this name, who is new with this balance if nobody has the name yet.
    pub fn enter(&mut self, name: &str, balance: u64, ids: &mut Ids) -> &mut User {
        self.0.entry(name.into()).or_insert_with(|| User { user: name.into(), open_id: ids.open_id(), balance })
    }

    pub fn find(&self, name: &str) -> Option<&User> {
        self.0.get(name)
    }

    pub fn find_mut(&mut self, name: &str) -> Option<&mut User> {
        self.0.get_mut(name)
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &User> {
        self.0.values()
    }
}
