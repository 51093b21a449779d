//! Integration tests, one binary: a module a story.

mod delivery;
mod demo;
mod fake_bot_api;
mod golden;
mod seats;
mod telegram;
mod web_chat;
