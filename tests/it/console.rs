//! The desk over real HTTP: doors, roles, forms, and what reaches the worker's chat.

mod accounts;
mod accounts_store;
mod audit;
mod audit_store;
mod boarding;
pub mod boarding_coach;
mod boarding_day;
mod decisions;
mod doors;
pub mod harness;
mod live;
mod notice_after;
mod notice_form;
mod notice_papers;
mod notice_trial;
mod notices;
mod plan;
mod roles;
mod roster;
mod second_step;
pub mod security;
mod store;
mod trips;
mod trips_file;
mod trips_papers;
mod trips_store;
mod worker;
