//! A chat as the person sees it on the phone.

use super::files::File;
use super::{BOT_ID, BOT_NAME, FakeBotApi, Reach, State};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How long a test waits for the bot.
const PATIENCE: Duration = Duration::from_secs(20);

/// A button below a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressable {
    pub label: String,
    /// Empty on a button that opens a page.
    pub data: String,
    /// The page it opens.
    pub url: Option<String>,
}

/// A button of the keyboard that takes the place of the phone's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyButton {
    pub label: String,
    /// Shares the person's number instead of typing the label.
    pub contact: bool,
}

/// A message as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub id: i64,
    pub from_bot: bool,
    /// Text or caption, markup taken away.
    pub text: String,
    pub bold: Vec<String>,
    /// Every formatted part: its kind, or the address it opens, and its words.
    pub marks: Vec<(String, String)>,
    pub inline: Vec<Vec<Pressable>>,
    pub photo: Option<Arc<Vec<u8>>>,
    /// The file the bot sent, a photo or document.
    pub file: Option<File>,
    /// How often its text was edited.
    pub edits: u32,
    /// Place in the order of all that was sent or edited, over all chats.
    pub changed: u64,
    /// Only without a reply keyboard can a message be edited.
    pub editable: bool,
}

impl Shown {
    /// Labels of its buttons, in reading order.
    pub fn labels(&self) -> Vec<&str> {
        let buttons = self.inline.iter().flatten();
        buttons.map(|button| button.label.as_str()).collect()
    }
}

/// A chat as it stands now.
#[derive(Debug, Clone, Default)]
pub struct ChatView {
    /// Messages of both sides, oldest first.
    pub messages: Vec<Shown>,
    /// The reply keyboard, while there is one.
    pub keyboard: Option<Vec<Vec<ReplyButton>>>,
}

impl ChatView {
    /// What the bot sent or edited last.
    pub fn last(&self) -> Option<&Shown> {
        let bots = self.messages.iter().filter(|shown| shown.from_bot);
        bots.max_by_key(|shown| shown.changed)
    }

    /// How many messages are the bot's.
    pub fn bot_messages(&self) -> usize {
        self.messages.iter().filter(|shown| shown.from_bot).count()
    }
}

/// The server's side of a chat.
#[derive(Default)]
pub struct Chat {
    pub view: ChatView,
    pub reach: Reach,
    pub language: Option<String>,
    pub changed: Arc<Notify>,
    /// Whether the person has ever written, or the test has opened it.
    pub known: bool,
    pub one_time: bool,
}

impl State {
    /// The chat, made known by this.
    pub fn chat(&mut self, id: i64) -> &mut Chat {
        let chat = self.chats.entry(id).or_default();
        chat.known = true;
        chat
    }

    /// Puts a message into a chat and returns its id.
    pub fn show(&mut self, chat: i64, mut shown: Shown) -> i64 {
        self.last_message += 1;
        self.last_change += 1;
        shown.id = self.last_message;
        shown.changed = self.last_change;
        let chat = self.chat(chat);
        chat.view.messages.push(shown);
        chat.changed.notify_waiters();
        self.last_message
    }

