//! Integration tests, one binary: a module a story.

mod fake_bot_api;
mod golden;
mod telegram;
mod web_chat;
