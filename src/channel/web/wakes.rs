//! Who is listening to which chat in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The chats with open streams; a chat is forgotten when its last stream ends.
#[derive(Debug, Default)]
pub(super) struct Wakes(Mutex<HashMap<String, Bell>>);

#[derive(Debug)]
struct Bell {
    rung: watch::Sender<()>,
    listeners: usize,
}

impl Wakes {
    /// Listens to a chat; `None` when `most` already do.
    pub(super) fn listen(self: &Arc<Self>, address: &str, most: usize) -> Option<Listener> {
        let mut bells = self.bells();
        if bells.get(address).map_or(0, |bell| bell.listeners) >= most {
            return None;
        }
        let bell = bells.entry(address.to_owned()).or_insert_with(|| Bell {
            rung: watch::Sender::new(()),
            listeners: 0,
        });
        bell.listeners += 1;
        Some(Listener {
            wakes: Arc::clone(self),
            address: address.to_owned(),
            rung: bell.rung.subscribe(),
        })
    }

    /// Wakes all who listen to a chat.
    pub(super) fn ring(&self, address: &str) {
        if let Some(bell) = self.bells().get(address) {
            bell.rung.send_replace(());
        }
    }

    fn bells(&self) -> MutexGuard<'_, HashMap<String, Bell>> {
        // Nothing under this lock can leave the map half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One open stream's ear.
#[derive(Debug)]
pub(super) struct Listener {
    wakes: Arc<Wakes>,
    address: String,
    rung: watch::Receiver<()>,
}

impl Listener {
    /// Waits for the next ring; one that came since the last wait counts.
    pub(super) async fn rung(&mut self) {
        if self.rung.changed().await.is_err() {
            // Cannot happen while this listener keeps the bell; were it to, polling goes on without it.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut bells = self.wakes.bells();
        if let Some(bell) = bells.get_mut(&self.address) {
            bell.listeners -= 1;
            if bell.listeners == 0 {
                bells.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[tokio::test]
    async fn a_ring_between_two_waits_is_not_lost() {
        let wakes = Arc::new(Wakes::default());
        let mut one = wakes.listen("a", 2).unwrap();
        let mut two = wakes.listen("a", 2).unwrap();
        assert!(wakes.listen("a", 2).is_none());
        wakes.ring("b");
        assert!(one.rung().now_or_never().is_none());
        wakes.ring("a");
        wakes.ring("a");
        one.rung().await;
        two.rung().await;
        assert!(one.rung().now_or_never().is_none());
    }

    #[test]
    fn a_chat_nobody_listens_to_is_forgotten() {
        let wakes = Arc::new(Wakes::default());
        let one = wakes.listen("a", 9).unwrap();
        let two = wakes.listen("a", 9).unwrap();
        drop(one);
        assert_eq!(wakes.bells().len(), 1);
        drop(two);
        assert!(wakes.bells().is_empty());
    }
}
