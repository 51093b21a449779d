//! Delivery: what the outbox holds reaches each recipient in order, at the channel's pace, through crashes; and a
//! notice reaches each of its people once. Every story is told on SQLite and on PostgreSQL.

mod audiences;
mod ceilings;
mod crashes;
mod gone;
mod leases;
mod letters;
mod notices;
mod p10;
mod quiet;
mod refusals;
mod replies;
mod reports;
mod script;
mod servers;
mod settling;
mod tallies;
mod unreached;
mod world;
