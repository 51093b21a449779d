//! The house behind the page, and a browser of sorts in front of it.

use futures::StreamExt;
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use returnline::channel::web::{Web, WebOptions};
use returnline::channel::{
    Bubble, Channel, Fetched, FileToSend, Inbound, Intake, Outbound, Receipt, Request, Said, Side,
};
use returnline::domain::delivery::Content;
use returnline::domain::time::Timestamp;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the house behind the page has been handed and has shown.
#[derive(Default)]
pub(super) struct House {
    pub(super) inbound: Mutex<Vec<Inbound>>,
    bubbles: Mutex<HashMap<String, Vec<Bubble>>>,
    files: Mutex<HashMap<(String, i64), Arc<FileToSend>>>,
}

impl House {
    pub(super) fn show(&self, address: &str, side: Side) -> i64 {
        let mut chats = self.bubbles.lock().unwrap();
        let chat = chats.entry(address.to_owned()).or_default();
        let seq = i64::try_from(chat.len()).unwrap() + 1;
        let at = Timestamp::from_millis(1_582_416_000_000 + seq * 1_000);
        chat.push(Bubble { seq, at, side });
        seq
    }

    fn history(&self, address: &str, after: i64, limit: i64) -> Vec<Bubble> {
        let chats = self.bubbles.lock().unwrap();
        let chat = chats.get(address).into_iter().flatten();
        chat.filter(|bubble| bubble.seq > after)
            .take(usize::try_from(limit).unwrap())
            .cloned()
            .collect()
    }

    /// Has a file come with a bubble.
    pub(super) fn attach(&self, address: &str, seq: i64, file: FileToSend) {
        let at = (address.to_owned(), seq);
        self.files.lock().unwrap().insert(at, Arc::new(file));
    }

    fn file(&self, address: &str, seq: i64, has: Option<String>) -> Fetched {
        let files = self.files.lock().unwrap();
        match files.get(&(address.to_owned(), seq)) {
            None => Fetched::None,
            Some(file) if has.as_ref() == Some(&file.hash) => Fetched::Same,
            Some(file) => Fetched::File(file.clone()),
        }
    }

    pub(super) fn address(&self) -> String {
        self.inbound.lock().unwrap()[0].address.clone()
    }
}

fn echo(said: &Said) -> (Option<String>, Content) {
    let (mine, body) = match said {
        Said::Start { payload } => (
            None,
            format!("welcome {}", payload.as_deref().unwrap_or("-")),
        ),
        Said::Text(text) => (Some(text.clone()), format!("you said {text}")),
        Said::Button(payload) => (Some("button".into()), format!("you pressed {payload}")),
        Said::Photo(photo) => (Some("photo".into()), format!("{} bytes", photo.bytes.len())),
        Said::Contact { .. } | Said::Unreadable | Said::Blocked | Said::Unblocked => {
            panic!("the web channel has none of these")
        }
    };
    let content = Content {
        body,
        ..Content::default()
    };
    (mine, content)
}

/// Serves requests as the runner and the delivery room do: the worker's bubble with the commit, ours only some
/// time after the channel was told to send it.
async fn serve(
    house: Arc<House>,
    web: Arc<Web>,
    mut requests: tokio::sync::mpsc::Receiver<Request>,
) {
    let mut seen = HashSet::new();
    while let Some(request) = requests.recv().await {
        match request {
            Request::Inbound { inbound, reply } => {
                let new = seen.insert((inbound.address.clone(), inbound.update_id.clone()));
                let address = inbound.address.clone();
                let (mine, ours) = echo(&inbound.said);
                house.inbound.lock().unwrap().push(inbound);
                if !new {
                    reply.send(Receipt::Duplicate).ok();
                    continue;
                }
                if let Some(mine) = mine {
                    house.show(&address, Side::Worker(mine));
                }
                reply.send(Receipt::Applied).ok();
                let (house, web) = (house.clone(), web.clone());
                tokio::spawn(async move { deliver(&house, &web, &address, ours).await });
            }
            Request::History {
                address,
                after,
                limit,
                reply,
                ..
            } => {
                reply.send(house.history(&address, after, limit)).ok();
            }
            Request::File {
                address,
                seq,
                has,
                reply,
                ..
            } => {
                reply.send(house.file(&address, seq, has)).ok();
            }
        }
    }
}

