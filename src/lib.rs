//! # returnline
//!
//! The messaging chatbot with which a labour bureau brings its migrant workers back to work: one binary, one
//! crate, a pure core, a ring of IO, and one way for data to flow.
//!
//! ```text
//! channel::Inbound → runner → dialogue::step (pure; calls domain) → store transaction
//!     (dedupe key, session, seats, rows, OUTBOX) → delivery → channel
//! ```
//!
//! Nothing else sends. What a worker is told and what is stored commit together or not at all.
//!
//! | Room | What is in it |
//! |---|---|
//! | [`domain`] | pure rules, one aggregate a file |
//! | [`locale`] | Fluent bundles; every message as a typed value |
//! | [`dialogue`] | the pure state machine of the conversation |
//! | [`sheet`] | spreadsheets in and out: xlsx, csv |
//! | [`planner`] | proposes trips and vehicles for people without a seat, at least cost |
//! | [`store`] | SQLite and PostgreSQL behind one SQL text |
//! | [`runner`] | locks a session, steps it, performs its commands, commits |
//! | [`channel`] | Telegram, the web chat, the terminal |
//! | [`delivery`] | claims, sends and settles what the outbox holds |
//! | [`console`] | the web pages of clerks and HR |
//! | [`cli`], [`app`], [`config`], [`clock`] | start-up, supervision, settings, time |

pub mod app;
pub mod channel;
pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod delivery;
pub mod dialogue;
pub mod domain;
pub mod locale;
pub mod planner;
pub mod runner;
pub mod sheet;
pub mod store;
