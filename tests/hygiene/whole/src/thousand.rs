//! A thousand items in one catalog. The compiler's lint against long evaluations is an error by default: it stays silent.

use purchasable::{Catalog, catalog, purchasable};

macro_rules! hundred {
    ($name:ident, $prefix:literal) => {
        #[purchasable(prefix = $prefix)]
        #[derive(Debug)]
        pub(crate) enum $name {
            #[purchasable(beans = 1)]
            Item00,
            #[purchasable(beans = 2)]
            Item01,
            #[purchasable(beans = 3)]
            Item02,
            #[purchasable(beans = 4)]
            Item03,
            #[purchasable(beans = 5)]
            Item04,
            #[purchasable(beans = 6)]
            Item05,
            #[purchasable(beans = 7)]
            Item06,
            #[purchasable(beans = 8)]
            Item07,
            #[purchasable(beans = 9)]
            Item08,
            #[purchasable(beans = 10)]
            Item09,
            #[purchasable(beans = 11)]
            Item10,
            #[purchasable(beans = 12)]
            Item11,
            #[purchasable(beans = 13)]
            Item12,
            #[purchasable(beans = 14)]
            Item13,
            #[purchasable(beans = 15)]
            Item14,
            #[purchasable(beans = 16)]
            Item15,
            #[purchasable(beans = 17)]
            Item16,
            #[purchasable(beans = 18)]
            Item17,
            #[purchasable(beans = 19)]
            Item18,
            #[purchasable(beans = 20)]
            Item19,
            #[purchasable(beans = 21)]
            Item20,
            #[purchasable(beans = 22)]
            Item21,
            #[purchasable(beans = 23)]
            Item22,
            #[purchasable(beans = 24)]
            Item23,
            #[purchasable(beans = 25)]
            Item24,
            #[purchasable(beans = 26)]
            Item25,
            #[purchasable(beans = 27)]
            Item26,
            #[purchasable(beans = 28)]
            Item27,
            #[purchasable(beans = 29)]
            Item28,
            #[purchasable(beans = 30)]
            Item29,
            #[purchasable(beans = 31)]
            Item30,
            #[purchasable(beans = 32)]
            Item31,
            #[purchasable(beans = 33)]
            Item32,
            #[purchasable(beans = 34)]
            Item33,
            #[purchasable(beans = 35)]
            Item34,
            #[purchasable(beans = 36)]
            Item35,
            #[purchasable(beans = 37)]
            Item36,
            #[purchasable(beans = 38)]
            Item37,
            #[purchasable(beans = 39)]
            Item38,
            #[purchasable(beans = 40)]
            Item39,
            #[purchasable(beans = 41)]
            Item40,
            #[purchasable(beans = 42)]
            Item41,
            #[purchasable(beans = 43)]
            Item42,
            #[purchasable(beans = 44)]
            Item43,
            #[purchasable(beans = 45)]
            Item44,
            #[purchasable(beans = 46)]
            Item45,
            #[purchasable(beans = 47)]
            Item46,
            #[purchasable(beans = 48)]
            Item47,
            #[purchasable(beans = 49)]
            Item48,
            #[purchasable(beans = 50)]
            Item49,
            #[purchasable(beans = 51)]
            Item50,
            #[purchasable(beans = 52)]
            Item51,
            #[purchasable(beans = 53)]
            Item52,
            #[purchasable(beans = 54)]
            Item53,
            #[purchasable(beans = 55)]
            Item54,
            #[purchasable(beans = 56)]
            Item55,
            #[purchasable(beans = 57)]
            Item56,
            #[purchasable(beans = 58)]
            Item57,
            #[purchasable(beans = 59)]
            Item58,
            #[purchasable(beans = 60)]
            Item59,
            #[purchasable(beans = 61)]
            Item60,
            #[purchasable(beans = 62)]
            Item61,
            #[purchasable(beans = 63)]
            Item62,
            #[purchasable(beans = 64)]
            Item63,
            #[purchasable(beans = 65)]
            Item64,
            #[purchasable(beans = 66)]
            Item65,
            #[purchasable(beans = 67)]
            Item66,
            #[purchasable(beans = 68)]
            Item67,
            #[purchasable(beans = 69)]
            Item68,
            #[purchasable(beans = 70)]
            Item69,
            #[purchasable(beans = 71)]
            Item70,
            #[purchasable(beans = 72)]
            Item71,
            #[purchasable(beans = 73)]
            Item72,
            #[purchasable(beans = 74)]
            Item73,
            #[purchasable(beans = 75)]
            Item74,
            #[purchasable(beans = 76)]
            Item75,
            #[purchasable(beans = 77)]
            Item76,
            #[purchasable(beans = 78)]
            Item77,
            #[purchasable(beans = 79)]
            Item78,
            #[purchasable(beans = 80)]
            Item79,
            #[purchasable(beans = 81)]
            Item80,
            #[purchasable(beans = 82)]
            Item81,
            #[purchasable(beans = 83)]
            Item82,
            #[purchasable(beans = 84)]
            Item83,
            #[purchasable(beans = 85)]
            Item84,
            #[purchasable(beans = 86)]
            Item85,
            #[purchasable(beans = 87)]
            Item86,
            #[purchasable(beans = 88)]
            Item87,
            #[purchasable(beans = 89)]
            Item88,
            #[purchasable(beans = 90)]
            Item89,
            #[purchasable(beans = 91)]
            Item90,
            #[purchasable(beans = 92)]
            Item91,
            #[purchasable(beans = 93)]
            Item92,
            #[purchasable(beans = 94)]
            Item93,
            #[purchasable(beans = 95)]
            Item94,
            #[purchasable(beans = 96)]
            Item95,
            #[purchasable(beans = 97)]
            Item96,
            #[purchasable(beans = 98)]
            Item97,
            #[purchasable(beans = 99)]
            Item98,
            #[purchasable(beans = 100)]
            Item99,
        }
    };
}

hundred!(A, "a.");
hundred!(B, "b.");
hundred!(C, "c.");
hundred!(D, "d.");
hundred!(E, "e.");
hundred!(F, "f.");
hundred!(G, "g.");
hundred!(H, "h.");
hundred!(I, "i.");
hundred!(J, "j.");

static CATALOG: Catalog = catalog![A, B, C, D, E, F, G, H, I, J];

#[test]
fn a_thousand_items_are_proved_unique() {
    assert_eq!(CATALOG.items().len(), 1_000);
    assert_eq!(CATALOG.get("j.item99").map(|item| item.beans().0), Some(100));
    assert!(A::from_sku("a.item99").is_some());
}
