//! Integration tests, one binary: a module a story.

mod delivery;
