//! A transaction that remembers who began it from where, so that nobody who writes into the audit log has to say so.

use super::audit::Origin;
use sqlx::{Database, Transaction};
use std::ops::{Deref, DerefMut};

/// A transaction of one database that knows from where it was begun; stands for its connection.
#[derive(Debug)]
pub struct Traced<DB: Database> {
    tx: Transaction<'static, DB>,
    origin: Origin,
}

impl<DB: Database> Traced<DB> {
    pub(super) fn new(tx: Transaction<'static, DB>, origin: &Origin) -> Self {
        let origin = origin.clone();
        Self { tx, origin }
    }

    /// From where it was begun.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The transaction itself.
    pub(super) fn into_inner(self) -> Transaction<'static, DB> {
        self.tx
    }
}

impl<DB: Database> Deref for Traced<DB> {
    type Target = DB::Connection;
    fn deref(&self) -> &Self::Target {
        &self.tx
    }
}

impl<DB: Database> DerefMut for Traced<DB> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.tx
    }
}
