//! The Telegram channel against a Bot API server, over real HTTP.

mod letters;
mod polling;
mod sending;
mod ticket_qr;

use crate::fake_bot_api::FakeBotApi;
use returnline::channel::telegram::Telegram;
use returnline::channel::{
    Channel, Delivered, Inbound, Intake, Outbound, Receipt, Request, SendError,
};
use returnline::domain::delivery::{Button, Content};
use secrecy::SecretString;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// The channel on a fake server.
fn telegram(api: &FakeBotApi) -> Telegram {
    let token = SecretString::from(api.token());
    let url = api.url().parse().unwrap();
    Telegram::new(token, Some(url))
        .unwrap()
        .with_poll_timeout(Duration::from_secs(2))
}

/// A house of one hand: the test itself takes the updates and gives the receipts.
struct House {
    api: FakeBotApi,
    inbox: mpsc::Receiver<Request>,
    shutdown: CancellationToken,
    polling: JoinHandle<()>,
}

impl House {
    fn open(api: &FakeBotApi) -> Self {
        let (intake, inbox) = Intake::new(1000);
        let shutdown = CancellationToken::new();
        let channel = Arc::new(telegram(api));
        let polling = tokio::spawn(channel.poll(intake, shutdown.clone()));
        Self {
            api: api.clone(),
            inbox,
            shutdown,
            polling,
        }
    }

    async fn start() -> Self {
        Self::open(&FakeBotApi::start().await)
    }

    /// The next update, and how to receipt it.
    async fn next(&mut self) -> (Inbound, oneshot::Sender<Receipt>) {
        let wait = tokio::time::timeout(Duration::from_secs(20), self.inbox.recv());
        match wait
            .await
            .expect("an update in time")
            .expect("an open channel")
        {
            Request::Inbound { inbound, reply } => (inbound, reply),
            Request::History { .. } | Request::File { .. } => {
                panic!("the channel reads nothing back")
            }
        }
    }

    /// Takes the next update and says that it is applied.
    async fn apply(&mut self) -> Inbound {
        let (inbound, reply) = self.next().await;
        reply.send(Receipt::Applied).unwrap();
        inbound
    }

    /// Whether nothing comes for a while.
    async fn quiet(&mut self) -> bool {
        let wait = tokio::time::timeout(Duration::from_millis(600), self.inbox.recv());
        wait.await.is_err()
    }

    async fn stop(self) {
        self.shutdown.cancel();
        let stopped = tokio::time::timeout(Duration::from_secs(8), self.polling).await;
        stopped.expect("a stop in time").unwrap();
    }
}

fn text(body: &str) -> Content {
    Content {
        body: body.to_owned(),
        ..Content::default()
    }
}

fn button(label: &str, payload: &str) -> Button {
    Button {
        label: label.to_owned(),
        payload: payload.to_owned(),
    }
}

fn outbound(chat: i64, content: Content) -> Outbound {
    Outbound {
        id: 1,
        address: chat.to_string(),
        content: content.into(),
        edit: None,
        spent: None,
        file: None,
    }
}

async fn send(channel: &Telegram, chat: i64, content: Content) -> Result<Delivered, SendError> {
    channel.send(&outbound(chat, content)).await
}
