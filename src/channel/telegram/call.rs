//! One call to the Bot API over HTTP.
//!
//! The token is part of every address, so no error of the HTTP client leaves this file with its address.

use super::SetupError;
use reqwest::multipart::Form;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use teloxide::requests::Payload;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer is waited for, unless told.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than servers keep an idle connection, so that a call rarely meets one that is just being closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The Bot API as seen with one token.
#[derive(Debug)]
pub(super) struct Api {
    client: Client,
    base: Url,
    token: SecretString,
    timeout: Duration,
}

/// Why a call did not succeed, by what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CallError {
    /// The server never saw the request.
    NotSent(String),
    /// The server answered with a 5xx.
    Server(u16),
    /// The request was written and no answer came that can be understood.
    Lost(String),
    /// The server refused.
    Refused(Refusal),
}

/// A refusal, as the Bot API words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// HTTP status or `error_code`.
    pub code: u16,
    /// Text of the server.
    pub description: String,
    /// Seconds to wait, when named.
    pub retry_after: Option<u32>,
    /// New chat, when the old one has moved.
    pub migrate_to: Option<i64>,
}

/// The envelope of every answer.
#[derive(Deserialize)]
#[serde(bound(deserialize = "R: DeserializeOwned"))]
struct Answer<R> {
    ok: bool,
    result: Option<R>,
    error_code: Option<u16>,
    description: Option<String>,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Deserialize, Default)]
struct Parameters {
    retry_after: Option<u32>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    pub(super) fn new(token: SecretString, base: Option<Url>) -> Result<Self, SetupError> {
        let plausible = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-');
        let text = token.expose_secret();
        if text.is_empty() || !text.bytes().all(plausible) {
            return Err(SetupError::Token);
        }
        let base = match base {
            Some(url) => url,
            None => Url::parse(teloxide::net::TELEGRAM_API_URL).map_err(|_| SetupError::Address)?,
        };
        if !matches!(base.scheme(), "http" | "https") || base.cannot_be_a_base() {
            return Err(SetupError::Address);
        }
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .tcp_nodelay(true)
            .redirect(Policy::none())
            .build()
            .map_err(|e| SetupError::Client(e.without_url().to_string()))?;
        Ok(Self {
            client,
            base,
            token,
            timeout: CALL_TIMEOUT,
        })
    }

