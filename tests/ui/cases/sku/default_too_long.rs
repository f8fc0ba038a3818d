use purchasable::purchasable;

#[purchasable(beans = 500)]
struct TheSteelSwordOfTheOldKingWhoLivedAtTheEndOfTheWorldAndNeverSleptThere;

fn main() {}
