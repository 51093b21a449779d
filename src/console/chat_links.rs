//! Addresses under which the chat is opened, with something in hand: an employer's invitation, or a staff member's code.

/// What an employer's invitation is known by in a messenger's start link; see the runner.
const EMPLOYER: &str = "e_";
/// What a staff member's code is known by.
const STAFF: &str = "s_";

/// Where the chat is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLinks {
    /// Address of the chat page, with the slash at its end.
    pub web: String,
    /// Name of the Telegram bot, where it is on and has said it.
    pub telegram: Option<String>,
}

impl ChatLinks {
    /// The chat page with an employer's code.
    pub fn employer_web(&self, code: &str) -> String {
        format!("{}?e={code}", self.web)
    }

    /// The bot with an employer's code: at most 64 of `[A-Za-z0-9_-]` after `start=`, as messengers ask.
    pub fn employer_telegram(&self, code: &str) -> Option<String> {
        self.start(EMPLOYER, code)
    }

    /// The chat page with a staff member's code. It stands behind the `#`, which a browser sends nowhere.
    pub fn staff_web(&self, code: &str) -> String {
        format!("{}#s={code}", self.web)
    }

    /// The bot with a staff member's code.
    pub fn staff_telegram(&self, code: &str) -> Option<String> {
        self.start(STAFF, code)
    }

    fn start(&self, kind: &str, code: &str) -> Option<String> {
        let bot = self.telegram.as_ref()?;
        Some(format!("https://t.me/{bot}?start={kind}{code}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_link_carries_what_messengers_take() {
        let links = ChatLinks {
            web: "https://a.example/".into(),
            telegram: Some("a_bot".into()),
        };
        // The longest code that an employer may have.
        let code = "A-z_0".repeat(6) + "99";
        let link = links.employer_telegram(&code).unwrap();
        let payload = link.split_once("start=").unwrap().1;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        assert!(
            payload.len() <= 64 && payload.bytes().all(plain),
            "{payload}"
        );
        assert_eq!(links.employer_web("C0DE"), "https://a.example/?e=C0DE");
        assert_eq!(links.staff_web("C0DE"), "https://a.example/#s=C0DE");
        let off = ChatLinks {
            telegram: None,
            ..links
        };
        assert_eq!(off.staff_telegram("C0DE"), None);
    }
}
