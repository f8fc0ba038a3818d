//! What a shop remembers, as a hash: two with the same go on in the same way.

use core::hash::{Hash, Hasher};

use super::{Inner, Shop};
use crate::cell::look;
use crate::reply::Asker;

impl Shop {
    /// What the shop remembers, with its times counted from now. Without its claimant, which never
    /// changes, and without the timers that it asked the host for, which the host knows.
    #[doc(hidden)]
    pub fn fingerprint(&self, hasher: &mut dyn Hasher) {
        self.inner.fingerprint(hasher);
    }
}

impl Inner {
    fn fingerprint(&self, mut hasher: &mut dyn Hasher) {
        let now = self.now();
        if let Some(run) = self.active() {
            run.fingerprint(now, hasher);
        }
        look(&self.orphans).hash(&mut hasher);
        self.live.fingerprint(hasher);
    }
}
