//! One clock for TikTok and the backend: that of the desk, which a test can put forward.

use std::time::UNIX_EPOCH;

use purchasable_server::{Clock, Millis};
use purchasable_simulator::Admin;

#[derive(Debug)]
pub(crate) struct DeskClock(pub(crate) Admin);

impl Clock for DeskClock {
    fn now(&self) -> Millis {
        let since_1970 = self.0.system_time().duration_since(UNIX_EPOCH).expect("the desk is not that old");
        Millis::try_from(since_1970.as_millis()).expect("the desk is not that far ahead")
    }
}
