//! Integration tests, one binary: a module a story.

mod account_cli;
mod architecture;
mod browser;
mod console;
mod delivery;
mod demo;
mod desk;
mod dialogue;
mod fake_bot_api;
mod golden;
mod kit;
mod notice_kills;
mod notices_cli;
mod privacy;
mod runner;
mod seats;
mod sheet;
mod startup;
mod story;
mod telegram;
mod web_chat;
mod wording;
