//! What people do on their phones. Each call is one update, whose id it returns.

use super::chat::{Pressable, ReplyButton, Shown, bot_json, chat_json, photo_json};
use super::{FakeBotApi, Reach, State};
use serde_json::{Value, json};
use std::sync::Arc;

/// What a press finds.
enum Found {
    Inline { message: i64, data: String },
    Reply(ReplyButton),
}

impl FakeBotApi {
    /// Sets the language the person's app reports; `zh-hans` unless set.
    pub fn set_language(&self, chat: i64, code: &str) {
        self.lock().chat(chat).language = Some(code.to_owned());
    }

    /// Opens the bot, perhaps through a link with a payload.
    pub fn start_chat(&self, chat: i64, payload: Option<&str>) -> i64 {
        match payload {
            Some(payload) => self.say(chat, &format!("/start {payload}")),
            None => self.say(chat, "/start"),
        }
    }

    /// Types a text.
    pub fn say(&self, chat: i64, text: &str) -> i64 {
        self.act(|state| state.say(chat, text))
    }

    /// Presses the button whose label is or contains `label`: of the bot's newest words, else of the reply keyboard,
    /// else of an older message. Panics, naming the labels there are, when there is none.
    pub fn press(&self, chat: i64, label: &str) -> i64 {
        self.act(|state| match state.find(chat, label) {
            Some(Found::Inline { message, data }) => state.press(chat, message, &data),
            Some(Found::Reply(button)) => state.press_reply(chat, &button),
            None => {
                let view = &state.chat(chat).view;
                let last = view.last().map(Shown::labels);
                panic!("chat {chat} has no button {label:?}; its newest words have {last:?}")
            }
        })
    }

    /// Presses a button by its data on a message that may not show it any more, as a slow phone does.
    pub fn press_stale(&self, chat: i64, message: i64, data: &str) -> i64 {
        self.act(|state| state.press(chat, message, data))
    }

    /// Sends a photo, as JPEG or PNG bytes (or others, for the unreadable). Telegram keeps a small and a full size.
    pub fn send_photo(&self, chat: i64, bytes: Vec<u8>) -> i64 {
        self.act(|state| {
            let size = bytes.len();
            let thumb = state.store(vec![0xff, 0xd8, 0xff, 0]);
            let full = state.store(bytes);
            let sizes = json!([photo_json(&thumb, 90, 4), photo_json(&full, 1280, size)]);
            state.receive(chat, "", &[("photo", sizes)])
        })
    }

    /// Sends a file.
    pub fn send_document(&self, chat: i64, bytes: Vec<u8>, mime: &str) -> i64 {
        self.act(|state| {
            let size = bytes.len();
            let file = state.store(bytes);
            let document = json!({
                "file_id": file, "file_unique_id": format!("u-{file}"), "file_size": size,
                "file_name": "file", "mime_type": mime,
            });
            state.receive(chat, "", &[("document", document)])
        })
    }

    /// Sends a sticker.
    pub fn send_sticker(&self, chat: i64) -> i64 {
        let sticker = json!({
            "file_id": "s", "file_unique_id": "us", "type": "regular", "width": 512, "height": 512,
            "is_animated": false, "is_video": false, "emoji": "👍", "file_size": 100,
        });
        self.act(|state| state.receive(chat, "", &[("sticker", sticker)]))
    }

    /// Shares the own number through the channel's button.
    pub fn share_contact(&self, chat: i64, phone: &str) -> i64 {
        self.act(|state| state.share(chat, phone, chat))
    }

    /// Shares somebody else's contact card.
    pub fn share_foreign_contact(&self, chat: i64, phone: &str) -> i64 {
        self.act(|state| state.share(chat, phone, chat + 1))
    }

    /// Blocks the bot.
    pub fn block(&self, chat: i64) -> i64 {
        self.act(|state| state.change(chat, true))
    }

    /// Unblocks the bot.
    pub fn unblock(&self, chat: i64) -> i64 {
        self.act(|state| state.change(chat, false))
    }

    /// Says something in a group that the bot is in.
    pub fn say_in_group(&self, group: i64, person: i64, text: &str) -> i64 {
        self.act(|state| {
            let message = json!({
                "message_id": 1, "date": 1_582_416_000, "text": text, "entities": [],
                "chat": { "id": group, "type": "group", "title": "工友" },
                "from": state.person_json(person),
            });
            state.push_update("message", message)
        })
    }

