//! The dialogue as a pure function: whatever is said in whatever order, the house rules of the conversation hold.

use proptest::prelude::*;
use returnline::dialogue::button::Button;
use returnline::dialogue::effect::{Query, Reply, Step};
use returnline::dialogue::event::{
    Answer, Event, Facts, HrTold, Oddity, Outcome, PartyFact, PartyOutcome, PartyTold, Word,
};
use returnline::dialogue::privacy::{Erased, Holdings};
use returnline::dialogue::state::{Firm, Restored, STATE_VERSION, Session, Stage};
use returnline::dialogue::step;
use returnline::domain::delivery::Attachment;
use returnline::domain::health::HealthCode;
use returnline::domain::id::{AttachmentId, EmployerId, HelpId};
use returnline::domain::language::Locale;
use returnline::domain::notice::FileKind;
use returnline::domain::time::Timestamp;
use returnline::locale::text;
use std::time::Duration;

/// 2020-02-23T08:00+08:00.
const NOW: Timestamp = Timestamp::from_millis(1_582_416_000_000);

/// What a worker may do next, chosen blindly.
#[derive(Debug, Clone)]
enum Move {
    Choice(usize),
    Control(usize),
    Stale(usize),
    Text(&'static str),
    Word(Word),
    Odd(Oddity),
    Photo,
    Contact(bool),
    Reopen,
}

fn moves() -> impl Strategy<Value = Move> {
    let texts = prop::sample::select(vec![
        "永州",
        "gz",
        "阿斯加德",
        "德赛",
        "王小明",
        "520199199003070013",
        "520199199003070014",
        "15400009001",
        "138",
        "2020-03-01",
        "2月28日",
        "HN-2020-0188",
        "hello",
        "是",
        "3",
    ]);
    prop_oneof![
        8 => (0usize..4).prop_map(Move::Choice),
        2 => (0usize..4).prop_map(Move::Control),
        1 => (0usize..4).prop_map(Move::Stale),
        6 => texts.prop_map(Move::Text),
        2 => prop::sample::select(Word::ALL.to_vec()).prop_map(Move::Word),
        1 => prop::sample::select(vec![Oddity::Blank, Oddity::TooLong, Oddity::OnlySymbols, Oddity::NotText, Oddity::ForeignButton])
            .prop_map(Move::Odd),
        1 => Just(Move::Photo),
        1 => any::<bool>().prop_map(Move::Contact),
        1 => Just(Move::Reopen),
    ]
}

/// A conversation with a store that knows one employer and no trips.
struct Talk {
    session: Session,
    facts: Facts,
    prompt: Reply,
}

impl Talk {
    fn new() -> Self {
        let mut talk = Self {
            session: Session::fresh(NOW),
            facts: Facts::default(),
            prompt: Reply::default(),
        };
        talk.hear(Event::Opened { invited_by: None });
        talk
    }

    fn event(&self, choice: &Move) -> Event {
        let pressed = |choices: &[returnline::dialogue::effect::Choice], index: usize| {
            choices
                .get(index % choices.len().max(1))
                .map(|c| Event::Pressed(self.session.serial, c.button.clone()))
        };
        let nothing = Event::Odd(Oddity::Blank);
        match choice {
            Move::Choice(i) => pressed(&self.prompt.choices, *i).unwrap_or(nothing),
            Move::Control(i) => pressed(&self.prompt.controls, *i).unwrap_or(nothing),
            Move::Stale(i) => match pressed(&self.prompt.choices, *i) {
                Some(Event::Pressed(serial, button)) => {
                    Event::Pressed(serial.wrapping_sub(1), button)
                }
                _ => nothing,
            },
            Move::Text(text) => Event::Text((*text).to_owned()),
            Move::Word(word) => Event::Word(*word),
            Move::Odd(oddity) => Event::Odd(*oddity),
            Move::Photo => Event::Photo(AttachmentId::new("a1")),
            Move::Contact(own) => Event::Contact {
                mobile: "15400009001".into(),
                own: *own,
            },
            Move::Reopen => Event::Opened { invited_by: None },
        }
    }

    /// A party just founded.
    fn party(&mut self, size: u32) -> PartyTold {
        let party = PartyFact {
            code: "K7M2Q0".into(),
            size,
            joined: 1,
            leads: true,
            queued: None,
        };
        self.facts.party = Some(party.clone());
        PartyTold::In(Box::new(party))
    }

