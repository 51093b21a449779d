//! One process a SQLite file: an advisory lock beside it, released by the operating system whatever happens.

use crate::store::StoreError;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// Holds `<database>.lock` for as long as it lives.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock of a database file.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process has it; [`StoreError::Refused`] when the lock file cannot be
    /// made, for example because the folder is missing.
    pub fn take(database: &Path) -> Result<Self, StoreError> {
        let path = lock_path(database);
        let failed =
            |e: std::io::Error| StoreError::Refused(format!("lock file {}: {e}", path.display()));
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(database.display().to_string())),
            Err(TryLockError::Error(e)) => Err(failed(e)),
        }
    }
}

/// `returnline.db` → `returnline.db.lock`.
fn lock_path(database: &Path) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(".lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_lets_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("house.db");
        let first = FileLock::take(&path).unwrap();
        let refused = FileLock::take(&path).unwrap_err().to_string();
        assert!(
            refused.contains("house.db is in use by another returnline"),
            "{refused}"
        );
        drop(first);
        FileLock::take(&path).unwrap();
    }

    #[test]
    fn a_missing_folder_is_named() {
        let refused = FileLock::take(Path::new("/nowhere/house.db"))
            .unwrap_err()
            .to_string();
        assert!(refused.contains("/nowhere/house.db.lock"), "{refused}");
    }
}
