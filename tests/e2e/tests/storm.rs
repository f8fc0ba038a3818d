//! What is granted is what was paid, however often TikTok tells of it, and whenever the backend is killed.

use e2e_tests::{Plan, storm};
use test_databases::on_each_database;

on_each_database! {
    async fn each_payment_is_granted_once(place: impl Place) {
        // Cargo builds the program beside the tests.
        let _ = env!("CARGO_BIN_EXE_backend-copy");
        let plan = Plan { orders: 300, most_deliveries: 20, connections: 32, kills: 5, seed: 1 };
        let outcome = storm(plan, place.url()).await.unwrap();
        println!("{outcome}");
        assert_eq!((outcome.granted, outcome.kills), (outcome.paid, 5));
        assert!(outcome.deliveries > 2 * outcome.paid, "{outcome}");
    }
}
