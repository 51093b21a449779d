//! Who is asking, and whether our own page sent them.

use super::Web;
use super::cookie::ChatToken;
use super::refusal::Refusal;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN};

/// A browser about to say something: its chat's token, and whether that was made just now.
pub(super) struct Visitor {
    token: ChatToken,
    new: bool,
    /// The chat's address.
    pub(super) address: String,
}

impl Visitor {
    /// The browser behind a request that changes something.
    ///
    /// # Errors
    /// [`Refusal::CrossOrigin`] when another site's page sent it, [`Refusal::TooFast`].
    pub(super) fn of(web: &Web, headers: &HeaderMap) -> Result<Self, Refusal> {
        same_origin(headers, web.options.public_origin.as_deref())?;
        let sent = ChatToken::sent(headers);
        let new = sent.is_none();
        let token = sent.unwrap_or_else(ChatToken::mint);
        let address = token.address();
        if new {
            web.limits.beginning()?;
        }
        web.limits.chat(&address)?;
        Ok(Self {
            token,
            new,
            address,
        })
    }

    /// The cookie to set with the answer, when the chat is new.
    pub(super) fn cookie(&self, web: &Web) -> Option<axum::http::HeaderValue> {
        self.new
            .then(|| self.token.set_cookie(web.options.secure_cookies))
            .flatten()
    }
}

/// Refuses what another site's page has sent with the worker's cookie. Browsers say where a request comes from
/// in `Sec-Fetch-Site`; those that do not yet (and all of them on plain HTTP) name the page's origin. A request
/// with neither is not from a page of ours.
fn same_origin(headers: &HeaderMap, public_origin: Option<&str>) -> Result<(), Refusal> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return (site == "same-origin")
            .then_some(())
            .ok_or(Refusal::CrossOrigin);
    }
    let origin = text(ORIGIN).ok_or(Refusal::CrossOrigin)?;
    let ours = public_origin.is_some_and(|public| public.eq_ignore_ascii_case(origin));
    let host = origin.split_once("://").map(|(_, host)| host);
    let same = host.is_some() && host == text(HOST);
    (ours || same).then_some(()).ok_or(Refusal::CrossOrigin)
}

/// Checks that the body is declared as JSON: a page elsewhere cannot declare that without asking first.
pub(super) fn json(headers: &HeaderMap) -> Result<(), Refusal> {
    let declared = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let essence = declared.and_then(|value| value.split(';').next());
    essence
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
        .then_some(())
        .ok_or(Refusal::WrongType("application/json"))
}

/// The language the browser prefers, as a BCP 47 tag.
pub(super) fn preferred_language(headers: &HeaderMap) -> Option<String> {
    let list = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first = list.split([',', ';']).next()?.trim();
    let fits = (2..=35).contains(&first.len())
        && first
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    fits.then(|| first.to_owned())
}

/// Whether a client's id of an update is one our page makes: 8 to 64 of `[A-Za-z0-9-]`.
pub(super) fn is_update_id(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_our_own_page_may_speak() {
        let public = Some("https://chat.example.gov.cn");
        let cases: [(&[(&'static str, &str)], bool); 9] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (
                &[
                    ("origin", "http://10.0.0.2:8080"),
                    ("host", "10.0.0.2:8080"),
                ],
                true,
            ),
            (
                &[("origin", "http://evil.example"), ("host", "10.0.0.2:8080")],
                false,
            ),
            (
                &[("origin", "https://chat.example.gov.cn"), ("host", "inner")],
                true,
            ),
            (&[("origin", "null"), ("host", "null")], false),
            (&[("host", "10.0.0.2:8080")], false),
        ];
        for (pairs, allowed) in cases {
            assert_eq!(
                same_origin(&headers(pairs), public).is_ok(),
                allowed,
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn the_first_language_counts() {
        let of = |list: &str| preferred_language(&headers(&[("accept-language", list)]));
        assert_eq!(of("zh-TW,zh;q=0.9,en;q=0.8").as_deref(), Some("zh-TW"));
        assert_eq!(of("en;q=0.8").as_deref(), Some("en"));
        assert_eq!(of("*"), None);
        assert_eq!(of("<b>"), None);
    }

    #[test]
    fn json_is_json_by_any_spelling() {
        for (value, fits) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("text/plain", false),
            ("application/jsonp", false),
        ] {
            assert_eq!(json(&headers(&[("content-type", value)])).is_ok(), fits);
        }
        assert!(json(&HeaderMap::new()).is_err());
    }
}
