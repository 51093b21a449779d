//! The file that a worker is given: everything held about them, in their language, as plain text that opens anywhere.
//! Sections by kind; a line a thing. Photos are named by their day; they are on the phone that sent them.

use crate::dialogue::state::Answers;
use crate::domain::boarding::Temperature;
use crate::domain::health::Certificate;
use crate::domain::language::Locale;
use crate::domain::time::Timestamp;
use crate::locale::label::privacy::ExportLabel as L;
use crate::locale::message::Message;
use crate::locale::notice::Prepared;
use crate::locale::{Wording, text};
use crate::store::outbox::{Shown, ShownSide};
use crate::store::party::Party;
use crate::store::privacy::{HeldChat, HeldHealth, HeldTicket, HeldWorker};
use crate::store::seat::ActiveSeat;
use crate::store::waitlist::Waiting;

/// What is held about somebody.
#[derive(Debug, Default)]
pub(super) struct Everything {
    /// Name, numbers, health and journey: as registered, else as typed so far.
    pub(super) answers: Answers,
    /// When they last submitted.
    pub(super) registered_at: Option<Timestamp>,
    /// What hangs on the worker.
    pub(super) held: HeldWorker,
    /// Their seat.
    pub(super) seat: Option<ActiveSeat>,
    /// Their place in line.
    pub(super) waiting: Option<Waiting>,
    /// Their party; of the others only how many they are.
    pub(super) party: Option<Party>,
    /// Whether their wish is recorded without a trip.
    pub(super) wish: bool,
    /// Each of their chats with its transcript.
    pub(super) chats: Vec<(HeldChat, Vec<Shown>)>,
}

/// Writes the file.
pub(super) fn written(locale: Locale, all: &Everything, now: Timestamp) -> String {
    let mut paper = Paper {
        locale,
        text: String::new(),
    };
    paper.line(&L::ExportTitle);
    paper.line(&L::ExportMade { at: now });
    paper.section(&L::ExportPerson, person(locale, all));
    paper.section(&L::ExportHealth, health(locale, all));
    paper.section(&L::ExportTravel, travel(locale, all));
    paper.section(&L::ExportConsents, consents(locale, all));
    paper.section(&L::ExportOthers, others(locale, all));
    for (chat, talk) in &all.chats {
        if !chat.help.is_empty() {
            paper.section(&L::ExportHelp, help(locale, chat));
        }
        paper.section(&L::ExportTalk, talked(locale, talk));
    }
    paper.text
}

struct Paper {
    locale: Locale,
    text: String,
}

impl Paper {
    fn line(&mut self, wording: &impl Wording) {
        self.text.push_str(&text(self.locale, wording));
        self.text.push('\n');
    }

