//! try
use faults::bounds::*; use faults::state::Rules; use faults::search::search;
#[global_allocator] static A: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let item = match &*a[1] { "once" => Item::Once, "top" => Item::ToppedUp, _ => Item::Consumable };
    let home = if a[2]=="b" { Home::Backend } else { Home::Client };
    let clients = match &*a[3] { "1" => Clients::One, "t" => Clients::Tabs, _ => Clients::Devices };
    let bounds = Bounds { item, home, clients, purchases: a[4].parse().unwrap(), faults: a[5].parse().unwrap(), restless: a[6]=="w", raced: a[7]=="r" };
    println!("{bounds}");
    let t = std::time::Instant::now();
    let o = search(&Rules { bounds, bug: None }, 2);
    println!("{} states {} steps depth {} frontier {} in {:?}", o.states, o.steps, o.depth, o.frontier, t.elapsed());
    if let Some(f) = o.found { println!("{}", f.violation); for s in f.steps { println!("  {s}"); } }
}
