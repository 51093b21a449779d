//! A Bot API server for tests: the real API over real HTTP on 127.0.0.1, with people on the other side of it.
//!
//! What a bot sees is in `server`, `methods` and `updates`; what a worker sees on the phone is in `chat`; what a test
//! does as a worker (`say`, `press`, `send_photo`…) is in `people`; what can go wrong is in `faults`.
//!
//! ```ignore
//! let api = FakeBotApi::start().await;
//! // … the bot polls api.url() with api.token() …
//! api.start_chat(7, None);
//! let greeting = api.wait_text(7, "Language").await;
//! api.press(7, "English");
//! ```
#![allow(
    dead_code,
    unused_imports,
    reason = "a kit of parts: each story uses some of them"
)]

mod calls;
mod chat;
mod faults;
mod files;
mod html;
mod markup;
mod methods;
mod params;
mod people;
mod selftest;
mod server;
mod updates;
mod words;

pub use calls::Call;
pub use chat::{ChatView, Pressable, ReplyButton, Shown};
pub use faults::{Fault, Limits, Reach};

use calls::Calls;
use chat::Chat;
use faults::Faults;
use files::File;
use serde_json::Value;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use updates::Updates;

/// Token the server accepts.
pub const TOKEN: &str = "424242:TEST-token_of-the-fake";
/// The bot's user name.
pub const BOT_NAME: &str = "returnline_test_bot";
/// The bot's user id.
const BOT_ID: i64 = 424_242;

/// A running fake; clones share it, and the last one to go stops it.
#[derive(Clone)]
pub struct FakeBotApi(Arc<Inner>);

struct Inner {
    shared: Arc<Shared>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the server's handlers and the test share.
struct Shared {
    state: Mutex<State>,
    /// New updates, or another poller.
    polled: Notify,
}

#[derive(Default)]
struct State {
    updates: Updates,
    chats: HashMap<i64, Chat>,
    files: HashMap<String, Arc<Vec<u8>>>,
    calls: Calls,
    faults: Faults,
    /// Open callback queries.
    queries: HashMap<String, bool>,
    /// Command menus by language code; the empty code is everyone else's.
    commands: HashMap<String, Value>,
    webhook: bool,
    last_message: i64,
    last_change: u64,
    last_file: u64,
    /// Files the bot has sent, by the name the server gave them.
    sent_files: HashMap<String, File>,
    /// How often the bot uploaded one.
    uploads: u32,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl FakeBotApi {
    /// Starts a server on a free port of 127.0.0.1.
    pub async fn start() -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::default()),
            polled: Notify::new(),
        });
        let (address, task) = server::start(Arc::clone(&shared)).await;
        Self(Arc::new(Inner {
            shared,
            address,
            task,
        }))
    }

    /// Address for the bot's settings.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// Token for the bot's settings.
    pub fn token(&self) -> &'static str {
        TOKEN
    }

    /// The command menu last published for a language code (`""` for everyone else).
    pub fn commands(&self, language: &str) -> Option<Value> {
        self.lock().commands.get(language).cloned()
    }

    /// Pretends that a webhook has been set elsewhere, which makes polling fail.
    pub fn set_webhook(&self, active: bool) {
        self.lock().webhook = active;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.shared.lock()
    }
}