    fn section(&mut self, heading: &L, lines: Vec<String>) {
        self.text.push_str("\n== ");
        self.text.push_str(&text(self.locale, heading));
        self.text.push_str(" ==\n");
        if lines.is_empty() {
            self.line(&L::ExportNothing);
        }
        for line in lines {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}

/// Name and numbers, whole: they are the reader's own.
fn person(locale: Locale, all: &Everything) -> Vec<String> {
    let answers = &all.answers;
    let mut lines = Vec::new();
    if let Some(name) = &answers.name {
        let name = name.expose().to_owned();
        lines.push(text(locale, &Message::BackName { name }));
    }
    if let Some(id) = &answers.resident_id {
        let mask = id.expose().to_owned();
        lines.push(text(locale, &Message::BackId { mask }));
    }
    if let Some(mobile) = &answers.mobile {
        let mask = mobile.expose().to_owned();
        lines.push(text(locale, &Message::BackMobile { mask }));
    }
    if let Some(at) = all.registered_at {
        lines.push(text(locale, &L::ExportRegistered { at }));
    }
    lines
}

fn health(locale: Locale, all: &Everything) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((code, at)) = all.answers.health_code {
        lines.push(text(locale, &Message::BackCode { code }));
        lines.push(text(locale, &L::ExportHealthAt { at }));
    }
    match &all.answers.certificate {
        Some(Certificate::Numbered {
            number,
            valid_until,
        }) => {
            let number = number.clone();
            lines.push(text(locale, &L::ExportCertificateNumber { number }));
            lines.push(until(locale, *valid_until));
        }
        Some(Certificate::Photo { valid_until, .. }) => lines.push(until(locale, *valid_until)),
        Some(Certificate::Absent) => lines.push(text(locale, &Message::BackNoCertificate)),
        None => {}
    }
    let photos = all.chats.iter().flat_map(|(chat, _)| &chat.photos);
    lines.extend(photos.map(|at| text(locale, &L::ExportPhoto { at: *at })));
    for one in &all.held.health {
        lines.extend(reading(locale, one));
    }
    lines
}

fn until(locale: Locale, date: chrono::NaiveDate) -> String {
    text(locale, &Message::BackCertificate { date })
}

fn reading(locale: Locale, one: &HeldHealth) -> Vec<String> {
    let (at, trip) = (one.at, one.trip.clone());
    let seen = one.code.map(|code| {
        let trip = trip.clone();
        text(locale, &L::ExportSeen { at, trip, code })
    });
    let tenths = one.tenths.and_then(|tenths| u16::try_from(tenths).ok());
    let taken = tenths.and_then(|tenths| Temperature::from_tenths(tenths).ok());
    let taken = taken.map(|taken| {
        let degrees = taken.to_string();
        text(locale, &L::ExportTemperature { at, trip, degrees })
    });
    seen.into_iter().chain(taken).collect()
}

fn travel(locale: Locale, all: &Everything) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(place) = all.answers.origin {
        lines.push(text(locale, &Message::BackOrigin { place }));
    }
    match &all.answers.employer {
        Some(Some(firm)) => {
            let employer = firm.name.clone();
            lines.push(text(locale, &Message::BackEmployer { employer }));
        }
        Some(None) => lines.push(text(locale, &Message::BackNoEmployer)),
        None => {}
    }
    if let Some(mode) = all.answers.mode {
        lines.push(text(locale, &Message::BackMode { mode }));
    }
    if let Some(seat) = &all.seat {
        let label = L::ExportSeat {
            trip: seat.trip.code.clone(),
            departs: seat.trip.departs_at,
            vehicle: seat.vehicle_label.clone(),
            seat: seat.seat_label.clone(),
        };
        lines.push(text(locale, &label));
    }
    if let Some(waiting) = &all.waiting {
        let (trip, ahead) = (waiting.trip.code.clone(), waiting.ahead);
        lines.push(text(locale, &L::ExportLine { trip, ahead }));
    }
    if let Some(party) = &all.party {
        lines.push(text(locale, &L::ExportParty { size: party.size }));
    }
    if all.wish {
        lines.push(text(locale, &L::ExportWish));
    }
    lines.extend(all.held.tickets.iter().map(|one| ticket(locale, one)));
    lines
}

fn ticket(locale: Locale, one: &HeldTicket) -> String {
    let (code, trip, at) = (one.code.clone(), one.trip.clone(), one.at);
    match one.revoked {
        true => text(locale, &L::ExportTicketRevoked { code, trip, at }),
        false => text(locale, &L::ExportTicket { code, trip, at }),
    }
}

fn consents(locale: Locale, all: &Everything) -> Vec<String> {
    let consents = all.chats.iter().flat_map(|(chat, _)| &chat.consents);
    let line = |(kind, given, _, at): &(_, bool, _, Timestamp)| {
        let (kind, at) = (*kind, *at);
        match given {
            true => text(locale, &L::ExportAgreed { at, kind }),
            false => text(locale, &L::ExportRefused { at, kind }),
        }
    };
    consents.map(line).collect()
}

fn others(locale: Locale, all: &Everything) -> Vec<String> {
    let declared = all.held.declared_by.iter().map(|employer| {
        let employer = employer.clone();
        text(locale, &L::ExportDeclared { employer })
    });
    let count = all.held.lists;
    let lists = (count > 0).then(|| text(locale, &L::ExportLists { count }));
    declared.chain(lists).collect()
}

fn help(locale: Locale, chat: &HeldChat) -> Vec<String> {
    let said = |(at, own, words): &(Timestamp, bool, String)| said(locale, *at, *own, words);
    chat.help.iter().map(said).collect()
}

fn talked(locale: Locale, talk: &[Shown]) -> Vec<String> {
    let line = |shown: &Shown| match &shown.side {
        ShownSide::Worker(words) => said(locale, shown.at, true, words),
        ShownSide::Bureau(content) => said(
            locale,
            shown.at,
            false,
            &plain(content.title.as_deref(), &content.body),
        ),
        ShownSide::Notice(message, reader) => {
            let content = Prepared::new(message).content(reader.locale, &reader.known);
            said(
                locale,
                shown.at,
                false,
                &plain(content.title.as_deref(), &content.body),
            )
        }
    };
    talk.iter().map(line).collect()
}

fn plain(title: Option<&str>, body: &str) -> String {
    match title {
        Some(title) => format!("{title}\n{body}"),
        None => body.to_owned(),
    }
}

/// One side's words; further lines of them are set in, so that nothing said looks like a heading of ours.
fn said(locale: Locale, at: Timestamp, own: bool, words: &str) -> String {
    let text_in = words.trim().replace('\n', "\n    ");
    match own {
        true => text(locale, &L::ExportYou { at, text: text_in }),
        false => text(locale, &L::ExportUs { at, text: text_in }),
    }
}