    /// Steps to the end of an event; gives every reply.
    fn hear(&mut self, event: Event) -> Vec<Reply> {
        let mut event = Some(event);
        let mut replies = Vec::new();
        for _ in 0..8 {
            let Some(next) = event.take() else { break };
            let done = step(self.session.clone(), next, &self.facts, NOW);
            event = self.take(done, &mut replies);
        }
        assert!(event.is_none(), "queries must come to an end");
        replies
    }

    fn take(&mut self, done: Step, replies: &mut Vec<Reply>) -> Option<Event> {
        self.session = done.session;
        for command in done.commands {
            match command {
                returnline::dialogue::effect::Command::OpenHelp => {
                    self.facts.help = Some(HelpId::new("h"))
                }
                returnline::dialogue::effect::Command::CloseHelp(_) => self.facts.help = None,
                _ => {}
            }
        }
        if let Some(prompt) = done.replies.iter().rev().find(|reply| reply.is_prompt) {
            self.prompt = prompt.clone();
        }
        replies.extend(done.replies);
        let answer = match done.query? {
            Query::Employers(_) => Answer::Employers(vec![Firm {
                id: EmployerId::new("e1"),
                name: "德赛集团".into(),
            }]),
            Query::Departures { .. } => Answer::Departures {
                found: Vec::new(),
                employer: None,
                roster_confirmed: false,
            },
            Query::Submit(submission) => {
                assert_eq!(
                    submission.health_code,
                    HealthCode::Green,
                    "only green is submitted"
                );
                Answer::Submitted(if submission.mode.has_seats() {
                    Outcome::Demand
                } else {
                    Outcome::SelfReturn
                })
            }
            Query::Release => Answer::Released(true),
            Query::AcceptOffer(_) => Answer::Offer(None),
            Query::ConfirmSeat(_) => Answer::Confirmed(None),
            Query::NewTicket => Answer::Ticket(None),
            Query::Moved { was, reason, .. } => Answer::Moved {
                was,
                reason,
                seated: None,
                unmet: Vec::new(),
            },
            Query::Opened(_) => Answer::Opened(None),
            Query::FreeSeats => Answer::FreeSeats(Vec::new()),
            Query::TakeSeat(_) => Answer::SeatTaken(None),
            Query::FoundParty(size) => Answer::Party(self.party(size)),
            Query::JoinParty(_) => Answer::Party(PartyTold::Unknown),
            Query::CloseParty | Query::LeaveParty => {
                self.facts.party = None;
                Answer::Party(PartyTold::Nothing)
            }
            Query::PartyDepartures => Answer::PartyDepartures(Vec::new()),
            Query::PartySeats(_) | Query::PartySeat => Answer::PartySeats(PartyOutcome::Gone),
            Query::Registered => Answer::Registered(None),
            Query::Holdings => Answer::Holdings(Holdings::default()),
            Query::Download => Answer::Downloaded(file(), 24),
            Query::Erase => Answer::Erased(Erased::Done { gave_up: true }),
            Query::HrWaiting => Answer::HrWaiting(None),
            Query::HrNext(_) | Query::HrClaim { .. } | Query::HrDecide(..) => {
                Answer::Hr(HrTold::NotHr)
            }
        };
        Some(Event::Answered(Box::new(answer)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Never silence, never a dead end, never more than four numbered answers, and every button decodes to the
    /// question that stands; the same input gives the same step; and the state survives being stored.
    #[test]
    fn dialogue_always_answers_and_offers_a_way_on(moves in prop::collection::vec(moves(), 1..60)) {
        let mut talk = Talk::new();
        for choice in &moves {
            let event = talk.event(choice);
            let again = step(talk.session.clone(), event.clone(), &talk.facts, NOW);
            let twice = step(talk.session.clone(), event.clone(), &talk.facts, NOW);
            prop_assert_eq!(&again.session, &twice.session);
            prop_assert_eq!(&again.replies, &twice.replies);

            let replies = talk.hear(event);
            prop_assert!(!replies.is_empty(), "silence after {:?}", choice);
            for reply in &replies {
                prop_assert!(reply.choices.len() <= 4);
                prop_assert!(!reply.body.iter().flatten().map(|m| text(Locale::En, m)).collect::<String>().is_empty());
            }
            let last = replies.last().unwrap();
            let ways = last.choices.len() + last.controls.len();
            prop_assert!(ways > 0 || *choice_word(choice) == Some(Word::Stop), "no way on after {:?}", choice);
            for c in talk.prompt.choices.iter().chain(&talk.prompt.controls) {
                let payload = c.button.encode(talk.session.serial);
                prop_assert_eq!(Button::decode(&payload), Some((talk.session.serial, c.button.clone())));
            }
            let stored = serde_json::to_vec(&talk.session).unwrap();
            prop_assert_eq!(Session::restore(&stored, NOW), (talk.session.clone(), Restored::Whole));
        }
    }

    /// What cannot be used changes no answer and no question.
    #[test]
    fn dialogue_is_unharmed_by_odd_input(moves in prop::collection::vec(moves(), 1..30), odd in 0usize..5) {
        let mut talk = Talk::new();
        for choice in &moves {
            let event = talk.event(choice);
            talk.hear(event);
        }
        let before = talk.session.clone();
        let odd = [Oddity::Blank, Oddity::TooLong, Oddity::OnlySymbols, Oddity::NotText, Oddity::ForeignButton][odd];
        talk.hear(Event::Odd(odd));
        prop_assert_eq!(&talk.session.answers, &before.answers);
        prop_assert_eq!(&talk.session.stage, &before.stage);
        talk.hear(Event::Pressed(before.serial.wrapping_sub(1), Button::Submit));
        prop_assert_eq!(&talk.session.answers, &before.answers);
    }

    /// Any bytes at all give a session to go on with.
    #[test]
    fn any_stored_state_can_be_restored(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".*") {
        let _ = Session::restore(&bytes, NOW);
        let _ = Session::restore(text.as_bytes(), NOW);
    }
}

fn file() -> Attachment {
    Attachment {
        name: "mine.txt".into(),
        kind: FileKind::Text,
        size: 7,
        of: None,
        own: None,
    }
}

fn choice_word(choice: &Move) -> &'static Option<Word> {
    match choice {
        Move::Word(Word::Stop) => &Some(Word::Stop),
        _ => &None,
    }
}

/// States that real sessions were stored in: every version that was ever released must be readable.
#[test]
fn stored_states_of_every_version_are_read() {
    let v1 = include_str!("../fixtures/session_v1.json");
    let (session, restored) = Session::restore(v1.as_bytes(), NOW);
    assert_eq!(restored, Restored::Whole);
    assert_eq!(session.stage, Stage::ReadBack);
    assert_eq!(
        session.answers.resident_id.unwrap().masked(),
        "520199********0013"
    );
}

/// A state of a version to come, with a question and an answer we do not know: the other answers are kept, and the
/// conversation resumes with a recap at the first question without an answer.
#[test]
fn an_undecodable_state_keeps_the_answers_and_resumes_with_a_recap() {
    let v1 = include_str!("../fixtures/session_v1.json");
    let later = v1
        .replacen(
            "\"version\": 1",
            &format!("\"version\": {}", STATE_VERSION + 1),
            1,
        )
        .replacen("\"at\": \"read_back\"", "\"at\": \"hologram\"", 1)
        .replacen("\"mode\": \"coach\"", "\"mode\": \"teleport\"", 1);
    assert_ne!(later, v1);
    let (session, restored) = Session::restore(later.as_bytes(), NOW);
    assert_eq!(restored, Restored::AnswersOnly);
    assert_eq!(session.answers.name.as_ref().unwrap().expose(), "王小明");
    assert_eq!(session.answers.mode, None);
    let facts = Facts {
        restarted: true,
        ..Facts::default()
    };
    let done = step(
        session,
        Event::Text("hello".into()),
        &facts,
        NOW.plus(Duration::from_secs(60)),
    );
    assert_eq!(
        done.session.stage,
        Stage::Transport,
        "the first question without an answer"
    );
    let said: String = done
        .replies
        .iter()
        .flat_map(|r| r.body.iter().flatten())
        .map(|m| text(Locale::En, m))
        .collect();
    assert!(
        said.starts_with("Welcome back. So far: from Yongzhou"),
        "{said}"
    );
}