    /// A message as the Bot API writes it.
    pub fn message_json(&self, chat: i64, id: i64) -> Value {
        let found = self.chats.get(&chat);
        let found = found.and_then(|c| c.view.messages.iter().find(|m| m.id == id));
        let Some(shown) = found else {
            return Value::Null;
        };
        let from = match shown.from_bot {
            true => bot_json(),
            false => self.person_json(chat),
        };
        let mut message = json!({
            "message_id": id, "date": 1_582_416_000, "chat": chat_json(chat), "from": from,
        });
        match &shown.file {
            Some(file) if shown.photo.is_some() => {
                let small = photo_json(&format!("small-{}", file.id), 90, 4);
                let full = photo_json(&file.id, 640, file.bytes.len());
                message["photo"] = json!([small, full]);
                message["caption"] = json!(shown.text);
            }
            Some(file) => {
                message["document"] = json!({
                    "file_id": file.id, "file_unique_id": format!("u-{}", file.id),
                    "file_name": file.name, "file_size": file.bytes.len(),
                });
                message["caption"] = json!(shown.text);
            }
            None => message["text"] = json!(shown.text),
        }
        if !shown.inline.is_empty() {
            let button = |b: &Pressable| match &b.url {
                Some(url) => json!({ "text": b.label, "url": url }),
                None => json!({ "text": b.label, "callback_data": b.data }),
            };
            let row = |row: &Vec<Pressable>| Value::Array(row.iter().map(button).collect());
            let rows: Vec<Value> = shown.inline.iter().map(row).collect();
            message["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        message
    }

    pub fn person_json(&self, id: i64) -> Value {
        let language = self.chats.get(&id).and_then(|chat| chat.language.clone());
        json!({
            "id": id, "is_bot": false, "first_name": "示例",
            "language_code": language.unwrap_or_else(|| "zh-hans".to_owned()),
        })
    }
}

pub fn chat_json(id: i64) -> Value {
    json!({ "id": id, "type": "private", "first_name": "示例" })
}

pub fn bot_json() -> Value {
    json!({ "id": BOT_ID, "is_bot": true, "first_name": "Returnline", "username": BOT_NAME })
}

pub fn photo_json(file: &str, side: u32, bytes: usize) -> Value {
    json!({
        "file_id": file, "file_unique_id": format!("u-{file}"), "width": side, "height": side,
        "file_size": bytes,
    })
}

impl FakeBotApi {
    /// A chat as it stands now; empty when nothing ever happened in it.
    pub fn chat(&self, chat: i64) -> ChatView {
        let state = self.lock();
        state
            .chats
            .get(&chat)
            .map(|c| c.view.clone())
            .unwrap_or_default()
    }

    /// What the bot sent or edited last in a chat. Panics when it never did.
    pub fn last(&self, chat: i64) -> Shown {
        let view = self.chat(chat);
        let last = view.last().cloned();
        last.unwrap_or_else(|| panic!("the bot has said nothing in chat {chat}"))
    }

    /// Waits until the chat satisfies `done`. Panics with the chat's end when it does not within 20 s.
    pub async fn wait_for(&self, chat: i64, done: impl Fn(&ChatView) -> bool) -> ChatView {
        self.wait_within(chat, PATIENCE, done).await
    }

    /// The same with another patience.
    pub async fn wait_within(
        &self,
        chat: i64,
        patience: Duration,
        done: impl Fn(&ChatView) -> bool,
    ) -> ChatView {
        let changed = Arc::clone(&self.lock().chats.entry(chat).or_default().changed);
        let found = async {
            loop {
                let next = changed.notified();
                tokio::pin!(next);
                next.as_mut().enable();
                let satisfied = {
                    let state = self.lock();
                    let chat = state.chats.get(&chat).map(|c| &c.view);
                    chat.filter(|view| done(view)).cloned()
                };
                if let Some(view) = satisfied {
                    return view;
                }
                next.await;
            }
        };
        match tokio::time::timeout(patience, found).await {
            Ok(view) => view,
            Err(_) => {
                let view = self.chat(chat);
                let end: Vec<_> = view.messages.iter().rev().take(3).collect();
                panic!("chat {chat} did not come to what was waited for; newest first: {end:#?}")
            }
        }
    }

    /// Waits until the bot's newest words in the chat contain `part`, and returns them.
    pub async fn wait_text(&self, chat: i64, part: &str) -> Shown {
        let said = |view: &ChatView| view.last().is_some_and(|last| last.text.contains(part));
        self.wait_for(chat, said).await;
        self.last(chat)
    }

    /// Waits until the bot sends or edits something after the point `since` ([`Shown::changed`]; 0 for the
    /// beginning), and returns it.
    pub async fn wait_change(&self, chat: i64, since: u64) -> Shown {
        let newer = |view: &ChatView| view.last().is_some_and(|last| last.changed > since);
        self.wait_for(chat, newer).await;
        self.last(chat)
    }
}
