//! The question of each stage: words, answers, ways around, and the kind of typing expected.

use super::button::{Button, Field};
use super::effect::Reply;
use super::event::{Facts, Queued};
use super::state::{Firm, Listed, Session, Stage};
use super::travel::reason;
use super::{
    MAX_CHOICES, consent, home, hr, origin, party, privacy, review, seat_choice, trip_change,
};
use crate::domain::delivery::InputHint;
use crate::domain::health::HealthCode;
use crate::domain::language::Locale;
use crate::domain::party::{LARGEST, SMALLEST};
use crate::domain::place::PlaceCode;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use crate::locale::message::{Message, Short};

/// Words the question that stands; `follows_outcome` when an outcome has just been told in a message of its own.
pub(super) fn ask(
    session: &Session,
    facts: &Facts,
    now: Timestamp,
    follows_outcome: bool,
) -> Reply {
    let mut reply = body(session, facts, now, follows_outcome);
    let no_way_back = matches!(
        session.stage,
        Stage::Home | Stage::ConfirmCancel | Stage::ConfirmErase | Stage::HrReason { .. }
    );
    let can_go_back = !session.trail.is_empty() && !no_way_back;
    if can_go_back {
        reply = reply.control(Message::ButtonBack, Button::Back);
    }
    reply.control(Message::ButtonHuman, Button::Human)
}

fn body(session: &Session, facts: &Facts, now: Timestamp, follows_outcome: bool) -> Reply {
    match &session.stage {
        Stage::Language => language(session),
        Stage::Consent { kind } => consent::ask(*kind),
        Stage::Refused { kind } => {
            Reply::say(consent::refused(*kind)).choice(Message::ButtonAgreeAfterAll, Button::Agree)
        }
        Stage::HealthCode => health_code(),
        Stage::HealthWait => health_wait(session, facts),
        Stage::Certificate => Reply::say(Message::AskCertificate)
            .choice(Message::ButtonCertificateNumber, Button::CertificateNumber)
            .choice(Message::ButtonCertificatePhoto, Button::CertificatePhoto)
            .choice(Message::ButtonCertificateLater, Button::CertificateLater),
        Stage::CertificateNumber => {
            Reply::say(Message::AskCertificateNumber).expects(InputHint::Text)
        }
        Stage::CertificatePhoto => {
            Reply::say(Message::AskCertificatePhoto).expects(InputHint::Photo)
        }
        Stage::CertificateUntil { .. } => Reply::say(Message::AskCertificateUntil {
            example: now.date() + chrono::Days::new(7),
        })
        .expects(InputHint::Date),
        Stage::Origin { within, page } => where_from(*within, *page),
        Stage::OriginMatches { found } => {
            let ask = Reply::say(Message::AskWhichPlace).expects(InputHint::Text);
            found.iter().fold(ask, |reply, code| {
                reply.choice(place(*code), Button::Place(*code))
            })
        }
        Stage::Employer => Reply::say(Message::AskEmployer)
            .choice(Message::ButtonNoEmployer, Button::NoEmployer)
            .expects(InputHint::Text),
        Stage::EmployerMatches { found } => which_employer(found),
        Stage::Name => Reply::say(Message::AskName).expects(InputHint::Text),
        Stage::ResidentId => Reply::say(Message::AskResidentId).expects(InputHint::ResidentId),
        Stage::Mobile => Reply {
            ask_contact: true,
            ..Reply::say(Message::AskMobile).expects(InputHint::Mobile)
        },
        Stage::Transport => Mode::ALL
            .iter()
            .fold(Reply::say(Message::AskTransport), |reply, mode| {
                reply.choice(Message::ButtonMode { mode: *mode }, Button::Mode(*mode))
            }),
        Stage::Departure { listed, page } => departures(session, listed, *page),
        Stage::ReadBack => read_back(session),
        Stage::Change { page } => change(*page),
        Stage::ConfirmCancel => Reply::say(if session.submitted {
            Message::AskCancel
        } else {
            Message::AskCancelDraft
        })
        .choice(Message::ButtonCancelYes, Button::CancelYes)
        .choice(Message::ButtonCancelNo, Button::CancelNo),
        Stage::Home => at_home(session, facts, follows_outcome),
        Stage::OwnWay => trip_change::ask_own_way(),
        Stage::Party => party::ask(facts),
        Stage::PartySize => Reply::say(Message::AskPartySize {
            min: SMALLEST,
            max: LARGEST,
        })
        .expects(InputHint::Text),
        Stage::PartyCode => Reply::say(Message::AskPartyCode).expects(InputHint::Text),
        Stage::PartyTrip { listed, page } => party::ask_trip(listed, *page),
        Stage::SeatChoice { listed } => seat_choice::ask(listed, facts),
        Stage::Privacy => privacy::ask(),
        Stage::ConfirmErase => privacy::ask_erase(session),
        Stage::HrReason { name, .. } => hr::ask_reason(name),
    }
}

