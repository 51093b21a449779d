//! The conversation's words, each a value with typed variables. The dialogue builds them; the runner has them
//! written out in the worker's language when the step commits.

use super::messages;
use crate::domain::desk::Deed;
use crate::domain::health::HealthCode;
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Unmet};
use chrono::NaiveDate;

pub use super::value::Short;

messages! {
    /// A text of the conversation.
    Message {
        /// Heading of the first message.
        WelcomeTitle => "welcome-title",
        /// Which language.
        AskLanguage => "ask-language",
        /// Which language, asked again later.
        AskLanguageAgain => "ask-language-again",
        /// A language, in itself.
        ButtonLanguage { locale: Locale } => "button-language",
        /// The invitation link's employer is set.
        InvitedBy { employer: String } => "invited-by",
        /// The button belongs to an earlier question.
        StaleButton => "stale-button",
        /// One of the answers is wanted.
        ChooseOne => "choose-one",
        /// There is no question before this one.
        NothingBefore => "nothing-before",
        /// The list has no more.
        NothingMore => "nothing-more",
        /// Nothing was typed.
        BlankText => "blank-text",
        /// Too much was typed.
        TextTooLong { max: usize } => "text-too-long",
        /// Emoji only.
        OnlySymbols => "only-symbols",
        /// Sticker, voice, location.
        NotText => "not-text",
        /// A photo where none is wanted.
        PhotoUnexpected => "photo-unexpected",
        /// Text where a photo is wanted.
        PhotoWanted => "photo-wanted",
        /// The photo is stored.
        PhotoKept => "photo-kept",
        /// A contact where none is wanted.
        ContactUnexpected => "contact-unexpected",
        /// Somebody else's contact.
        ContactNotOwn => "contact-not-own",
        /// Something went wrong on our side; the update is kept.
        Sorry => "sorry",
        /// What can be done here, with the words that always work.
        HelpText => "help-text",
        /// Where we were, in a line.
        Recap { known: Vec<Message> } => "recap",
        /// Nothing answered yet.
        RecapNothing => "recap-nothing",
        /// Origin, in a list.
        RecapOrigin { place: PlaceCode } => "recap-origin",
        /// Employer, in a list.
        RecapEmployer { employer: String } => "recap-employer",
        /// Transport, in a list.
        RecapMode { mode: Mode } => "recap-mode",
        /// Not submitted yet.
        StatusOpen { known: Vec<Message> } => "status-open",
        /// Heading.
        ConsentServiceTitle => "consent-service-title",
        /// What is kept to register, why, how long.
        ConsentService => "consent-service",
        /// Heading.
        ConsentHealthTitle => "consent-health-title",
        /// Health data: why, how long.
        ConsentHealth => "consent-health",
        /// Heading.
        ConsentTravelTitle => "consent-travel-title",
        /// Travel data: why, how long.
        ConsentTravel => "consent-travel",
        /// Agree.
        ButtonAgree => "button-agree",
        /// Refuse.
        ButtonDisagree => "button-disagree",
        /// Agree after all.
        ButtonAgreeAfterAll => "button-agree-after-all",
        /// What refusing means.
        RefusedService => "refused-service",
        /// What refusing means.
        RefusedHealth => "refused-health",
        /// What refusing means.
        RefusedTravel => "refused-travel",
        /// Colour of the code.
        AskHealthCode => "ask-health-code",
        /// A colour, with its sign.
        ButtonCode { code: HealthCode } => "button-code",
        /// Red: what to do now.
        WaitRed => "wait-red",
        /// Yellow: what to do now.
        WaitYellow => "wait-yellow",
        /// No code: how to get one.
        WaitNone => "wait-none",
        /// The seat is kept, but nobody boards without green.
        WaitSeat => "wait-seat",
        /// The answers are kept; come back when it is green.
        WaitKept => "wait-kept",
        /// It is green now.
        ButtonGreenNow => "button-green-now",
        /// Glad it is green.
        CodeGreenNow => "code-green-now",
        /// Number, photo or not yet.
        AskCertificate => "ask-certificate",
        /// Type the number.
        ButtonCertificateNumber => "button-certificate-number",
        /// Send a photo.
        ButtonCertificatePhoto => "button-certificate-photo",
        /// Not yet.
        ButtonCertificateLater => "button-certificate-later",
        /// The number.
        AskCertificateNumber => "ask-certificate-number",
        /// That is no certificate number.
        CertificateNumberWrong => "certificate-number-wrong",
        /// The photo.
        AskCertificatePhoto => "ask-certificate-photo",
        /// Last valid day.
        AskCertificateUntil { example: NaiveDate } => "ask-certificate-until",
        /// That is no date.
        DateWrong { example: NaiveDate } => "date-wrong",
        /// It has run out.
        CertificateExpired { date: NaiveDate } => "certificate-expired",
        /// Further ahead than any certificate.
        DateTooFar { date: NaiveDate } => "date-too-far",
        /// Which province, or type any place.
        AskProvince => "ask-province",
        /// Which part of it.
        AskWithin { place: PlaceCode } => "ask-within",
        /// Which of these.
        AskWhichPlace => "ask-which-place",
        /// A place with what contains it.
        PlaceName { place: PlaceCode } => "place-name",
        /// A place alone.
        PlaceShort { place: Short } => "place-short",
        /// No such place.
        PlaceUnknown { text: String } => "place-unknown",
        /// Understood as this place.
        OriginIs { place: PlaceCode } => "origin-is",
        /// The place so far is enough.
        ButtonPlaceEnough => "button-place-enough",
        /// Which employer.
        AskEmployer => "ask-employer",
        /// Which of these.
        AskWhichEmployer => "ask-which-employer",
        /// This one?
        AskThisEmployer => "ask-this-employer",
        /// An employer.
        EmployerName { employer: String } => "employer-name",
        /// No such employer.
        EmployerUnknown => "employer-unknown",
        /// None yet.
        ButtonNoEmployer => "button-no-employer",
        /// None of these.
        ButtonEmployerNotHere => "button-employer-not-here",
        /// Name.
        AskName => "ask-name",
        /// That is no name.
        NameWrong => "name-wrong",
        /// Longer than a name.
        NameTooLong { max: usize } => "name-too-long",
        /// Resident ID.
        AskResidentId => "ask-resident-id",
        /// Wrong length.
        IdLength { digits: usize } => "id-length",
        /// Old number.
        IdFifteen => "id-fifteen",
        /// Something else than digits.
        IdNotDigits => "id-not-digits",
        /// First two digits.
        IdProvince => "id-province",
        /// Digits 7 to 14.
        IdBirthDate => "id-birth-date",
        /// Under age.
        IdTooYoung { min_age: u8 } => "id-too-young",
        /// One digit is wrong.
        IdChecksum => "id-checksum",
        /// Mobile.
        AskMobile => "ask-mobile",
        /// Share my number.
        ButtonContact => "button-contact",
        /// Not eleven digits.
        MobileLength => "mobile-length",
        /// No mainland mobile.
        MobileWrong => "mobile-wrong",
        /// Preferred transport.
        AskTransport => "ask-transport",
        /// A mode, with its sign.
        ButtonMode { mode: Mode } => "button-mode",
        /// Which departure.
        AskDeparture { mode: Mode } => "ask-departure",
        /// Nothing runs from there.
        NothingRuns { mode: Mode, place: PlaceCode } => "nothing-runs",
        /// Nothing runs.
        NothingRunsAnywhere { mode: Mode } => "nothing-runs-anywhere",
        /// Something runs, but not for them.
        NoneOpen { mode: Mode } => "none-open",
        /// A departure and why it is closed.
        ClosedDeparture { departs: Timestamp, from: Short, district: Short, reasons: Vec<Message> } => "closed-departure",
        /// A departure with seats.
        ButtonDeparture { departs: Timestamp, from: Short, district: Short, free: i64 } => "button-departure",
        /// A full departure: join its line.
        ButtonLine { departs: Timestamp, from: Short, district: Short, waiting: i64 } => "button-line",
        /// Record my wish.
        ButtonWish => "button-wish",
        /// None suits; record my wish.
        ButtonNoneSuits => "button-none-suits",
        /// Other transport.
        ButtonOtherTransport => "button-other-transport",
        /// Takes no bookings.
        UnmetNotOpen => "unmet-not-open",
        /// Has left.
        UnmetDeparted => "unmet-departed",
        /// Does not pick up there.
        UnmetOrigin => "unmet-origin",
        /// Area on the key-epidemic list.
        UnmetArea => "unmet-area",
        /// Code not green.
        UnmetCode => "unmet-code",
        /// Health code observed too long ago.
        UnmetCodeOld => "unmet-code-old",
        /// Certificate missing.
        UnmetCertificate => "unmet-certificate",
        /// Certificate ends too early.
        UnmetCertificateExpires => "unmet-certificate-expires",
        /// Employer missing.
        UnmetEmployerMissing => "unmet-employer-missing",
        /// Employer not listed.
        UnmetEmployerNotListed => "unmet-employer-not-listed",
        /// Employer in another district.
        UnmetEmployerElsewhere => "unmet-employer-elsewhere",
        /// HR has not confirmed.
        UnmetRoster => "unmet-roster",
        /// Heading.
        ReadBackTitle => "read-back-title",
        /// Please check.
        ReadBackIntro => "read-back-intro",
        /// Is it right?
        ReadBackAsk => "read-back-ask",
        /// Line.
        BackName { name: String } => "back-name",
        /// Line.
        BackId { mask: String } => "back-id",
        /// Line.
        BackMobile { mask: String } => "back-mobile",
        /// Line.
        BackCode { code: HealthCode } => "back-code",
        /// Line.
        BackCertificate { date: NaiveDate } => "back-certificate",
        /// Line.
        BackNoCertificate => "back-no-certificate",
        /// Line.
        BackOrigin { place: PlaceCode } => "back-origin",
        /// Line.
        BackEmployer { employer: String } => "back-employer",
        /// Line.
        BackNoEmployer => "back-no-employer",
        /// Line.
        BackMode { mode: Mode } => "back-mode",
        /// Line.
        BackTrip { departs: Timestamp, district: Short } => "back-trip",
        /// Line.
        BackNoTrip => "back-no-trip",
        /// Submit.
        ButtonSubmit => "button-submit",
        /// Change something.
        ButtonChange => "button-change",
        /// Which answer.
        AskChange => "ask-change",
        /// Nothing to change yet.
        ChangeLater => "change-later",
        /// Answer.
        FieldTransport => "field-transport",
        /// Answer.
        FieldOrigin => "field-origin",
        /// Answer.
        FieldEmployer => "field-employer",
        /// Answer.
        FieldHealthCode => "field-health-code",
        /// Answer.
        FieldCertificate => "field-certificate",
        /// Answer.
        FieldName => "field-name",
        /// Answer.
        FieldResidentId => "field-resident-id",
        /// Answer.
        FieldMobile => "field-mobile",
        /// Heading of a ticket.
        SeatYours => "seat-yours",
        /// Heading: this person has a seat already.
        AlreadySeated => "already-seated",
        /// Heading: HR confirmed, ticket issued.
        SeatConfirmed => "seat-confirmed",
        /// Heading: the ticket once more.
        TicketAgain => "ticket-again",
        /// Trip.
        TicketTrip { code: String, district: Short } => "ticket-trip",
        /// Departure.
        TicketWhen { departs: Timestamp } => "ticket-when",
        /// Meeting point.
        TicketWhere { meeting_point: String } => "ticket-where",
        /// Vehicle and seat.
        TicketSeat { vehicle: String, seat: String } => "ticket-seat",
        /// What to bring.
        TicketBring => "ticket-bring",
        /// Show the QR at the door.
        TicketShow => "ticket-show",
        /// The ticket follows HR's confirmation.
        AwaitingHr => "awaiting-hr",
        /// The seat is kept; what is to be put right before there is a ticket.
        TicketLacks { reasons: Vec<Message> } => "ticket-lacks",
        /// Heading.
        QueuedTitle => "queued-title",
        /// Place in line.
        QueuedText { ahead: i64, code: String, departs: Timestamp } => "queued-text",
        /// What happens next.
        QueuedNext => "queued-next",
        /// In line for another trip than the one of their seat.
        QueuedBeside { ahead: i64, code: String, departs: Timestamp } => "queued-beside",
        /// How fast the line moves.
        QueuedPace { lately: i64 } => "queued-pace",
        /// Heading: others in front are fewer, or more.
        LineMovedTitle => "line-moved-title",
        /// Leave the line, keep the seat.
        ButtonLeaveLine => "button-leave-line",
        /// Left; the seat stays.
        LeftLine => "left-line",
        /// A seat on the trip they would rather take.
        OfferSwap { code: String, departs: Timestamp, until: Timestamp, own: String } => "offer-swap",
        /// Change trips.
        ButtonTakeSwap => "button-take-swap",
        /// Keep the seat they have.
        ButtonKeepOwn => "button-keep-own",
        /// The seat they have stays.
        SeatKept { code: String } => "seat-kept",
        /// The offer ran out; the seat they have stays.
        OfferExpiredKeeps { code: String } => "offer-expired-keeps",
        /// Seats for all of a party.
        OfferParty { seats: u32, code: String, departs: Timestamp, until: Timestamp } => "offer-party",
        /// Take them.
        ButtonTakeSeats => "button-take-seats",
        /// Heading.
        TripCancelledTitle => "trip-cancelled-title",
        /// The trip does not run.
        TripCancelled { code: String, departs: Timestamp } => "trip-cancelled",
        /// What they can do now.
        TripCancelledNext => "trip-cancelled-next",
        /// Other departures.
        ButtonOtherTrip => "button-other-trip",
        /// By own means.
        ButtonOwnWay => "button-own-way",
        /// Wait for the next trip.
        ButtonStayListed => "button-stay-listed",
        /// The wish is recorded.
        StayListed => "stay-listed",
        /// Drive, or public transport.
        AskOwnWay => "ask-own-way",
        /// Heading.
        TripMovedTitle => "trip-moved-title",
        /// The trip leaves at another time.
        TripMoved { code: String, was: Timestamp, departs: Timestamp } => "trip-moved",
        /// Why.
        TripReason { reason: String } => "trip-reason",
        /// Heading.
        TripElsewhereTitle => "trip-elsewhere-title",
        /// People meet elsewhere.
        TripElsewhere { code: String, departs: Timestamp, meeting_point: String } => "trip-elsewhere",
        /// What the new day does not meet.
        TripMovedUnmet { reasons: Vec<Message> } => "trip-moved-unmet",
        /// The ticket for the new time.
        TripMovedTicket => "trip-moved-ticket",
        /// The trip whose line they stand in leaves at another time.
        TripMovedLine { code: String, was: Timestamp, departs: Timestamp } => "trip-moved-line",
        /// Heading.
        WishMetTitle => "wish-met-title",
        /// A trip that meets the recorded wish has opened.
        WishMet { code: String, departs: Timestamp, free: i64 } => "wish-met",
        /// What there is to choose from.
        ButtonDepartures => "button-departures",
        /// The new time suits.
        ButtonKeepTrip => "button-keep-trip",
        /// The seat stays.
        TripKept => "trip-kept",
        /// Travel together.
        ButtonParty => "button-party",
        /// First registering, then the party.
        PartyAfter => "party-after",
        /// Found or join.
        AskParty { max: u32 } => "ask-party",
        /// Found one.
        ButtonPartyFound => "button-party-found",
        /// Join one.
        ButtonPartyJoin => "button-party-join",
        /// How many they are.
        AskPartySize { min: u32, max: u32 } => "ask-party-size",
        /// That is no such number.
        PartySizeWrong { min: u32, max: u32 } => "party-size-wrong",
        /// The code.
        AskPartyCode => "ask-party-code",
        /// No such code.
        PartyUnknown => "party-unknown",
        /// All its places are taken.
        PartyFull => "party-full",
        /// In none any more.
        PartyLeft => "party-left",
        /// Some are still to come.
        PartyGathers { code: String, size: u32, joined: u32, missing: u32 } => "party-gathers",
        /// Everybody is in; the leader goes on.
        PartyReady { size: u32 } => "party-ready",
        /// Everybody is in, and has a seat.
        PartyHasSeats { size: u32 } => "party-has-seats",
        /// Another departure for all of them.
        ButtonPartyOther => "button-party-other",
        /// Everybody is in; somebody else goes on.
        PartyWaits { size: u32 } => "party-waits",
        /// In line for all of them.
        PartyQueued { size: u32, ahead: i64, code: String, departs: Timestamp } => "party-queued",
        /// Look for seats.
        ButtonPartySeats => "button-party-seats",
        /// Go with those who are in.
        ButtonPartyFewer { joined: u32 } => "button-party-fewer",
        /// Leave it.
        ButtonPartyLeave => "button-party-leave",
        /// Which departure, for all.
        AskPartyTrip => "ask-party-trip",
        /// None is open to all of them.
        PartyNoTrip => "party-no-trip",
        /// Heading: seats for all of them.
        PartySeated => "party-seated",
        /// Some may not travel on it.
        PartyUnfit { count: u32, reasons: Vec<Message> } => "party-unfit",
        /// Another seat.
        ButtonChooseSeat => "button-choose-seat",
        /// Which seat.
        AskSeat { seat: String } => "ask-seat",
        /// A seat.
        ButtonSeat { seat: String, vehicle: String, row: i64 } => "button-seat",
        /// The one they have.
        ButtonKeepSeat => "button-keep-seat",
        /// None is free.
        NoOtherSeat => "no-other-seat",
        /// Heading: the new seat.
        SeatChanged => "seat-changed",
        /// Somebody was quicker.
        SeatGone => "seat-gone",
        /// A new ticket in place of the old.
        ButtonNewTicket => "button-new-ticket",
        /// Heading: the old one is void.
        TicketNew => "ticket-new",
        /// The name as it stands now.
        NameCorrected { name: String } => "name-corrected",
        /// Heading.
        DemandTitle => "demand-title",
        /// The wish is recorded.
        DemandText => "demand-text",
        /// Heading.
        SelfReturnTitle => "self-return-title",
        /// Comes back by own means.
        SelfReturnText => "self-return-text",
        /// Closed meanwhile.
        TripRefused { reasons: Vec<Message> } => "trip-refused",
        /// Heading: that trip is full, the old seat stays.
        FullKeepsSeat => "full-keeps-seat",
        /// This chat belongs to somebody else's registration.
        OtherPerson => "other-person",
        /// Registered with another mobile.
        OtherMobile => "other-mobile",
        /// Standing.
        HomeSeated { code: String, departs: Timestamp, vehicle: String, seat: String } => "home-seated",
        /// Standing.
        HomeAwaiting { code: String, departs: Timestamp, vehicle: String, seat: String } => "home-awaiting",
        /// Standing.
        HomeConfirmed { code: String, departs: Timestamp, vehicle: String, seat: String } => "home-confirmed",
        /// Standing: no ticket yet, for what is to be put right.
        HomeLacks { code: String, departs: Timestamp, vehicle: String, seat: String, reasons: Vec<Message> } => "home-lacks",
        /// Standing: on board.
        HomeAboard { code: String, vehicle: String, seat: String } => "home-aboard",
        /// Standing.
        HomeQueued { code: String, departs: Timestamp, ahead: i64 } => "home-queued",
        /// Standing.
        HomeDemand => "home-demand",
        /// Standing.
        HomeNothing => "home-nothing",
        /// Standing: comes back by own means.
        HomeSelfReturn => "home-self-return",
        /// After an outcome: the chat stays open.
        HomeNext => "home-next",
        /// Free text at home.
        HomeNotUnderstood => "home-not-understood",
        /// Show my ticket.
        ButtonTicket => "button-ticket",
        /// Look for a trip.
        ButtonAgain => "button-again",
        /// Give up.
        ButtonCancel => "button-cancel",
        /// There is no ticket.
        NoTicket => "no-ticket",
        /// Sure to give up?
        AskCancel => "ask-cancel",
        /// Sure to delete?
        AskCancelDraft => "ask-cancel-draft",
        /// Yes.
        ButtonCancelYes => "button-cancel-yes",
        /// No.
        ButtonCancelNo => "button-cancel-no",
        /// What was typed is deleted.
        DraftDeleted => "draft-deleted",
        /// Heading: what is held.
        PrivacyTitle => "privacy-title",
        /// Nothing but this conversation.
        PrivacyNothing => "privacy-nothing",
        /// Registered: this is held.
        PrivacyRegistered => "privacy-registered",
        /// Not submitted: this was typed so far.
        PrivacyTyped => "privacy-typed",
        /// Messages of this conversation.
        PrivacyMessages { count: i64 } => "privacy-messages",
        /// Photos.
        PrivacyPhotos { count: u32 } => "privacy-photos",
        /// Codes and temperatures noted on the way.
        PrivacyReadings { count: u32 } => "privacy-readings",
        /// Consents.
        PrivacyConsents { count: u32 } => "privacy-consents",
        /// An employer has declared them of its own.
        PrivacyDeclared { employer: String } => "privacy-declared",
        /// What it is for, who sees it, how long it stays.
        PrivacyWhy { days: u32 } => "privacy-why",
        /// What to do with it.
        AskPrivacy => "ask-privacy",
        /// What is held about me.
        ButtonPrivacy => "button-privacy",
        /// As a file.
        ButtonDownload => "button-download",
        /// Correct it.
        ButtonCorrect => "button-correct",
        /// Erase it.
        ButtonErase => "button-erase",
        /// The file, and for how many hours it can be fetched.
        PrivacyFile { hours: u32 } => "privacy-file",
        /// Name of the file, without its ending.
        PrivacyFileName => "privacy-file-name",
        /// Heading: sure to erase?
        AskEraseTitle => "ask-erase-title",
        /// What goes, of somebody registered.
        AskErase => "ask-erase",
        /// What goes, of somebody who only typed.
        AskEraseTyped => "ask-erase-typed",
        /// What stays.
        EraseStays => "erase-stays",
        /// Yes, erase.
        ButtonEraseYes => "button-erase-yes",
        /// No, keep.
        ButtonEraseNo => "button-erase-no",
        /// Nothing was erased.
        EraseDeclined => "erase-declined",
        /// Not while the trip is boarding or under way.
        EraseTravelling { code: String } => "erase-travelling",
        /// Heading: erased.
        EraseDoneTitle => "erase-done-title",
        /// Erased.
        EraseDone => "erase-done",
        /// Seat or place in line went to others.
        EraseGaveUp => "erase-gave-up",
        /// Register anew.
        ButtonRegisterAnew => "button-register-anew",
        /// In the menu of commands.
        CommandPrivacy => "command-privacy",
        /// Nobody withdraws from on board.
        CancelAboard => "cancel-aboard",
        /// Withdrawn, with nothing to give up.
        ReleasedNothing => "released-nothing",
        /// Seat or place given up.
        Released => "released",
        /// Heading.
        RosterConfirmedTitle => "roster-confirmed-title",
        /// HR confirmed.
        RosterConfirmed { employer: String } => "roster-confirmed",
        /// Heading.
        RosterRejectedTitle => "roster-rejected-title",
        /// HR refused.
        RosterRejected { employer: String, reason: String } => "roster-rejected",
        /// HR has put somebody else in their place.
        RosterReplaced { employer: String } => "roster-replaced",
        /// HR did not answer in time.
        RosterLapsed { employer: String } => "roster-lapsed",
        /// HR did not answer in time, and the seat went to the next.
        RosterLapsedSeat { employer: String } => "roster-lapsed-seat",
        /// The list is final, and they are on it.
        RosterLocked { employer: String } => "roster-locked",
        /// Heading.
        OfferTitle => "offer-title",
        /// A seat came free.
        OfferText { code: String, departs: Timestamp, until: Timestamp } => "offer-text",
        /// Take it.
        ButtonTakeSeat => "button-take-seat",
        /// Leave it.
        ButtonLeaveSeat => "button-leave-seat",
        /// Left to the next.
        OfferDeclined => "offer-declined",
        /// The offer ran out.
        OfferExpired => "offer-expired",
        /// Too late.
        OfferGone => "offer-gone",
        /// The line is closed, the trip left or takes nobody any more.
        LineClosed { code: String } => "line-closed",
        /// The crew has let the worker aboard from the line.
        WalkedUp { code: String, vehicle: String, seat: String } => "walked-up",
        /// A clerk will answer here.
        HelpOpened => "help-opened",
        /// The clerk knows already.
        HelpAlready => "help-already",
        /// Passed on to the clerk.
        PassedOn => "passed-on",
        /// Ended by the worker.
        HelpEnded => "help-ended",
        /// There was none.
        HelpNotOpen => "help-not-open",
        /// Heading of a clerk's words.
        ClerkName { name: String } => "clerk-name",
        /// A clerk's words.
        ClerkText { text: String } => "clerk-text",
        /// A clerk has checked who they are.
        Recognised => "recognised",
        /// Ended by the clerk.
        ClerkClosed => "clerk-closed",
        /// End it.
        ButtonEndHelp => "button-end-help",
        /// The chat belongs to somebody of the staff now.
        StaffChatBound => "staff-chat-bound",
        /// This chat is HR's now.
        HrChatBound => "hr-chat-bound",
        /// Not HR's chat.
        HrNotBound => "hr-not-bound",
        /// Heading.
        HrWaitTitle { count: i64 } => "hr-wait-title",
        /// People wait.
        HrWait { employer: String, count: i64 } => "hr-wait",
        /// How many wait in all.
        HrWaiting { count: i64 } => "hr-waiting",
        /// Line.
        HrName { name: String } => "hr-name",
        /// Line.
        HrId { id: String } => "hr-id",
        /// Line.
        HrMobile { mobile: String } => "hr-mobile",
        /// Line.
        HrFrom { place: PlaceCode } => "hr-from",
        /// Line.
        HrTrip { code: String, departs: Timestamp } => "hr-trip",
        /// Line.
        HrSince { since: Timestamp } => "hr-since",
        /// Line.
        HrDue { due: Timestamp } => "hr-due",
        /// Question.
        HrAsk => "hr-ask",
        /// Button.
        ButtonHrGo => "button-hr-go",
        /// Button.
        ButtonHrAgain => "button-hr-again",
        /// Button.
        ButtonHrYes => "button-hr-yes",
        /// Button.
        ButtonHrNo => "button-hr-no",
        /// Button.
        ButtonHrLater => "button-hr-later",
        /// Button.
        ButtonHrKeep => "button-hr-keep",
        /// Question.
        AskHrReason { name: String } => "ask-hr-reason",
        /// Reason.
        HrReasonUnknown => "hr-reason-unknown",
        /// Reason.
        HrReasonLeft => "hr-reason-left",
        /// Reason.
        HrReasonNotYet => "hr-reason-not-yet",
        /// Not a reason.
        HrReasonWrong => "hr-reason-wrong",
        /// Done.
        HrConfirmed { name: String } => "hr-confirmed",
        /// Done.
        HrRejected { name: String } => "hr-rejected",
        /// Decided before.
        HrAlreadyConfirmed { name: String } => "hr-already-confirmed",
        /// Decided before.
        HrAlreadyRejected { name: String } => "hr-already-rejected",
        /// Nothing can be changed.
        HrLocked => "hr-locked",
        /// Nobody there.
        HrGone => "hr-gone",
        /// Nobody waits.
        HrNobody { employer: String } => "hr-nobody",
        /// End of the round.
        HrLast { count: i64 } => "hr-last",
        /// That code is not known (any more).
        StaffCodeUnknown => "staff-code-unknown",
        /// No more notices.
        OptedOut => "opted-out",
        /// Notices again.
        OptedIn => "opted-in",
        /// Below the confirmation that no more notices come: take it back.
        ButtonGetNotices => "button-get-notices",
        /// Below a notice: begin or go on registering.
        ButtonRegister => "button-register",
        /// Below a notice: opens a page.
        ButtonReadMore => "button-read-more",
        /// Below a notice: no more of these.
        ButtonStopNotices => "button-stop-notices",
        /// A trip within a sentence of a letter.
        TripInLetter { code: String, departs: Timestamp, meeting_point: String } => "trip-in-letter",
        /// Back.
        ButtonBack => "button-back",
        /// More.
        ButtonMore => "button-more",
        /// A human.
        ButtonHuman => "button-human",
        /// Status.
        ButtonStatus => "button-status",
        /// Description in the messenger's command list.
        CommandStart => "command-start",
        /// Description.
        CommandStatus => "command-status",
        /// Description.
        CommandChange => "command-change",
        /// Description.
        CommandCancel => "command-cancel",
        /// Description.
        CommandLanguage => "command-language",
        /// Description.
        CommandHelp => "command-help",
        /// Description.
        CommandStop => "command-stop",
        /// Description.
        CommandTicket => "command-ticket",
        /// Description.
        CommandGroup => "command-group",
        /// Heading: something was done for the worker.
        DeskDoneTitle => "desk-done-title",
        /// Who did it.
        DeskDoneBy { name: String } => "desk-done-by",
        /// One of the things done.
        DeskDeed { deed: Deed } => "desk-deed",
        /// What to do when it is not right.
        DeskDoneWrong => "desk-done-wrong",
    }
}

impl From<Unmet> for Message {
    fn from(unmet: Unmet) -> Self {
        match unmet {
            Unmet::NotOpen => Self::UnmetNotOpen,
            Unmet::Departed => Self::UnmetDeparted,
            Unmet::OriginNotServed => Self::UnmetOrigin,
            Unmet::AreaBlocked => Self::UnmetArea,
            Unmet::CodeNotGreen => Self::UnmetCode,
            Unmet::CodeTooOld => Self::UnmetCodeOld,
            Unmet::CertificateMissing => Self::UnmetCertificate,
            Unmet::CertificateExpires => Self::UnmetCertificateExpires,
            Unmet::EmployerMissing => Self::UnmetEmployerMissing,
            Unmet::EmployerNotListed => Self::UnmetEmployerNotListed,
            Unmet::EmployerElsewhere => Self::UnmetEmployerElsewhere,
            Unmet::RosterNotConfirmed => Self::UnmetRoster,
        }
    }
}