async fn deliver(house: &House, web: &Web, address: &str, content: Content) {
    let message = Outbound {
        id: 41,
        address: address.to_owned(),
        content: content.clone().into(),
        edit: None,
        spent: None,
        file: None,
    };
    let delivered = web.send(&message).await.unwrap();
    assert_eq!(delivered.message_ref, "41");
    house.show(address, Side::Bureau(Box::new(content)));
    web.shown(address);
}

/// One running web chat and a client for it.
pub(super) struct Chat {
    pub(super) house: Arc<House>,
    pub(super) web: Arc<Web>,
    pub(super) base: String,
    pub(super) client: Client,
}

impl Chat {
    pub(super) async fn open(change: impl FnOnce(&mut WebOptions)) -> Self {
        let mut options = WebOptions {
            burst: NonZeroU32::new(1_000).unwrap(),
            // Long enough that only the wake-up explains a quick answer.
            poll: Duration::from_secs(20),
            ..WebOptions::default()
        };
        change(&mut options);
        let (intake, requests) = Intake::new(64);
        let web = Web::new(intake, options);
        let house = Arc::new(House::default());
        tokio::spawn(serve(house.clone(), web.clone(), requests));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = web.clone().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::builder().no_proxy().build().unwrap();
        Self {
            house,
            web,
            base,
            client,
        }
    }

    pub(super) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.base))
    }

    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.base));
        request.header("sec-fetch-site", "same-origin")
    }

    pub(super) async fn say(&self, cookie: &str, body: Value) -> Response {
        let request = self.post("/chat/say").header("cookie", cookie);
        request.json(&body).send().await.unwrap()
    }

    /// Opens a chat and returns its cookie.
    pub(super) async fn begin(&self) -> String {
        let response = self.say("", json!({"id": "start-0001", "start": ""})).await;
        assert_eq!(response.status(), StatusCode::OK);
        cookie(response.headers())
    }

    pub(super) async fn photo(&self, cookie: &str, bytes: Vec<u8>) -> Response {
        let form = reqwest::multipart::Form::new()
            .text("id", "photo-0001")
            .part("file", reqwest::multipart::Part::bytes(bytes));
        let request = self.post("/chat/photo").header("cookie", cookie);
        request.multipart(form).send().await.unwrap()
    }

    pub(super) async fn stream(
        &self,
        cookie: &str,
        after: i64,
        last_event_id: Option<i64>,
    ) -> Events {
        let mut request = self
            .get(&format!("/chat/events?after={after}"))
            .header("cookie", cookie);
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Events {
            body: response.bytes_stream().boxed(),
            text: String::new(),
        }
    }
}

/// `name=value` of the cookie an answer sets.
fn cookie(headers: &HeaderMap) -> String {
    let set = headers[SET_COOKIE].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

pub(super) async fn error(response: Response, status: StatusCode) -> String {
    assert_eq!(response.status(), status);
    let body: Value = response.json().await.unwrap();
    assert!(body["error"]["message"].is_string(), "{body}");
    body["error"]["code"].as_str().unwrap().to_owned()
}

/// Server-sent events of one response.
pub(super) struct Events {
    body: futures::stream::BoxStream<'static, reqwest::Result<axum::body::Bytes>>,
    text: String,
}

impl Events {
    /// The next event as (name, id, data); `None` at the end of the stream.
    pub(super) async fn next(&mut self) -> Option<(String, String, String)> {
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let mut lines = block.lines();
                    let found = lines.find_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
                    found.unwrap_or_default().to_owned()
                };
                let event = (field("event"), field("id"), field("data"));
                self.text = rest.to_owned();
                return Some(event);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let chunk = tokio::time::timeout(left, self.body.next()).await;
            let chunk = chunk.expect("nothing came within five seconds")?;
            self.text
                .push_str(std::str::from_utf8(&chunk.ok()?).unwrap());
        }
    }

    /// The next bubble.
    pub(super) async fn bubble(&mut self) -> Value {
        loop {
            let (name, id, data) = self.next().await.expect("the stream ended");
            if name.is_empty() {
                let bubble: Value = serde_json::from_str(&data).unwrap();
                assert_eq!(bubble["seq"].to_string(), id);
                return bubble;
            }
        }
    }
}