fn language(session: &Session) -> Reply {
    let ask = if session.answers.language {
        Reply::say(Message::AskLanguageAgain)
    } else {
        Reply::titled(Message::WelcomeTitle, Message::AskLanguage)
    };
    Locale::ALL.iter().fold(ask, |reply, locale| {
        let label = Message::ButtonLanguage { locale: *locale };
        reply.choice(label, Button::Language(*locale))
    })
}

fn health_code() -> Reply {
    HealthCode::ALL
        .iter()
        .fold(Reply::say(Message::AskHealthCode), |reply, code| {
            reply.choice(Message::ButtonCode { code: *code }, Button::Code(*code))
        })
}

fn health_wait(session: &Session, facts: &Facts) -> Reply {
    let code = session
        .answers
        .health_code
        .map_or(HealthCode::None, |(code, _)| code);
    let advice = match code {
        HealthCode::Red => Message::WaitRed,
        HealthCode::Yellow => Message::WaitYellow,
        HealthCode::None | HealthCode::Green => Message::WaitNone,
    };
    let green = Button::Code(HealthCode::Green);
    if facts.seat.is_some() {
        return Reply::say(advice)
            .and(Message::WaitSeat)
            .choice(Message::ButtonGreenNow, green)
            .choice(Message::ButtonCancel, Button::Cancel);
    }
    Reply::say(advice)
        .and(Message::WaitKept)
        .choice(Message::ButtonGreenNow, green)
}

fn place(code: PlaceCode) -> Message {
    Message::PlaceName { place: code }
}

/// One page of the places within `within`; the last pages wrap to the first.
fn where_from(within: Option<PlaceCode>, page: u32) -> Reply {
    let options = origin::options(within);
    let mut reply = match within {
        None => Reply::say(Message::AskProvince),
        Some(place) => Reply::say(Message::AskWithin { place }),
    };
    let (shown, more) = page_of(&options, page, MAX_CHOICES);
    for code in shown {
        reply = reply.choice(
            Message::PlaceShort {
                place: Short(*code),
            },
            Button::Place(*code),
        );
    }
    if more {
        reply = reply.control(Message::ButtonMore, Button::More);
    }
    if within.is_some() {
        reply = reply.control(Message::ButtonPlaceEnough, Button::PlaceEnough);
    }
    reply.expects(InputHint::Text)
}

/// Items of a page, wrapping past the end, and whether there is more than one page.
pub(super) fn page_of<T>(items: &[T], page: u32, size: usize) -> (&[T], bool) {
    let pages = items.len().div_ceil(size).max(1);
    let start = (page as usize % pages) * size;
    (&items[start..items.len().min(start + size)], pages > 1)
}

fn which_employer(found: &[Firm]) -> Reply {
    let ask = if found.len() == 1 {
        Message::AskThisEmployer
    } else {
        Message::AskWhichEmployer
    };
    let ask = Reply::say(ask).expects(InputHint::Text);
    let shown = found.iter().take(MAX_CHOICES - 1);
    let reply = shown.fold(ask, |reply, firm| {
        let employer = firm.name.clone();
        reply.choice(
            Message::EmployerName { employer },
            Button::Employer(firm.id.clone()),
        )
    });
    reply.choice(Message::ButtonEmployerNotHere, Button::NoEmployer)
}

fn departures(session: &Session, listed: &[Listed], page: u32) -> Reply {
    let mode = session.answers.mode.unwrap_or(Mode::Coach);
    let (open, closed): (Vec<_>, Vec<_>) = listed.iter().partition(|one| one.unmet.is_empty());
    let mut reply = Reply::say(
        match (listed.is_empty(), open.is_empty(), session.answers.origin) {
            (true, _, Some(place)) => Message::NothingRuns { mode, place },
            (true, _, None) => Message::NothingRunsAnywhere { mode },
            (false, true, _) => Message::NoneOpen { mode },
            (false, false, _) => Message::AskDeparture { mode },
        },
    );
    if !closed.is_empty() {
        reply
            .body
            .push(closed.iter().map(|one| closed_line(one)).collect());
    }
    let (shown, more) = page_of(&open, page, MAX_CHOICES - 1);
    for one in shown {
        reply = reply.choice(departure_label(one), Button::Trip(one.trip.clone()));
    }
    let wish = if open.is_empty() {
        Message::ButtonWish
    } else {
        Message::ButtonNoneSuits
    };
    reply = reply.choice(wish, Button::NoTrip);
    if more {
        reply = reply.control(Message::ButtonMore, Button::More);
    }
    reply = reply.control(Message::ButtonParty, Button::Party);
    reply.control(
        Message::ButtonOtherTransport,
        Button::ChangeField(Field::Transport),
    )
}

