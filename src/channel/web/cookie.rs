//! The cookie by which a browser finds its chat again.

use axum::http::header::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;
use data_encoding::BASE64URL_NOPAD;
use rand::Rng;

const NAME: &str = "rl_chat";
/// 256 random bits.
const TOKEN_BYTES: usize = 32;
/// A worker who comes back next season starts afresh: 180 days.
const MAX_AGE_SECONDS: u32 = 180 * 24 * 60 * 60;

/// Secret that opens one chat. Deliberately without `Debug` or `Display`.
pub(super) struct ChatToken(String);

impl ChatToken {
    /// The token the browser sent; `None` without one, or with one we cannot have made.
    pub(super) fn sent(headers: &HeaderMap) -> Option<Self> {
        let jar = CookieJar::from_headers(headers);
        let value = jar.get(NAME)?.value();
        let bytes = BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
        (bytes.len() == TOKEN_BYTES).then(|| Self(value.to_owned()))
    }

    /// A token for a new chat.
    pub(super) fn mint() -> Self {
        let mut bytes = [0_u8; TOKEN_BYTES];
        rand::rng().fill(&mut bytes);
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// The chat's address: a hash, so that neither the database nor a log can open the chat.
    pub(super) fn address(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex().to_string()
    }

    /// Value of the `Set-Cookie` header; `None` never happens, as the token is plain ASCII.
    pub(super) fn set_cookie(&self, secure: bool) -> Option<HeaderValue> {
        let secure = if secure { "; Secure" } else { "" };
        let text = format!(
            "{NAME}={}; Path=/; Max-Age={MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax{secure}",
            self.0
        );
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// Short name of a chat that the page may know: it tells two chats apart but opens neither. The page forgets
/// what it shows when the name changes under it, as when another tab has been given a new cookie.
pub(super) fn tag(address: &str) -> &str {
    address.get(..12).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE;

    fn sent(cookie: &str) -> Option<ChatToken> {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, cookie.parse().unwrap());
        ChatToken::sent(&headers)
    }

    #[test]
    fn a_minted_token_is_recognised_again() {
        let token = ChatToken::mint();
        let again = sent(&format!("other=1; rl_chat={}", token.0)).unwrap();
        assert_eq!(again.address(), token.address());
        assert_eq!(token.address().len(), 64);
        assert!(!token.address().contains(&token.0));
    }

    #[test]
    fn a_token_we_cannot_have_made_is_no_token() {
        for cookie in ["", "rl_chat=", "rl_chat=abc", "rl_chat=\u{7f}"] {
            assert!(HeaderValue::from_str(cookie).is_err() || sent(cookie).is_none());
        }
        assert!(sent(&format!("rl_chat={}", "A".repeat(86))).is_none());
    }

    #[test]
    fn two_tokens_differ() {
        assert_ne!(ChatToken::mint().0, ChatToken::mint().0);
    }
}
