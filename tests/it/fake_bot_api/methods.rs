//! What the Bot API's methods do, and the words with which they refuse.

use super::chat::{Shown, bot_json};
use super::files::File;
use super::markup::{Keyboard, inline_only, keyboard};
use super::params::Params;
use super::server::Answer;
use super::words::{Words, words};
use super::{Reach, Shared, State};
use serde_json::{Value, json};
use std::time::Instant;

type Outcome = Result<Value, Answer>;

/// Performs every method but getUpdates.
pub fn perform(shared: &Shared, method: &str, params: &Params) -> Answer {
    let mut state = shared.lock();
    let outcome = match method {
        "getme" => Ok(me()),
        "sendmessage" => state.send_message(params),
        "sendphoto" => state.send_file(params, "photo"),
        "senddocument" => state.send_file(params, "document"),
        "editmessagetext" => state.edit_text(params),
        "editmessagereplymarkup" => state.edit_markup(params),
        "answercallbackquery" => state.answer_query(params),
        "getfile" => state.get_file(params),
        "setmycommands" => Ok(state.set_commands(params)),
        "sendchataction" => Ok(Value::Bool(true)),
        "deletewebhook" => {
            state.webhook = false;
            Ok(Value::Bool(true))
        }
        _ => Err(Answer::refuse(404, "Not Found: method not found")),
    };
    outcome.map_or_else(|refused| refused, Answer::Result)
}

fn me() -> Value {
    let mut me = bot_json();
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
    ] {
        me[name] = Value::Bool(value);
    }
    me
}

/// The refusal of a bad request.
pub fn bad(what: &str) -> Answer {
    Answer::refuse(400, &format!("Bad Request: {what}"))
}

impl State {
    /// The chat a call is about, if it can be written to.
    fn reachable(&self, params: &Params) -> Result<i64, Answer> {
        let id = params
            .int("chat_id")
            .ok_or_else(|| bad("chat_id is empty"))?;
        let Some(chat) = self.chats.get(&id).filter(|chat| chat.known) else {
            return Err(bad("chat not found"));
        };
        match chat.reach {
            Reach::Open => Ok(id),
            Reach::Blocked => Err(Answer::refuse(
                403,
                "Forbidden: bot was blocked by the user",
            )),
            Reach::Deactivated => Err(Answer::refuse(403, "Forbidden: user is deactivated")),
            Reach::NeverStarted => Err(Answer::refuse(
                403,
                "Forbidden: bot can't initiate conversation with a user",
            )),
            Reach::Migrated(to) => Err(Answer::Refused {
                code: 400,
                description: "Bad Request: group chat was upgraded to a supergroup chat".to_owned(),
                parameters: Some(json!({ "migrate_to_chat_id": to })),
            }),
        }
    }

    /// Counts what is about to be shown against the limits.
    fn pace(&mut self, chat: i64) -> Result<(), Answer> {
        let now = Instant::now();
        let (all, here) = self.calls.rate(chat, now);
        if let Some(limits) = self.faults.limits
            && (all >= limits.overall || here >= limits.per_chat)
        {
            self.calls.too_fast += 1;
            return Err(Answer::too_many(Some(1)));
        }
        self.calls.shown(chat, now);
        Ok(())
    }

    fn send_message(&mut self, params: &Params) -> Outcome {
        let chat = self.reachable(params)?;
        let words = words(params, "text")?;
        if words.text.trim().is_empty() {
            return Err(bad("message text is empty"));
        }
        if words.text.encode_utf16().count() > 4096 {
            return Err(bad("message is too long"));
        }
        let keyboard = keyboard(params)?;
        self.pace(chat)?;
        Ok(self.put(chat, words, None, keyboard))
    }

    fn send_file(&mut self, params: &Params, field: &str) -> Outcome {
        let chat = self.reachable(params)?;
        let words = words(params, "caption")?;
        if words.text.encode_utf16().count() > 1024 {
            return Err(bad("message caption is too long"));
        }
        let keyboard = keyboard(params)?;
        let file = self.file_of(params, field)?;
        self.pace(chat)?;
        Ok(self.put(chat, words, Some((field, file)), keyboard))
    }