    fn act(&self, deed: impl FnOnce(&mut State) -> i64) -> i64 {
        let update = deed(&mut self.lock());
        self.0.shared.polled.notify_waiters();
        update
    }
}

impl State {
    fn say(&mut self, chat: i64, text: &str) -> i64 {
        let mut entities = json!([]);
        if text.starts_with('/') {
            let length = text.split_whitespace().next().unwrap_or_default().len();
            entities = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
        }
        self.receive(chat, text, &[("text", json!(text)), ("entities", entities)])
    }

    /// A message from the person: shown in the chat, and an update for the bot.
    fn receive(&mut self, chat: i64, text: &str, fields: &[(&str, Value)]) -> i64 {
        let id = self.show(
            chat,
            Shown {
                id: 0,
                from_bot: false,
                text: text.to_owned(),
                bold: Vec::new(),
                marks: Vec::new(),
                file: None,
                inline: Vec::new(),
                photo: None,
                edits: 0,
                changed: 0,
                editable: false,
            },
        );
        let mut message = json!({
            "message_id": id, "date": 1_582_416_000, "chat": chat_json(chat),
            "from": self.person_json(chat),
        });
        for (name, value) in fields {
            message[*name] = value.clone();
        }
        self.push_update("message", message)
    }

    fn find(&mut self, chat: i64, label: &str) -> Option<Found> {
        let view = &self.chat(chat).view;
        let last = view.last().map(|last| last.id);
        let on = |shown: &Shown| {
            let button = pick(shown.inline.iter().flatten(), label)?;
            let (message, data) = (shown.id, button.data.clone());
            Some(Found::Inline { message, data })
        };
        let newest = view.messages.iter().find(|m| Some(m.id) == last);
        let reply = || {
            let mut buttons = view.keyboard.iter().flatten().flatten();
            let button = buttons.find(|button| button.label.contains(label))?;
            Some(Found::Reply(button.clone()))
        };
        newest
            .and_then(on)
            .or_else(reply)
            .or_else(|| view.messages.iter().rev().find_map(on))
    }

    fn press(&mut self, chat: i64, message: i64, data: &str) -> i64 {
        let query = format!("q{}", self.queries.len() + 1);
        self.queries.insert(query.clone(), false);
        let mut on = self.message_json(chat, message);
        if on.is_null() {
            // Too old for Telegram to show it to the bot.
            on = json!({ "message_id": message, "date": 0, "chat": chat_json(chat) });
        }
        let press = json!({
            "id": query, "from": self.person_json(chat), "message": on,
            "chat_instance": chat.to_string(), "data": data,
        });
        self.push_update("callback_query", press)
    }

    fn press_reply(&mut self, chat: i64, button: &ReplyButton) -> i64 {
        let held = self.chat(chat);
        if held.one_time {
            held.view.keyboard = None;
        }
        match button.contact {
            true => self.share(chat, &format!("+86154{:08}", chat % 100_000_000), chat),
            false => self.say(chat, &button.label),
        }
    }

    fn share(&mut self, chat: i64, phone: &str, owner: i64) -> i64 {
        let card = json!({ "phone_number": phone, "first_name": "示例", "user_id": owner });
        self.receive(chat, "", &[("contact", card)])
    }

    fn change(&mut self, chat: i64, blocked: bool) -> i64 {
        self.chat(chat).reach = match blocked {
            true => Reach::Blocked,
            false => Reach::Open,
        };
        let member = json!({ "status": "member", "user": bot_json() });
        let kicked = json!({ "status": "kicked", "user": bot_json(), "until_date": 0 });
        let (old, new) = match blocked {
            true => (member, kicked),
            false => (kicked, member),
        };
        let change = json!({
            "chat": chat_json(chat), "from": self.person_json(chat), "date": 1_582_416_000,
            "old_chat_member": old, "new_chat_member": new,
        });
        self.push_update("my_chat_member", change)
    }

    fn store(&mut self, bytes: Vec<u8>) -> String {
        self.last_file += 1;
        let id = format!("file{}", self.last_file);
        let path = format!("photos/{id}.jpg");
        self.files.insert(path, Arc::new(bytes));
        id
    }
}

/// The button with exactly this label, else the first that contains it.
fn pick<'a>(
    buttons: impl Iterator<Item = &'a Pressable> + Clone,
    label: &str,
) -> Option<&'a Pressable> {
    buttons
        .clone()
        .find(|button| button.label == label)
        .or_else(|| buttons.clone().find(|button| button.label.contains(label)))
}
