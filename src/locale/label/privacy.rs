//! Words about personal data: of the file that a worker is given, and of the console's pages.

use super::super::messages;
use crate::domain::health::HealthCode;
use crate::domain::registration::ConsentKind;
use crate::domain::time::Timestamp;

messages! {
    /// A text of the file that holds everything about a worker.
    ExportLabel {
        /// Heading.
        ExportTitle => "export-title",
        /// When it was made.
        ExportMade { at: Timestamp } => "export-made",
        /// Heading.
        ExportPerson => "export-person",
        /// When they registered.
        ExportRegistered { at: Timestamp } => "export-registered",
        /// Heading.
        ExportHealth => "export-health",
        /// When the code was reported.
        ExportHealthAt { at: Timestamp } => "export-health-at",
        /// Number of the certificate.
        ExportCertificateNumber { number: String } => "export-certificate-number",
        /// A temperature.
        ExportTemperature {
            /// When.
            at: Timestamp,
            /// Code of the trip.
            trip: String,
            /// Degrees Celsius, as written: `36.5`.
            degrees: String,
        } => "export-temperature",
        /// A code seen at the door.
        ExportSeen {
            /// When.
            at: Timestamp,
            /// Code of the trip.
            trip: String,
            /// Its colour.
            code: HealthCode,
        } => "export-seen",
        /// A photo.
        ExportPhoto { at: Timestamp } => "export-photo",
        /// Heading.
        ExportTravel => "export-travel",
        /// The seat.
        ExportSeat {
            /// Code of the trip.
            trip: String,
            /// When it leaves.
            departs: Timestamp,
            /// Vehicle as painted on it.
            vehicle: String,
            /// Seat as painted on it.
            seat: String,
        } => "export-seat",
        /// The place in line.
        ExportLine {
            /// Code of the trip.
            trip: String,
            /// How many in front.
            ahead: i64,
        } => "export-line",
        /// The wish without a trip.
        ExportWish => "export-wish",
        /// The party.
        ExportParty { size: u32 } => "export-party",
        /// A valid ticket.
        ExportTicket {
            /// Its code.
            code: String,
            /// Code of the trip.
            trip: String,
            /// When it was issued.
            at: Timestamp,
        } => "export-ticket",
        /// A ticket that holds no longer.
        ExportTicketRevoked {
            /// Its code.
            code: String,
            /// Code of the trip.
            trip: String,
            /// When it was issued.
            at: Timestamp,
        } => "export-ticket-revoked",
        /// Heading.
        ExportConsents => "export-consents",
        /// A consent given.
        ExportAgreed {
            /// When.
            at: Timestamp,
            /// Which.
            kind: ConsentKind,
        } => "export-agreed",
        /// A consent refused.
        ExportRefused {
            /// When.
            at: Timestamp,
            /// Which.
            kind: ConsentKind,
        } => "export-refused",
        /// Heading.
        ExportOthers => "export-others",
        /// An employer's own declaration.
        ExportDeclared { employer: String } => "export-declared",
        /// Lists for notices.
        ExportLists { count: i64 } => "export-lists",
        /// Heading.
        ExportHelp => "export-help",
        /// Heading.
        ExportTalk => "export-talk",
        /// The worker's words.
        ExportYou {
            /// When.
            at: Timestamp,
            /// What.
            text: String,
        } => "export-you",
        /// Our words.
        ExportUs {
            /// When.
            at: Timestamp,
            /// What.
            text: String,
        } => "export-us",
        /// Nothing of this kind.
        ExportNothing => "export-nothing",
    }
}

messages! {
    /// A text of the console's pages about personal data.
    PrivacyLabel {
        /// Heading and entry of the navigation.
        PrivacyTitle => "console-privacy-title",
        /// What the page is for.
        PrivacyIntro => "console-privacy-intro",
        /// Heading.
        RunsTitle => "console-privacy-runs",
        /// Column.
        RunAt => "console-privacy-run-at",
        /// Column.
        RunKind => "console-privacy-run-kind",
        /// Column.
        RunRemoved => "console-privacy-run-removed",
        /// Column.
        RunOldest => "console-privacy-run-oldest",
        /// No sweep yet.
        NoRuns => "console-privacy-no-runs",
        /// When the first is.
        NoRunsAdvice => "console-privacy-no-runs-advice",
        /// Kind.
        KindAnswers => "console-privacy-kind-answers",
        /// Kind.
        KindPhotos => "console-privacy-kind-photos",
        /// Kind.
        KindMessages => "console-privacy-kind-messages",
        /// Kind.
        KindTemperatures => "console-privacy-kind-temperatures",
        /// Kind.
        KindDoors => "console-privacy-kind-doors",
        /// Kind.
        KindExpired => "console-privacy-kind-expired",
        /// Heading.
        ErasuresTitle => "console-privacy-erasures",
        /// Column.
        ErasureAt => "console-privacy-erasure-at",
        /// Column.
        ErasureBy => "console-privacy-erasure-by",
        /// The worker.
        ErasureSelf => "console-privacy-erasure-self",
        /// Column.
        ErasureSubject => "console-privacy-erasure-subject",
        /// Column.
        ErasureReason => "console-privacy-erasure-reason",
        /// Column.
        ErasureCounts => "console-privacy-erasure-counts",
        /// What went.
        ErasureWent {
            /// Messages.
            messages: i64,
            /// Photos.
            photos: i64,
            /// Seats and places in line.
            seats: i64,
            /// Notes about health.
            health: i64,
        } => "console-privacy-erasure-went",
        /// Nobody yet.
        NoErasures => "console-privacy-no-erasures",
        /// How it comes to one.
        NoErasuresAdvice => "console-privacy-no-erasures-advice",
        /// Heading.
        EraseTitle => "console-erase-title",
        /// What goes.
        EraseGoes => "console-erase-goes",
        /// What stays.
        EraseStays => "console-erase-stays",
        /// Fact.
        FactName => "console-erase-name",
        /// Fact.
        FactId => "console-erase-id",
        /// Fact.
        FactMobile => "console-erase-mobile",
        /// Fact.
        FactChats => "console-erase-chats",
        /// Fact.
        FactPhotos => "console-erase-photos",
        /// Fact.
        FactReadings => "console-erase-readings",
        /// Field.
        EraseReason => "console-erase-reason",
        /// Advice.
        EraseReasonHint => "console-erase-reason-hint",
        /// No reason.
        EraseReasonNeeded => "console-erase-reason-needed",
        /// Tick box.
        EraseSure => "console-erase-sure",
        /// Not ticked.
        EraseSureNeeded => "console-erase-sure-needed",
        /// Button.
        EraseButton => "console-erase-button",
        /// Not while under way.
        EraseTravelling { code: String } => "console-erase-travelling",
        /// Done.
        EraseDone => "console-erase-done",
    }
}
