//! What a page answers when it cannot do what was asked. The page itself is drawn by the guard, in the visitor's
//! language.

use crate::locale::label::Label;
use crate::store::StoreError;
use crate::store::roster::DecideError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Why a request is not served.
#[derive(Debug)]
pub enum Fault {
    /// No such page, or not one this person may know of.
    NotFound,
    /// A page of another role.
    Forbidden,
    /// The form's token is missing or old.
    StaleForm,
    /// The request makes no sense.
    BadRequest,
    /// What was sent is larger than is taken.
    TooLarge,
    /// Our fault.
    Internal,
}

impl Fault {
    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Heading and advice.
    pub fn words(&self) -> (Label, Label) {
        match self {
            Self::NotFound => (Label::FaultNotFound, Label::FaultNotFoundAdvice),
            Self::Forbidden => (Label::FaultForbidden, Label::FaultForbiddenAdvice),
            Self::StaleForm => (Label::FaultStale, Label::FaultStaleAdvice),
            Self::BadRequest => (Label::FaultBadRequest, Label::FaultBadRequestAdvice),
            Self::TooLarge => (Label::FaultTooLarge, Label::FaultTooLargeAdvice),
            Self::Internal => (Label::FaultInternal, Label::FaultInternalAdvice),
        }
    }

    /// The fault behind an answer that the framework made.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Self::NotFound),
            StatusCode::FORBIDDEN => Some(Self::Forbidden),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            other if other.is_server_error() => Some(Self::Internal),
            other if other.is_client_error() => Some(Self::BadRequest),
            _ => None,
        }
    }
}

/// Marks an answer as one whose page the guard is still to draw.
#[derive(Debug, Clone, Copy)]
pub struct Undrawn;

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Undrawn);
        if matches!(self, Self::StaleForm) {
            response.extensions_mut().insert(Stale);
        }
        response
    }
}

/// Marks a refusal for a stale form, which shares its status with other refusals.
#[derive(Debug, Clone, Copy)]
pub struct Stale;

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "console: the store failed");
        Self::Internal
    }
}

impl From<DecideError> for Fault {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::NoLine => Self::NotFound,
            DecideError::Refused(_) => Self::BadRequest,
            DecideError::Store(error) => error.into(),
        }
    }
}

/// Answer to an address that leads nowhere.
pub async fn not_found() -> Fault {
    Fault::NotFound
}
