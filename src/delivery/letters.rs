//! Notices written out for their readers. A notice's letters are parsed and its file is loaded once for everyone,
//! not once a row; an approved notice never changes, so what is kept here stays right.

use crate::channel::{FileToSend, Outbound, SendError};
use crate::domain::delivery::Content;
use crate::domain::id::{DownloadId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::{FileKind, Known, NoticeFile};
use crate::domain::time::Timestamp;
use crate::locale::notice::Prepared;
use crate::store::outbox::{Claimed, Reader, Says};
use crate::store::{Result, Store, StoreError};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Notices kept at once, which with files of 20 MB bounds the memory. Several rarely go out together.
const KEPT: usize = 2;

/// A notice ready to be written out.
struct Ready {
    id: NoticeId,
    letters: Prepared,
    /// Where it says the same to everyone: what readers of each language get.
    alike: Vec<(Locale, Arc<Content>)>,
    file: Option<Arc<FileToSend>>,
}

impl Ready {
    fn content(&self, reader: &Reader) -> Arc<Content> {
        match self.alike.iter().find(|(of, _)| *of == reader.locale) {
            Some((_, content)) => content.clone(),
            None => Arc::new(self.letters.content(reader.locale, &reader.known)),
        }
    }
}

/// The notices under way, the latest used last.
#[derive(Default)]
pub(super) struct Letters(Mutex<Vec<Arc<Ready>>>);

impl Letters {
    /// A row as its channel is to send it.
    ///
    /// # Errors
    /// [`SendError::Later`] when the notice cannot be read.
    pub(super) async fn outbound(
        &self,
        store: &Store,
        row: &Claimed,
        now: Timestamp,
    ) -> Result<Outbound, SendError> {
        let (content, file) = match (&row.says, &row.notice) {
            (Says::This(content), _) => {
                let of = content.file.as_ref().and_then(|file| file.of.as_ref());
                let own = content.file.as_ref().and_then(|file| file.own.as_ref());
                let file = match (of, own) {
                    (Some(notice), _) => self.file_of(store, notice).await?,
                    (None, Some(own)) => own_file(store, own, now).await?,
                    (None, None) => None,
                };
                (content.clone(), file)
            }
            (Says::Notice(reader), Some(notice)) => self.written(store, notice, reader).await?,
            (Says::Notice(_), None) => (Arc::default(), None),
        };
        Ok(Outbound {
            id: row.id,
            address: row.address.clone(),
            content,
            edit: row.edit.clone(),
            spent: row.spent.clone(),
            file,
        })
    }

    async fn written(
        &self,
        store: &Store,
        notice: &NoticeId,
        reader: &Reader,
    ) -> Result<(Arc<Content>, Option<Arc<FileToSend>>), SendError> {
        let ready = self.at_hand(store, notice).await?;
        Ok((ready.content(reader), ready.file.clone()))
    }

    /// The file of a notice, for a test of it: freshly read, because a draft's may change.
    async fn file_of(
        &self,
        store: &Store,
        notice: &NoticeId,
    ) -> Result<Option<Arc<FileToSend>>, SendError> {
        let loaded = load(store, notice).await;
        Ok(loaded.map_err(|error| unreadable(notice, &error))?.file)
    }

    async fn at_hand(&self, store: &Store, notice: &NoticeId) -> Result<Arc<Ready>, SendError> {
        let ready = self.ready(store, notice).await;
        ready.map_err(|error| unreadable(notice, &error))
    }

    /// The notice from memory, else from the store. Who comes meanwhile waits instead of loading it as well.
    async fn ready(&self, store: &Store, id: &NoticeId) -> Result<Arc<Ready>> {
        let mut kept = self.0.lock().await;
        let found = match kept.iter().position(|ready| ready.id == *id) {
            Some(at) => kept.remove(at),
            None => Arc::new(load(store, id).await?),
        };
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(found.clone());
        Ok(found)
    }
}

/// A file of the reader's own data; `None` once it has expired, and then its message goes without.
async fn own_file(
    store: &Store,
    id: &DownloadId,
    now: Timestamp,
) -> Result<Option<Arc<FileToSend>>, SendError> {
    let loaded = async {
        let mut tx = store.read().await?;
        let found = tx.download(store, id, now).await?;
        tx.rollback().await?;
        Ok::<_, StoreError>(found)
    };
    let found = loaded.await.map_err(|error| {
        tracing::error!(%error, "a worker's file cannot be read");
        SendError::Later("the file cannot be read".to_owned())
    })?;
    Ok(found.map(|found| {
        let file = NoticeFile {
            name: found.name,
            kind: FileKind::Text,
            bytes: found.bytes,
        };
        let hash = found.hash;
        Arc::new(FileToSend { file, hash })
    }))
}

fn unreadable(notice: &NoticeId, error: &StoreError) -> SendError {
    tracing::error!(%notice, %error, "a notice cannot be read");
    SendError::Later("the notice cannot be read".to_owned())
}

async fn load(store: &Store, id: &NoticeId) -> Result<Ready> {
    let mut tx = store.read().await?;
    let message = tx.notice_message(id).await?;
    let bytes = match &message.file {
        Some(_) => tx.notice_file(id).await?,
        None => None,
    };
    tx.rollback().await?;
    let hash = message.file.as_ref().map(|info| info.hash.clone());
    let file = bytes.zip(hash);
    let letters = Prepared::new(&message);
    let alike = |locale: &Locale| {
        let content = letters.content(*locale, &Known::default());
        (*locale, Arc::new(content))
    };
    Ok(Ready {
        id: id.clone(),
        alike: match message.is_personal() {
            true => Vec::new(),
            false => Locale::ALL.iter().map(alike).collect(),
        },
        letters,
        file: file.map(|(file, hash)| Arc::new(FileToSend { file, hash })),
    })
}
