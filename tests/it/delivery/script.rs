//! A channel that answers as told.

use futures::future::BoxFuture;
use returnline::channel::{Channel, Delivered, Outbound, SendError};
use returnline::domain::delivery::ChannelKind;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the scripted server answers one call.
pub enum Answer {
    Error(SendError),
    Panic,
    Hang,
}

/// A channel whose server answers as told, and otherwise accepts.
pub struct Script {
    kind: ChannelKind,
    delay: Duration,
    answers: Mutex<HashMap<String, VecDeque<Answer>>>,
    calls: Mutex<Vec<Outbound>>,
    delivered: Mutex<Vec<Outbound>>,
    busy: Mutex<HashSet<String>>,
    overlaps: Mutex<usize>,
    shown: Mutex<Vec<String>>,
}

impl Script {
    pub fn new() -> Arc<Self> {
        Self::slow(Duration::ZERO)
    }

    /// Takes up to `delay` for a call.
    pub fn slow(delay: Duration) -> Arc<Self> {
        Self::with(ChannelKind::Telegram, delay)
    }

    pub fn of(kind: ChannelKind) -> Arc<Self> {
        Self::with(kind, Duration::from_millis(2))
    }

    fn with(kind: ChannelKind, delay: Duration) -> Arc<Self> {
        Arc::new(Self {
            kind,
            delay,
            answers: Mutex::default(),
            calls: Mutex::default(),
            delivered: Mutex::default(),
            busy: Mutex::default(),
            overlaps: Mutex::default(),
            shown: Mutex::default(),
        })
    }

    pub fn answer(&self, address: &str, answers: impl IntoIterator<Item = Answer>) {
        let mut all = self.answers.lock().unwrap();
        all.entry(address.to_owned()).or_default().extend(answers);
    }

    pub fn fail(&self, address: &str, errors: impl IntoIterator<Item = SendError>) {
        self.answer(address, errors.into_iter().map(Answer::Error));
    }

    /// Takes back what was to be answered.
    pub fn forgive(&self, address: &str) {
        self.answers.lock().unwrap().remove(address);
    }

    pub fn calls(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    /// Address and body of what arrived, in order.
    pub fn delivered(&self) -> Vec<(String, String)> {
        let all = self.delivered.lock().unwrap();
        all.iter()
            .map(|m| (m.address.clone(), m.content.body.clone()))
            .collect()
    }

    pub fn messages(&self) -> Vec<Outbound> {
        self.delivered.lock().unwrap().clone()
    }

    pub fn to(&self, address: &str) -> Vec<String> {
        let all = self.delivered().into_iter();
        all.filter(|(to, _)| to == address)
            .map(|(_, body)| body)
            .collect()
    }

    /// How often two calls for one address were under way at once.
    pub fn overlaps(&self) -> usize {
        *self.overlaps.lock().unwrap()
    }

    pub fn shown(&self) -> Vec<String> {
        self.shown.lock().unwrap().clone()
    }

    async fn take(&self, message: &Outbound) -> Result<Delivered, SendError> {
        self.calls.lock().unwrap().push(message.clone());
        let answer = self
            .answers
            .lock()
            .unwrap()
            .get_mut(&message.address)
            .and_then(VecDeque::pop_front);
        match answer {
            Some(Answer::Error(error)) => return Err(error),
            Some(Answer::Panic) => panic!("scripted"),
            Some(Answer::Hang) => std::future::pending().await,
            None => {}
        }
        if !self.busy.lock().unwrap().insert(message.address.clone()) {
            *self.overlaps.lock().unwrap() += 1;
        }
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay.mul_f64(rand::random())).await;
        }
        self.busy.lock().unwrap().remove(&message.address);
        self.delivered.lock().unwrap().push(message.clone());
        Ok(Delivered {
            message_ref: format!("m{}", message.id),
        })
    }
}

impl Channel for Script {
    fn kind(&self) -> ChannelKind {
        self.kind
    }

    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>> {
        Box::pin(self.take(message))
    }

    fn shown(&self, address: &str) {
        self.shown.lock().unwrap().push(address.to_owned());
    }
}