    fn put(
        &mut self,
        chat: i64,
        words: Words,
        file: Option<(&str, File)>,
        keyboard: Keyboard,
    ) -> Value {
        let photo = file.as_ref().filter(|(field, _)| *field == "photo");
        let mut shown = Shown {
            id: 0,
            from_bot: true,
            text: words.text,
            bold: words.bold,
            marks: words.marks,
            inline: Vec::new(),
            photo: photo.map(|(_, file)| file.bytes.clone()),
            file: file.map(|(_, file)| file),
            edits: 0,
            changed: 0,
            editable: true,
        };
        match keyboard {
            Keyboard::Untouched => {}
            Keyboard::Inline(rows) => shown.inline = rows,
            Keyboard::Reply(rows, one_time) => {
                shown.editable = false;
                let chat = self.chat(chat);
                chat.view.keyboard = Some(rows);
                chat.one_time = one_time;
            }
            Keyboard::Remove => {
                shown.editable = false;
                self.chat(chat).view.keyboard = None;
            }
        }
        let id = self.show(chat, shown);
        self.message_json(chat, id)
    }

    fn edit_text(&mut self, params: &Params) -> Outcome {
        let chat = self.reachable(params)?;
        let id = self.own_message(chat, params)?;
        let words = words(params, "text")?;
        if words.text.trim().is_empty() {
            return Err(bad("message text is empty"));
        }
        if words.text.encode_utf16().count() > 4096 {
            return Err(bad("MESSAGE_TOO_LONG"));
        }
        let inline = inline_only(params)?;
        let shown = self.message(chat, id);
        if shown.file.is_some() {
            return Err(bad("there is no text in the message to edit"));
        }
        if shown.text == words.text && shown.marks == words.marks && shown.inline == inline {
            return Err(not_modified());
        }
        self.pace(chat)?;
        self.last_change += 1;
        let changed = self.last_change;
        let shown = self.message(chat, id);
        shown.text = words.text;
        shown.bold = words.bold;
        shown.marks = words.marks;
        shown.inline = inline;
        shown.edits += 1;
        shown.changed = changed;
        self.chat(chat).changed.notify_waiters();
        Ok(self.message_json(chat, id))
    }

    fn edit_markup(&mut self, params: &Params) -> Outcome {
        let chat = self.reachable(params)?;
        let id = self.own_message(chat, params)?;
        let inline = inline_only(params)?;
        let shown = self.message(chat, id);
        if shown.inline == inline {
            return Err(not_modified());
        }
        shown.inline = inline;
        self.chat(chat).changed.notify_waiters();
        Ok(self.message_json(chat, id))
    }

    /// The message to edit, if it is the bot's and can be edited.
    fn own_message(&self, chat: i64, params: &Params) -> Result<i64, Answer> {
        let id = params
            .int("message_id")
            .ok_or_else(|| bad("message identifier is not specified"))?;
        let chat = self.chats.get(&chat);
        let found = chat.and_then(|c| c.view.messages.iter().find(|m| m.id == id));
        match found {
            None => Err(bad("message to edit not found")),
            Some(shown) if !shown.from_bot || !shown.editable => {
                Err(bad("message can't be edited"))
            }
            Some(_) => Ok(id),
        }
    }

    fn message(&mut self, chat: i64, id: i64) -> &mut Shown {
        let messages = self.chat(chat).view.messages.iter_mut();
        messages.into_iter().find(|m| m.id == id).unwrap()
    }

    fn answer_query(&mut self, params: &Params) -> Outcome {
        let id = params.text("callback_query_id").unwrap_or_default();
        match self.queries.get_mut(id) {
            Some(answered) if !*answered => {
                *answered = true;
                Ok(Value::Bool(true))
            }
            _ => Err(bad(
                "query is too old and response timeout expired or query ID is invalid",
            )),
        }
    }

    fn get_file(&self, params: &Params) -> Outcome {
        let id = params.text("file_id").unwrap_or_default();
        let path = format!("photos/{id}.jpg");
        let Some(bytes) = self.files.get(&path) else {
            return Err(bad("invalid file_id"));
        };
        if bytes.len() > 20 * 1024 * 1024 {
            return Err(bad("file is too big"));
        }
        Ok(json!({
            "file_id": id, "file_unique_id": format!("u-{id}"), "file_size": bytes.len(),
            "file_path": path,
        }))
    }

    fn set_commands(&mut self, params: &Params) -> Value {
        let language = params.text("language_code").unwrap_or_default().to_owned();
        let commands = params.json("commands").unwrap_or(Value::Null);
        self.commands.insert(language, commands);
        Value::Bool(true)
    }
}

fn not_modified() -> Answer {
    bad(
        "message is not modified: specified new message content and reply markup are exactly the same as a current \
         content and reply markup of the message",
    )
}
