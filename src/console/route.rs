//! Handlers, each behind one pointer.
//!
//! axum wraps a handler in a good dozen layers, and the compiler proves anew for each of them that the handler's
//! future may move between threads, through everything that it awaits, down to the database driver. Two hundred
//! pages made that most of the time that the house took to compile. Behind a pointer it is proven once for each.

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use futures::future::BoxFuture;
use std::sync::Arc;

/// Serves `page` to GET.
pub fn get<H, T, S>(page: H) -> MethodRouter<S>
where
    H: Handler<T, S> + Sync,
    S: Clone + Send + Sync + 'static,
{
    routing::get(Pointed::to(page))
}

/// Serves `act` to POST.
pub fn post<H, T, S>(act: H) -> MethodRouter<S>
where
    H: Handler<T, S> + Sync,
    S: Clone + Send + Sync + 'static,
{
    routing::post(Pointed::to(act))
}

/// Serves `page` to GET and `act`, which takes the page's forms, to POST.
pub fn get_post<P, A, TP, TA, S>(page: P, act: A) -> MethodRouter<S>
where
    P: Handler<TP, S> + Sync,
    A: Handler<TA, S> + Sync,
    S: Clone + Send + Sync + 'static,
{
    get(page).post(Pointed::to(act))
}

/// A handler without its type.
#[derive(Clone)]
struct Pointed<S>(Arc<dyn Fn(Request, S) -> BoxFuture<'static, Response> + Send + Sync>);

impl<S: 'static> Pointed<S> {
    fn to<H, T>(handler: H) -> Self
    where
        H: Handler<T, S> + Sync,
    {
        Self(Arc::new(move |request, state| {
            Box::pin(handler.clone().call(request, state))
        }))
    }
}

impl<S: Clone + Send + Sync + 'static> Handler<Self, S> for Pointed<S> {
    type Future = BoxFuture<'static, Response>;

    fn call(self, request: Request, state: S) -> Self::Future {
        (self.0)(request, state)
    }
}
