//! To come.
use crate::clock::SharedClock;
use crate::store::Store;
use std::sync::Arc;
pub struct Console {
    pub store: Store,
    pub clock: SharedClock,
    pub wake: Arc<tokio::sync::Notify>,
    pub secure_cookies: bool,
}
pub fn router(_: Console) -> axum::Router {
    axum::Router::new()
}
