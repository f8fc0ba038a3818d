use super::*;

fn rock(x: f32, y: f32) -> Rock {
    Rock { x, y, vx: 0.0, vy: 0.0, radius: 20.0, angle: 0.0, spin: 0.0, shape: 0.0, comet: false, dodged: false }
}

/// A ship that can be hurt, under an empty sky.
fn world(shield: u8) -> World {
    let mut world = World::new(1, shield);
    world.ship.safe = 0.0;
    world
}

fn hit(world: &mut World) {
    world.rocks.push(rock(world.ship.x, world.ship.y));
    world.step(Steering::default());
}

fn fly(world: &mut World, seconds: f32) {
    let mut left = seconds;
    while left > 0.0 {
        world.step(Steering::default());
        left -= STEP;
    }
}

#[test]
fn one_seed_is_one_flight() {
    let flight = |seed| {
        let mut world = World::new(seed, 3);
        fly(&mut world, 10.0);
        (world.score, world.rocks, world.stars)
    };
    assert_eq!(flight(5), flight(5));
    assert_ne!(flight(5), flight(6));
}

#[test]
fn a_hit_without_a_shield_ends_the_flight() {
    let mut world = world(0);
    hit(&mut world);
    assert!(world.over);
    assert!(world.take_events().iter().any(|event| matches!(event, Event::Exploded { .. })));
}

#[test]
fn a_shield_takes_as_many_hits_as_it_is_strong() {
    let mut world = world(2);
    for left in [1, 0] {
        hit(&mut world);
        assert!(!world.over);
        assert_eq!(world.shield, left);
        world.ship.safe = 0.0;
    }
    hit(&mut world);
    assert!(world.over);
}

#[test]
fn a_ship_that_was_just_hit_cannot_be_hurt() {
    let mut world = world(1);
    hit(&mut world);
    hit(&mut world);
    assert!(!world.over);
}

#[test]
fn a_bomb_clears_the_sky_and_leaves_the_stars() {
    let mut world = world(0);
    world.rocks = vec![rock(50.0, 50.0), rock(300.0, 90.0)];
    world.stars.push(Star { x: 50.0, y: 50.0, vy: 0.0, angle: 0.0 });
    assert!(world.bomb());
    assert!(world.rocks.is_empty());
    assert_eq!((world.stars.len(), world.score), (1, 2 * SMASH_POINTS));
}

#[test]
fn no_bomb_goes_off_after_the_end() {
    let mut world = world(0);
    hit(&mut world);
    assert!(!world.bomb());
}

#[test]
fn an_extra_life_goes_on_with_the_score_in_a_clear_sky() {
    let mut world = world(0);
    world.score = 120;
    hit(&mut world);
    world.revive();
    assert!(!world.over && world.rocks.is_empty() && world.ship.safe > 0.0);
    assert_eq!(world.score, 120);
    fly(&mut world, 1.0);
    assert!(!world.over);
}

#[test]
fn stars_in_a_row_are_worth_more_until_one_is_missed() {
    let mut world = world(0);
    for _ in 0..=ROW {
        world.stars.push(Star { x: world.ship.x, y: world.ship.y, vy: 0.0, angle: 0.0 });
        world.step(Steering::default());
    }
    assert_eq!(world.score, ROW * STAR_POINTS + 2 * STAR_POINTS);
    world.stars.push(Star { x: 10.0, y: HEIGHT + 20.0, vy: 0.0, angle: 0.0 });
    world.step(Steering::default());
    assert_eq!(world.multiplier(), 1);
}

#[test]
fn a_near_miss_is_counted_once() {
    let mut world = world(0);
    let beside = world.ship.x + 20.0 + Ship::RADIUS + 3.0;
    world.rocks.push(rock(beside, world.ship.y + 1.0));
    fly(&mut world, 0.1);
    assert_eq!(world.score, DODGE_POINTS);
}

#[test]
fn the_ship_stays_in_the_sky_however_it_is_steered() {
    let mut world = world(0);
    for place in [(-1e6, -1e6), (1e6, 1e6), (f32::MAX, -3.0)] {
        for _ in 0..500 {
            world.over = false;
            world.step(Steering { push: (1.0, -1.0), toward: Some(place) });
            assert!((0.0..=WIDTH).contains(&world.ship.x) && (0.0..=HEIGHT).contains(&world.ship.y));
        }
    }
}

#[test]
fn it_gets_harder() {
    let rocks_in = |from: f32| {
        let mut world = World::new(3, 0);
        world.time = from;
        let mut seen = 0;
        for _ in 0..1200 {
            world.ship.safe = 1.0;
            let before = world.next_rock;
            world.step(Steering::default());
            seen += usize::from(world.next_rock > before);
        }
        seen
    };
    assert!(rocks_in(90.0) > 2 * rocks_in(0.0));
}

#[test]
fn nothing_moves_after_the_end() {
    let mut world = world(0);
    hit(&mut world);
    let rocks = world.rocks.clone();
    fly(&mut world, 2.0);
    assert_eq!(world.rocks, rocks);
}
