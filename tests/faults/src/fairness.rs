//! Whether the fair way on from every state comes to an end.

use crate::search::Visited;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Unknown,
    OnTheWay,
    Ends,
}

/// A state from which the fair way on goes around in a circle, the nearest to the beginning.
pub(crate) fn livelock(visited: &[Visited]) -> Option<u32> {
    let mut marks = vec![Mark::Unknown; visited.len()];
    for start in 0..visited.len() {
        let mut way = Vec::new();
        let mut at = Some(start);
        while let Some(state) = at.filter(|state| marks[*state] == Mark::Unknown) {
            marks[state] = Mark::OnTheWay;
            way.push(state);
            at = visited[state].fair.map(|next| next as usize);
        }
        if at.is_some_and(|state| marks[state] == Mark::OnTheWay) {
            return u32::try_from(start).ok();
        }
        for state in way {
            marks[state] = Mark::Ends;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(fair: &[Option<u32>]) -> Vec<Visited> {
        fair.iter().map(|fair| Visited { from: None, fair: *fair }).collect()
    }

    #[test]
    fn a_way_that_ends_is_no_livelock() {
        assert_eq!(livelock(&graph(&[Some(2), None, Some(1), Some(2)])), None);
    }

    #[test]
    fn the_nearest_state_that_leads_into_a_circle_is_found() {
        assert_eq!(livelock(&graph(&[None, Some(0), Some(3), Some(4), Some(3)])), Some(2));
        assert_eq!(livelock(&graph(&[Some(0)])), Some(0));
    }
}
