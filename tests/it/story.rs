//! The main job with a crowd: hundreds of workers at once on a fake Bot API, the real program behind it, every update
//! replayed, the program killed in the middle; and a hundred chats that want the same coach.
//!
//! Who they are and what they want is in `cast`, what each of them does with the phone in `worker`, how a run goes in
//! `run`, and what must hold afterwards in `ledger` (the database) and `told` (the phones).

mod arrived;
mod cast;
mod claims;
mod crowd;
mod kills;
mod ledger;
mod locks;
mod run;
mod told;
mod worker;
