//! What the web chat answers when it cannot do what was asked: always JSON of one shape,
//! `{"error":{"code":"too_fast","message":"…","retry_after_ms":200}}`. The page words the error for the worker
//! by its code; the message is for whoever reads the traffic.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::time::Duration;

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("{0}")]
    BadRequest(&'static str),
    #[error("send this as {0}")]
    WrongType(&'static str),
    #[error("this address answers its own page only")]
    CrossOrigin,
    #[error("at most {0} bytes")]
    TooLarge(usize),
    #[error("not a JPEG or PNG photo")]
    NotAPhoto,
    #[error("too many requests; wait a moment")]
    TooFast(Duration),
    #[error("too many open streams of one chat")]
    TooManyStreams,
    #[error("this browser has no chat yet")]
    NoChat,
    #[error("no file came with this message")]
    NoFile,
    #[error("the server is shutting down; try again")]
    Closing,
}

#[derive(Serialize)]
struct Body {
    error: Detail,
}

#[derive(Serialize)]
struct Detail {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
}

impl Refusal {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest(_) => (StatusCode::BAD_REQUEST, "bad_request"),
            Self::WrongType(_) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong_type"),
            Self::CrossOrigin => (StatusCode::FORBIDDEN, "cross_origin"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::NotAPhoto => (StatusCode::UNPROCESSABLE_ENTITY, "not_a_photo"),
            Self::TooFast(_) => (StatusCode::TOO_MANY_REQUESTS, "too_fast"),
            Self::TooManyStreams => (StatusCode::TOO_MANY_REQUESTS, "too_many_streams"),
            Self::NoChat => (StatusCode::UNAUTHORIZED, "no_chat"),
            Self::NoFile => (StatusCode::NOT_FOUND, "no_file"),
            Self::Closing => (StatusCode::SERVICE_UNAVAILABLE, "closing"),
        }
    }

    fn wait(&self) -> Option<Duration> {
        match self {
            Self::TooFast(wait) => Some(*wait),
            Self::TooManyStreams => Some(Duration::from_secs(10)),
            Self::Closing => Some(Duration::from_secs(1)),
            Self::BadRequest(_)
            | Self::WrongType(_)
            | Self::CrossOrigin
            | Self::TooLarge(_)
            | Self::NotAPhoto
            | Self::NoChat
            | Self::NoFile => None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let wait = self.wait();
        // Rounded up: a client that waits as told must not be refused again.
        let whole = |unit: Duration, wait: Duration| wait.as_micros().div_ceil(unit.as_micros());
        let body = Body {
            error: Detail {
                code,
                message: self.to_string(),
                retry_after_ms: wait
                    .and_then(|w| u64::try_from(whole(Duration::from_millis(1), w)).ok()),
            },
        };
        let mut response = (status, Json(body)).into_response();
        if let Some(seconds) = wait.map(|w| whole(Duration::from_secs(1), w).max(1))
            && let Ok(value) = HeaderValue::from_str(&seconds.to_string())
        {
            response.headers_mut().insert(RETRY_AFTER, value);
        }
        response
    }
}
