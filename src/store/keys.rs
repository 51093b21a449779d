//! Keys: one 32-byte root from which the sealing, hashing and signing keys are derived (BLAKE3 key derivation).

use super::db::{Result, StoreError};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use std::io::Write;
use std::path::Path;

const NONCE_BYTES: usize = 24;

/// The keys of one installation. `Debug` shows nothing.
pub struct Keys {
    seal: XChaCha20Poly1305,
    hash: [u8; 32],
    sign: SigningKey,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Derives all keys from a root of 32 bytes.
    pub fn from_root(root: &[u8; 32]) -> Self {
        let derive = |purpose: &str| blake3::derive_key(purpose, root);
        Self {
            seal: XChaCha20Poly1305::new(&Key::from(derive(
                "returnline 2026 sealing of personal data",
            ))),
            hash: derive("returnline 2026 look-up hash of personal data"),
            sign: SigningKey::from_bytes(&derive("returnline 2026 ticket signing")),
        }
    }

    /// Reads a root from text: 32 bytes in hexadecimal or base64.
    ///
    /// # Errors
    /// [`StoreError::Key`] for anything else; the text itself is not repeated.
    pub fn from_text(text: &str) -> Result<Self> {
        let raw = HEXLOWER
            .decode(text.trim().to_ascii_lowercase().as_bytes())
            .or_else(|_| BASE64.decode(text.trim().as_bytes()));
        let root: Option<[u8; 32]> = raw.ok().and_then(|raw| raw.try_into().ok());
        let root = root.ok_or_else(|| {
            StoreError::Key("the key is not 32 bytes in hexadecimal or base64".into())
        })?;
        Ok(Self::from_root(&root))
    }

    /// Reads the key file, or makes one with a fresh random root that only its owner may read (mode 0600).
    ///
    /// # Errors
    /// [`StoreError::Key`] when the file can be read by others, is damaged, or cannot be made.
    pub fn from_file(path: &Path) -> Result<Self> {
        let failed = |what: &str| StoreError::Key(format!("key file {}: {what}", path.display()));
        match std::fs::read_to_string(path) {
            Ok(text) => {
                check_private(path).map_err(|what| failed(&what))?;
                Self::from_text(&text).map_err(|_| failed("is damaged; restore it from your backup, the data cannot be read without it"))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let root: [u8; 32] = rand::random();
                write_private(path, &HEXLOWER.encode(&root)).map_err(|e| failed(&e.to_string()))?;
                Ok(Self::from_root(&root))
            }
            Err(e) => Err(failed(&e.to_string())),
        }
    }

    /// Encrypts and authenticates; `context` (table and column) must be given again to open.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload {
            msg: plain,
            aad: context.as_bytes(),
        };
        let sealed = self.seal.encrypt(&XNonce::from(nonce), payload);
        // Encryption fails only beyond 256 GiB.
        let sealed =
            sealed.unwrap_or_else(|_| unreachable!("a message of memory's size can be encrypted"));
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`Keys::seal`] made under the same context; `None` when it was altered or sealed elsewhere.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        self.seal
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: body,
                    aad: context.as_bytes(),
                },
            )
            .ok()
    }

    /// Keyed hash for look-up, 64 hexadecimal digits; `context` keeps equal values of different kinds apart.
    pub fn hash(&self, context: &str, value: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.hash);
        hasher
            .update(context.as_bytes())
            .update(&[0])
            .update(value.as_bytes());
        hasher.finalize().to_hex().to_string()
    }

    /// Ed25519 signature of a ticket's claims.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.sign.sign(message).to_bytes()
    }

    /// Whether `signature` is ours over `message`.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.public()
            .verify(message, &Signature::from_bytes(signature))
            .is_ok()
    }

    /// Public half of the ticket key, for checking tickets offline.
    pub fn public(&self) -> VerifyingKey {
        self.sign.verifying_key()
    }
}

#[cfg(unix)]
fn check_private(path: &Path) -> std::result::Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)
        .map_err(|e| e.to_string())?
        .permissions()
        .mode()
        & 0o777;
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(format!(
            "can be read by others (mode {mode:o}); run chmod 600 on it"
        ))
    }
}

#[cfg(not(unix))]
fn check_private(_path: &Path) -> std::result::Result<(), String> {
    Ok(())
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_data_opens_only_in_its_context_and_unaltered() {
        let keys = Keys::from_root(&[7; 32]);
        let mut sealed = keys.seal("worker.id", b"520199199003070013");
        assert_eq!(
            keys.open("worker.id", &sealed).as_deref(),
            Some(b"520199199003070013".as_slice())
        );
        assert_eq!(keys.open("worker.mobile", &sealed), None);
        assert_ne!(
            sealed,
            keys.seal("worker.id", b"520199199003070013"),
            "a nonce is used once"
        );
        sealed[30] ^= 1;
        assert_eq!(keys.open("worker.id", &sealed), None);
        assert_eq!(keys.open("worker.id", b"short"), None);
    }

    #[test]
    fn a_key_file_is_made_private_read_again_and_refused_when_public() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.key");
        let made = Keys::from_file(&path).unwrap();
        let again = Keys::from_file(&path).unwrap();
        assert_eq!(made.hash("id", "x"), again.hash("id", "x"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(
                Keys::from_file(&path)
                    .unwrap_err()
                    .to_string()
                    .contains("chmod 600")
            );
        }
    }

    #[test]
    fn a_signature_holds_for_its_message_only() {
        let keys = Keys::from_root(&[7; 32]);
        let signature = keys.sign(b"claims");
        assert!(keys.verify(b"claims", &signature) && !keys.verify(b"claimz", &signature));
    }
}