pub(super) fn departure_label(one: &Listed) -> Message {
    let (departs, from, district) = (one.departs_at, Short(one.stop), Short(one.district));
    if one.free > 0 && one.waiting == 0 {
        Message::ButtonDeparture {
            departs,
            from,
            district,
            free: one.free,
        }
    } else {
        Message::ButtonLine {
            departs,
            from,
            district,
            waiting: one.waiting,
        }
    }
}

pub(super) fn closed_line(one: &Listed) -> Message {
    let reasons = one.unmet.iter().map(|unmet| reason(*unmet)).collect();
    Message::ClosedDeparture {
        departs: one.departs_at,
        from: Short(one.stop),
        district: Short(one.district),
        reasons,
    }
}

fn read_back(session: &Session) -> Reply {
    let mut reply = Reply::titled(Message::ReadBackTitle, Message::ReadBackIntro);
    reply.body.push(review::read_back(&session.answers));
    reply
        .and(Message::ReadBackAsk)
        .choice(Message::ButtonSubmit, Button::Submit)
        .choice(Message::ButtonChange, Button::Change)
}

fn change(page: u32) -> Reply {
    let (shown, more) = page_of(Field::ALL, page, MAX_CHOICES);
    let mut reply = Reply::say(Message::AskChange);
    for field in shown {
        let label = match field {
            Field::Transport => Message::FieldTransport,
            Field::Origin => Message::FieldOrigin,
            Field::Employer => Message::FieldEmployer,
            Field::HealthCode => Message::FieldHealthCode,
            Field::Certificate => Message::FieldCertificate,
            Field::Name => Message::FieldName,
            Field::ResidentId => Message::FieldResidentId,
            Field::Mobile => Message::FieldMobile,
        };
        reply = reply.choice(label, Button::ChangeField(*field));
    }
    if more {
        reply.control(Message::ButtonMore, Button::More)
    } else {
        reply
    }
}

fn at_home(session: &Session, facts: &Facts, follows_outcome: bool) -> Reply {
    let offer = facts
        .queued
        .as_ref()
        .and_then(|queued| Some((queued, queued.offered_until?)));
    if let Some((queued, until)) = offer {
        return self::offer(queued, facts, until);
    }
    let mut reply = Reply::say(if follows_outcome {
        Message::HomeNext
    } else {
        home::standing(&session.answers, facts)
    });
    if facts
        .seat
        .as_ref()
        .is_some_and(|seated| seated.ticket.is_some())
    {
        reply = reply.choice(Message::ButtonTicket, Button::ShowTicket);
    }
    if facts.seat.is_none() && facts.queued.is_none() {
        reply = reply.choice(Message::ButtonAgain, Button::Again);
    }
    reply = reply.choice(Message::ButtonChange, Button::Change);
    let aboard = facts
        .seat
        .as_ref()
        .is_some_and(|seated| seated.state == SeatState::Boarded);
    if !aboard && (facts.seat.is_some() || facts.queued.is_some() || facts.demand) {
        reply = reply.choice(Message::ButtonCancel, Button::Cancel);
    }
    if let (Some(_), Some(queued)) = (&facts.seat, &facts.queued) {
        if !follows_outcome {
            reply.body.extend(home::beside(queued).body);
        }
        reply = reply.control(Message::ButtonLeaveLine, Button::LeaveLine);
    }
    if facts.seat.is_some() && !aboard {
        reply = reply.control(Message::ButtonChooseSeat, Button::ChooseSeat);
    }
    reply
        .control(Message::ButtonParty, Button::Party)
        .control(Message::ButtonPrivacy, Button::Privacy)
}

/// A seat that has come free, or seats for a party, with the two answers. Who has a seat elsewhere is told what
/// becomes of it.
pub(super) fn offer(queued: &Queued, facts: &Facts, until: Timestamp) -> Reply {
    let (code, departs) = (queued.trip.code.clone(), queued.stop.departs_at);
    let accept = Button::AcceptOffer(queued.id.clone());
    let decline = Button::DeclineOffer(queued.id.clone());
    if queued.seats > 1 {
        let seats = queued.seats;
        let text = Message::OfferParty {
            seats,
            code,
            departs,
            until,
        };
        return Reply::titled(Message::OfferTitle, text)
            .choice(Message::ButtonTakeSeats, accept)
            .choice(Message::ButtonLeaveSeat, decline);
    }
    if let Some(own) = &facts.seat {
        let own = own.trip.code.clone();
        let text = Message::OfferSwap {
            code,
            departs,
            until,
            own,
        };
        return Reply::titled(Message::OfferTitle, text)
            .choice(Message::ButtonTakeSwap, accept)
            .choice(Message::ButtonKeepOwn, decline);
    }
    let text = Message::OfferText {
        code,
        departs,
        until,
    };
    Reply::titled(Message::OfferTitle, text)
        .choice(Message::ButtonTakeSeat, accept)
        .choice(Message::ButtonLeaveSeat, decline)
}