    /// Longest time a call may take where nothing else is said.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Changes how long an answer is waited for.
    pub(super) fn wait_at_most(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// Calls a method with teloxide's payload and reads `R` from its result: often only a part of what the server
    /// sends, so that a new field or shape of Telegram's cannot make a delivered message look lost.
    pub(super) async fn call<P, R>(&self, payload: &P) -> Result<R, CallError>
    where
        P: Payload + Serialize + Sync,
        R: DeserializeOwned,
    {
        self.call_within(payload, self.timeout).await
    }

    /// The same with another limit on the whole call.
    pub(super) async fn call_within<P, R>(
        &self,
        payload: &P,
        limit: Duration,
    ) -> Result<R, CallError>
    where
        P: Payload + Serialize + Sync,
        R: DeserializeOwned,
    {
        let request = self.client.post(self.address(&[], &[P::NAME]));
        self.finish(request.json(payload).timeout(limit)).await
    }

    /// Calls a method with a file, within a limit on the whole call.
    pub(super) async fn upload<R>(
        &self,
        method: &str,
        form: Form,
        limit: Duration,
    ) -> Result<R, CallError>
    where
        R: DeserializeOwned,
    {
        let request = self.client.post(self.address(&[], &[method]));
        self.finish(request.multipart(form).timeout(limit)).await
    }

    /// Downloads a file named by the server, of at most `most` bytes; `None` when it is larger.
    pub(super) async fn download(
        &self,
        path: &str,
        most: usize,
    ) -> Result<Option<Vec<u8>>, CallError> {
        let parts: Vec<&str> = path.split('/').collect();
        let request = self.client.get(self.address(&["file"], &parts));
        let request = request.timeout(self.timeout);
        let lost = |e| self.lost(e);
        let mut response = request.send().await.map_err(lost)?;
        let status = response.status();
        if !status.is_success() {
            return Err(unexplained(status));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            if bytes.len() + chunk.len() > most {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes))
    }

    async fn finish<R: DeserializeOwned>(&self, request: RequestBuilder) -> Result<R, CallError> {
        let response = request.send().await.map_err(|e| self.lost(e))?;
        let status = response.status();
        if status.is_server_error() {
            return Err(CallError::Server(status.as_u16()));
        }
        let body = self.body(response).await?;
        let Ok(answer) = serde_json::from_slice::<Answer<R>>(&body) else {
            return Err(unexplained(status));
        };
        match (answer.ok, answer.result) {
            (true, Some(result)) => Ok(result),
            (true, None) => Err(CallError::Lost("an answer without a result".to_owned())),
            (false, _) => Err(self.refused(
                answer.error_code.unwrap_or(status.as_u16()),
                &answer.description.unwrap_or_default(),
                &answer.parameters,
            )),
        }
    }

    async fn body(&self, response: Response) -> Result<Vec<u8>, CallError> {
        match response.bytes().await {
            Ok(bytes) => Ok(bytes.to_vec()),
            Err(e) => Err(self.lost(e)),
        }
    }

    fn refused(&self, code: u16, description: &str, parameters: &Parameters) -> CallError {
        if code >= 500 {
            return CallError::Server(code);
        }
        CallError::Refused(Refusal {
            code,
            description: self.scrub(description),
            retry_after: parameters.retry_after,
            migrate_to: parameters.migrate_to_chat_id,
        })
    }

    /// A failure of the HTTP client. Only a failure to connect proves that nothing was sent.
    fn lost(&self, error: reqwest::Error) -> CallError {
        let connecting = error.is_connect() || error.is_builder();
        let timed_out = error.is_timeout();
        let error = error.without_url();
        let mut why = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(inner) = cause {
            why = format!("{why}: {inner}");
            cause = inner.source();
        }
        let why = self.scrub(&why);
        match (connecting, timed_out) {
            (true, _) => CallError::NotSent(why),
            (false, true) => CallError::Lost(format!("timed out: {why}")),
            (false, false) => CallError::Lost(why),
        }
    }

    fn scrub(&self, text: &str) -> String {
        text.replace(self.token.expose_secret(), "[token]")
    }

    fn address(&self, before: &[&str], after: &[&str]) -> Url {
        let mut url = self.base.clone();
        // The constructor has refused an address that cannot be a base.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty();
            path.extend(before);
            path.push(&format!("bot{}", self.token.expose_secret()));
            path.extend(after);
        }
        url
    }
}

/// An answer that is not the Bot API's, from a proxy for example, judged by its status alone.
fn unexplained(status: StatusCode) -> CallError {
    match status.as_u16() {
        200..300 => CallError::Lost("an answer that cannot be read".to_owned()),
        code @ 500.. => CallError::Server(code),
        code => CallError::Refused(Refusal {
            code,
            description: status
                .canonical_reason()
                .unwrap_or("no reason given")
                .to_owned(),
            retry_after: None,
            migrate_to: None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "123456:secret-token_x";

    fn api(base: &str) -> Api {
        Api::new(SecretString::from(TOKEN), Some(base.parse().unwrap())).unwrap()
    }

    #[test]
    fn addresses_follow_the_bot_api_below_any_prefix() {
        let at = |base: &str| api(base).address(&[], &["SendMessage"]).to_string();
        let end = format!("/bot{TOKEN}/SendMessage");
        assert_eq!(at("http://127.0.0.1:1"), format!("http://127.0.0.1:1{end}"));
        assert_eq!(at("http://h/p/"), format!("http://h/p{end}"));
        assert_eq!(at("http://h/p"), format!("http://h/p{end}"));
        assert_eq!(
            api("http://h")
                .address(&["file"], &["photos", "a b.jpg"])
                .as_str(),
            format!("http://h/file/bot{TOKEN}/photos/a%20b.jpg")
        );
    }

    #[test]
    fn unusable_settings_are_refused() {
        for token in ["", "1:a b", "1:a/b", "1:a\n"] {
            let built = Api::new(SecretString::from(token), None);
            assert!(matches!(built, Err(SetupError::Token)), "{token:?}");
        }
        let url = Some("mailto:someone".parse().unwrap());
        let built = Api::new(SecretString::from(TOKEN), url);
        assert!(matches!(built, Err(SetupError::Address)));
    }

    #[tokio::test]
    async fn a_refused_connection_surely_sent_nothing_and_shows_no_token() {
        let error = api("http://127.0.0.1:1")
            .call::<_, bool>(&teloxide::payloads::GetMe::new())
            .await
            .unwrap_err();
        assert!(matches!(error, CallError::NotSent(_)), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        assert!(!format!("{:?}", api("http://h")).contains("secret"));
    }
}
