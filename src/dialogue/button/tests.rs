//! Every button there and back.

use super::*;
use crate::domain::notice::NoticeButton;
use proptest::prelude::*;

fn every() -> Vec<Button> {
    let id = "0190f3c2a5b87c3d9e1f2a3b4c5d6e7f";
    let mut all: Vec<Button> = "agree disagree certnum certphoto certlater enough nofirm notrip submit change back more \
        cancelyes cancelno ticket status cancel again human endhelp register stop notices \
        leaveline othertrip ownway staylisted keeptrip party partyfound partyjoin partyseats partyfewer partyleave chooseseat keepseat newticket \
            privacy download correct erase eraseyes eraseno hrgo hrkeep"
        .split_whitespace()
        .map(|code| Button::plain(code).unwrap())
        .collect();
    all.extend(Locale::ALL.iter().map(|l| Button::Language(*l)));
    all.extend(HealthCode::ALL.iter().map(|c| Button::Code(*c)));
    all.extend(Mode::ALL.iter().map(|m| Button::Mode(*m)));
    all.extend(Field::ALL.iter().map(|f| Button::ChangeField(*f)));
    all.push(Button::Place(PlaceCode::parse("341000").unwrap()));
    all.push(Button::Employer(EmployerId::new(id)));
    all.push(Button::Trip(TripId::new(id)));
    all.push(Button::Seat(SeatId::new(format!("{id}-255-900"))));
    all.extend(HrReason::ALL.iter().map(|r| Button::HrBecause(*r)));
    all.push(Button::HrYes(RosterLineId::new(id)));
    all.push(Button::HrNo(RosterLineId::new(id)));
    all.push(Button::HrLater(RosterLineId::new(id)));
    all.push(Button::AcceptOffer(WaitlistId::new(id)));
    all.push(Button::DeclineOffer(WaitlistId::new(id)));
    all
}

#[test]
fn every_button_comes_back_within_64_bytes() {
    for button in every() {
        let payload = button.encode(u32::MAX);
        assert!(payload.len() <= 64 && payload.is_ascii(), "{payload}");
        assert_eq!(Button::decode(&payload), Some((u32::MAX, button)));
    }
}

#[test]
fn the_buttons_below_a_notice_are_understood_whatever_question_stands() {
    for (button, meaning) in [
        (NoticeButton::Register, Some(Button::Register)),
        (NoticeButton::Stop, Some(Button::StopNotices)),
        (NoticeButton::ReadMore, None),
    ] {
        let pressed = button.payload().and_then(Button::decode);
        assert_eq!(pressed, meaning.clone().map(|meaning| (0, meaning)));
        assert!(meaning.is_none_or(|meaning| meaning.holds_always()));
    }
}

proptest! {
    #[test]
    fn any_payload_is_answered(payload in ".*", code in "[a-z]{1,10}", argument in ".*") {
        let _ = Button::decode(&payload);
        let _ = Button::decode(&format!("7.{code}:{argument}"));
    }
}
