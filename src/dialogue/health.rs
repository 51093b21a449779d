//! Health code and certificate (bulletin P2). Colours are recorded as the worker reports them, never computed.

use super::Turn;
use super::effect::Command;
use super::state::{Proof, Stage};
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::AttachmentId;
use crate::locale::message::Message;
use chrono::{Datelike, NaiveDate};

/// Longest validity that is believed without asking again, in days.
const LONGEST_VALIDITY: i64 = 366;

impl Turn<'_> {
    pub(super) fn health_code(&mut self, code: HealthCode) {
        let was_waiting = self.session.stage == Stage::HealthWait;
        self.session.answers.health_code = Some((code, self.now));
        if was_waiting && code == HealthCode::Green {
            self.note(Message::CodeGreenNow);
        }
        if self.session.submitted {
            return self.health_since(code);
        }
        // A departure was offered in the light of the old colour.
        self.session.answers.trip = None;
        self.advance();
    }

    /// A colour reported after submitting: noted at once, for it decides at the coach door (invariant 4).
    fn health_since(&mut self, code: HealthCode) {
        self.commands.push(Command::ReportHealth(code));
        if code == HealthCode::Green {
            self.arrive_home();
        } else {
            self.goto(Stage::HealthWait);
        }
    }

    pub(super) fn certificate_later(&mut self) {
        self.set_certificate(Certificate::Absent);
    }

    /// A number typed where number, photo or "not yet" was asked for.
    pub(super) fn certificate_typed(&mut self, text: &str) {
        if text.chars().filter(char::is_ascii_digit).count() >= 4 {
            self.certificate_number(text);
        } else {
            self.again(Message::ChooseOne);
        }
    }

    pub(super) fn certificate_number(&mut self, text: &str) {
        let number = text.trim();
        let fits = (4..=32).contains(&number.chars().count())
            && number.chars().any(|c| c.is_ascii_digit());
        if !fits {
            return self.again(Message::CertificateNumberWrong);
        }
        self.goto(Stage::CertificateUntil {
            proof: Proof::Number(number.to_owned()),
        });
    }

    pub(super) fn photo(&mut self, id: AttachmentId) {
        if self.session.serial == 0 {
            return self.opened(None);
        }
        let wanted = matches!(
            self.session.stage,
            Stage::Certificate | Stage::CertificatePhoto | Stage::CertificateNumber
        );
        if !wanted || self.facts.help.is_some() {
            return self.again(Message::PhotoUnexpected);
        }
        self.commands.push(Command::KeepPhoto(id.clone()));
        self.note(Message::PhotoKept);
        self.goto(Stage::CertificateUntil {
            proof: Proof::Photo(id),
        });
    }

    pub(super) fn certificate_until(&mut self, proof: Proof, text: &str) {
        let today = self.now.date();
        let Some(valid_until) = read_date(text, today) else {
            return self.again(Message::DateWrong {
                example: today + chrono::Days::new(7),
            });
        };
        if valid_until < today {
            return self.again(Message::CertificateExpired { date: valid_until });
        }
        if (valid_until - today).num_days() > LONGEST_VALIDITY {
            return self.again(Message::DateTooFar { date: valid_until });
        }
        self.set_certificate(match proof {
            Proof::Number(number) => Certificate::Numbered {
                number,
                valid_until,
            },
            Proof::Photo(attachment) => Certificate::Photo {
                attachment,
                valid_until,
            },
        });
    }

    fn set_certificate(&mut self, certificate: Certificate) {
        self.session.answers.certificate = Some(certificate);
        self.session.answers.trip = None;
        self.advance();
    }
}

/// Reads a day as people type it: `2020-02-28`, `2020/2/28`, `2020.2.28`, `20200228`, `2020年2月28日`, and
/// without a year the next such day: `2月28日`, `2-28`, `2.28`, `28 Feb`. `None` for anything else.
fn read_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['号', '日', '號']);
    const FULL: [&str; 8] = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y%m%d",
        "%Y年%m月%d",
        "%d%b%Y",
        "%d%B%Y",
        "%b%d,%Y",
    ];
    if let Some(date) = FULL
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
    {
        return (date.year() >= 2000).then_some(date);
    }
    const SHORT: [&str; 6] = [
        "%Y-%m-%d",
        "%Y-%m/%d",
        "%Y-%m.%d",
        "%Y-%m月%d",
        "%Y-%d%b",
        "%Y-%b%d",
    ];
    let in_year = |year: i32| {
        let dated = format!("{year}-{text}");
        SHORT
            .iter()
            .find_map(|format| NaiveDate::parse_from_str(&dated, format).ok())
    };
    // In December, "5 January" is next year's; a day just gone stays this year's, to be refused as expired.
    let this = in_year(today.year())?;
    if (today - this).num_days() > 180 {
        in_year(today.year() + 1)
    } else {
        Some(this)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = day(2020, 2, 23);
        for text in [
            "2020-02-28",
            "2020/2/28",
            "2020.2.28",
            "20200228",
            "2020年2月28日",
            "2月28号",
            "2-28",
            "2.28",
            "28 Feb",
            " 2 / 28 ",
        ] {
            assert_eq!(read_date(text, today), Some(day(2020, 2, 28)), "{text}");
        }
        assert_eq!(
            read_date("1月5日", day(2020, 12, 20)),
            Some(day(2021, 1, 5))
        );
        for text in ["", "soon", "2020-02-30", "99", "20-02-28-1"] {
            assert_eq!(read_date(text, today), None, "{text}");
        }
    }
}
