//! Nothing but tests: see `tests/` for what runs them and `cases/` for what they show.
