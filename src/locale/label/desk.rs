//! The console's words about finding a worker, their whole story, acting on their behalf, and the inbox.

use super::super::messages;
use crate::domain::time::Timestamp;
use chrono::NaiveDate;

messages! {
    /// A text of the desk.
    DeskLabel {
        /// Field.
        SearchField => "desk-search-field",
        /// What may be typed.
        SearchHint => "desk-search-hint",
        /// Button.
        SearchGo => "desk-search-go",
        /// Nothing typed.
        SearchEmpty => "desk-search-empty",
        /// A number in part.
        SearchNumber => "desk-search-number",
        /// No name.
        SearchNoName => "desk-search-no-name",
        /// Nobody found.
        SearchNobody => "desk-search-nobody",
        /// What that may mean.
        SearchNobodyAdvice => "desk-search-nobody-advice",
        /// How many were found.
        SearchFound {
            /// Part of the text.
            count: i64,
        } => "desk-search-found",
        /// More than were looked at.
        SearchCut {
            /// Part of the text.
            count: i64,
        } => "desk-search-cut",
        /// Heading of those whom an employer has declared and who have not registered.
        SearchDeclared => "desk-search-declared",
        /// What can be done for them.
        SearchDeclaredHint => "desk-search-declared-hint",
        /// More of them than are listed.
        SearchDeclaredCut {
            /// Part of the text.
            count: i64,
        } => "desk-search-declared-cut",
        /// Before anybody is looked for.
        SearchIntro => "desk-search-intro",
        /// Column.
        ColId => "desk-col-id",
        /// Column.
        ColDistrict => "desk-col-district",
        /// Column.
        ColRegistration => "desk-col-registration",
        /// Column.
        ColBy => "desk-col-by",
        /// Known, without a registration.
        NotRegistered => "desk-not-registered",
        /// State.
        StateSubmitted => "desk-state-submitted",
        /// State.
        StateEmployerConfirmed => "desk-state-employer-confirmed",
        /// State.
        StateTravelArranged => "desk-state-travel-arranged",
        /// State.
        StateTravelling => "desk-state-travelling",
        /// State.
        StateArrived => "desk-state-arrived",
        /// State.
        StateNeedsFix => "desk-state-needs-fix",
        /// State.
        StateRejected => "desk-state-rejected",
        /// State.
        StateWithdrawn => "desk-state-withdrawn",
        /// State.
        StateErased => "desk-state-erased",
        /// Link back.
        ToFound => "desk-to-found",
        /// Fact.
        FactState => "desk-fact-state",
        /// Fact.
        FactOrigin => "desk-fact-origin",
        /// Fact.
        FactMode => "desk-fact-mode",
        /// Fact.
        FactHealth => "desk-fact-health",
        /// When a code was reported.
        FactSeen {
            /// Part of the text.
            when: Timestamp,
        } => "desk-fact-seen",
        /// Fact.
        FactCertificate => "desk-fact-certificate",
        /// Until when.
        FactCertificateUntil {
            /// Part of the text.
            date: NaiveDate,
        } => "desk-fact-certificate-until",
        /// None yet.
        FactNoCertificate => "desk-fact-no-certificate",
        /// Fact.
        FactConsents => "desk-fact-consents",
        /// A consent.
        FactConsent {
            /// Part of the text.
            kind: &'static str,
            /// Part of the text.
            version: i64,
            /// Part of the text.
            when: Timestamp,
        } => "desk-fact-consent",
        /// Refused.
        FactRefused => "desk-fact-refused",
        /// Who read it out.
        FactReadBy {
            /// Part of the text.
            name: String,
        } => "desk-fact-read-by",
        /// Fact.
        FactSubmitted => "desk-fact-submitted",
        /// Who entered it.
        FactEnteredBy {
            /// Part of the text.
            name: String,
        } => "desk-fact-entered-by",
        /// Fact.
        FactTicket => "desk-fact-ticket",
        /// Link.
        FactTicketPrint => "desk-fact-ticket-print",
        /// None.
        FactNoTicket => "desk-fact-no-ticket",
        /// Their wish is noted.
        FactDemand => "desk-fact-demand",
        /// Fact.
        FactChats => "desk-fact-chats",
        /// None.
        FactNoChat => "desk-fact-no-chat",
        /// State of a chat.
        ChatOptedOut => "desk-chat-opted-out",
        /// State of a chat.
        ChatBlocked => "desk-chat-blocked",
        /// Name of the links within the page.
        OnPage => "desk-on-page",
        /// Heading.
        History => "desk-history",
        /// Heading.
        Messages => "desk-messages",
        /// Heading.
        Records => "desk-records",
        /// Heading.
        Actions => "desk-actions",
        /// Nothing yet.
        HistoryEmpty => "desk-history-empty",
        /// Folded entries.
        Earlier {
            /// Part of the text.
            count: usize,
        } => "desk-earlier",
        /// Link.
        Older => "desk-older",
        /// Link.
        Newer => "desk-newer",
        /// Happening.
        HapSubmitted => "desk-hap-submitted",
        /// Happening.
        HapConsent {
            /// Part of the text.
            kind: &'static str,
            /// Part of the text.
            version: String,
            /// Part of the text.
            given: &'static str,
        } => "desk-hap-consent",
        /// Happening.
        HapSeat {
            /// Part of the text.
            change: &'static str,
            /// Part of the text.
            seat: String,
        } => "desk-hap-seat",
        /// Happening.
        HapLine {
            /// Part of the text.
            state: &'static str,
            /// Part of the text.
            trip: String,
        } => "desk-hap-line",
        /// Happening.
        HapTicket {
            /// Part of the text.
            trip: String,
            /// Part of the text.
            tail: String,
        } => "desk-hap-ticket",
        /// Happening.
        HapTicketGone {
            /// Part of the text.
            trip: String,
        } => "desk-hap-ticket-gone",
        /// Happening.
        HapRoster {
            /// Part of the text.
            state: &'static str,
            /// Part of the text.
            employer: String,
        } => "desk-hap-roster",
        /// Happening.
        HapHelp => "desk-hap-help",
        /// Link.
        HapHelpOpen => "desk-hap-help-open",
        /// Happening.
        HapDoor {
            /// Part of the text.
            kind: &'static str,
            /// Part of the text.
            vehicle: String,
        } => "desk-hap-door",
        /// Detail.
        HapTemperature {
            /// Part of the text.
            degrees: String,
        } => "desk-hap-temperature",
        /// Happening.
        HapArrived {
            /// Part of the text.
            vehicle: String,
        } => "desk-hap-arrived",
        /// Happening.
        HapWaived {
            /// Part of the text.
            trip: String,
        } => "desk-hap-waived",
        /// Who.
        HapBy {
            /// Part of the text.
            name: String,
        } => "desk-hap-by",
        /// Why.
        HapWhy {
            /// Part of the text.
            reason: String,
        } => "desk-hap-why",
        /// Nothing.
        TalkEmpty => "desk-talk-empty",
        /// Who entered a worker's words.
        TalkEntered {
            /// Part of the text.
            name: String,
        } => "desk-talk-entered",
        /// A notice.
        TalkNotice => "desk-talk-notice",
        /// Outcome.
        OutQueued => "desk-out-queued",
        /// Outcome.
        OutSending => "desk-out-sending",
        /// Outcome.
        OutSent => "desk-out-sent",
        /// Outcome.
        OutFailed => "desk-out-failed",
        /// Outcome.
        OutUnknown => "desk-out-unknown",
        /// Outcome.
        OutExcluded => "desk-out-excluded",
        /// An entry.
        Record {
            /// Part of the text.
            action: String,
            /// Part of the text.
            code: String,
        } => "desk-record",
        /// Heading.
        RevealTitle => "desk-reveal-title",
        /// What is recorded.
        RevealAdvice => "desk-reveal-advice",
        /// No reason.
        RevealReason => "desk-reveal-reason",
        /// Button.
        RevealGo => "desk-reveal-go",
        /// Too many.
        RevealTooOften {
            /// Part of the text.
            most: i64,
        } => "desk-reveal-too-often",
        /// Fact.
        RevealMobile => "desk-reveal-mobile",
        /// Note.
        RevealDone => "desk-reveal-done",
        /// Button.
        ActGo => "desk-act-go",
        /// What it does.
        ActAdvice => "desk-act-advice",
        /// Button.
        CounterNew => "desk-counter-new",
        /// Heading.
        CounterTitle => "desk-counter-title",
        /// Heading.
        CounterFor {
            /// Part of the text.
            name: String,
        } => "desk-counter-for",
        /// What this page is.
        CounterIntro => "desk-counter-intro",
        /// Hint for those without a telephone.
        CounterNoPhone => "desk-counter-no-phone",
        /// Field.
        CounterAnswer => "desk-counter-answer",
        /// Button.
        CounterSend => "desk-counter-send",
        /// Field.
        CounterPhoto => "desk-counter-photo",
        /// Button.
        CounterPhotoSend => "desk-counter-photo-send",
        /// Wrong file.
        CounterNoPicture => "desk-counter-no-picture",
        /// Nothing typed.
        CounterBlank => "desk-counter-blank",
        /// Somebody was quicker.
        CounterGoneOn => "desk-counter-gone-on",
        /// Folded part.
        CounterBefore {
            /// Part of the text.
            count: usize,
        } => "desk-counter-before",
        /// An open conversation.
        CounterHelp => "desk-counter-help",
        /// Link.
        CounterToWorker => "desk-counter-to-worker",
        /// Link.
        CounterPrint => "desk-counter-print",
        /// Filter.
        InboxAll => "desk-inbox-all",
        /// Filter.
        InboxMine => "desk-inbox-mine",
        /// Filter.
        InboxFree => "desk-inbox-free",
        /// Name of the filter.
        InboxShow => "desk-inbox-show",
        /// Column.
        InboxWith => "desk-inbox-with",
        /// Nobody has it.
        InboxNobody => "desk-inbox-nobody",
        /// The reader has it.
        InboxYou => "desk-inbox-you",
        /// Filter finds nothing.
        InboxNone => "desk-inbox-none",
        /// What to do.
        InboxNoneAdvice => "desk-inbox-none-advice",
        /// Heading.
        AssignTitle => "desk-assign-title",
        /// Who has it.
        AssignWith {
            /// Part of the text.
            name: String,
        } => "desk-assign-with",
        /// You have it.
        AssignYou => "desk-assign-you",
        /// Nobody has it.
        AssignNobody => "desk-assign-nobody",
        /// Button.
        AssignTake => "desk-assign-take",
        /// Button.
        AssignTakeOver => "desk-assign-take-over",
        /// Button.
        AssignRelease => "desk-assign-release",
        /// Field.
        AssignTo => "desk-assign-to",
        /// Button.
        AssignGo => "desk-assign-go",
        /// Somebody was quicker.
        AssignGone => "desk-assign-gone",
        /// Not chosen.
        AssignUnknown => "desk-assign-unknown",
        /// Somebody else looks after it.
        AnswerTaken {
            /// Part of the text.
            name: String,
        } => "desk-answer-taken",
        /// A person without a chat.
        InboxCall => "desk-inbox-call",
        /// Heading.
        CannedTitle => "desk-canned-title",
        /// What they are for.
        CannedAdvice => "desk-canned-advice",
        /// Field.
        CannedPick => "desk-canned-pick",
        /// Button.
        CannedInsert => "desk-canned-insert",
        /// None yet.
        CannedEmpty => "desk-canned-empty",
        /// What to do.
        CannedEmptyAdvice => "desk-canned-empty-advice",
        /// Field.
        CannedName => "desk-canned-name",
        /// Field.
        CannedText => "desk-canned-text",
        /// Field.
        CannedLocale => "desk-canned-locale",
        /// Heading.
        CannedNew => "desk-canned-new",
        /// Button.
        CannedSave => "desk-canned-save",
        /// Button.
        CannedDrop => "desk-canned-drop",
        /// Done.
        CannedSaved => "desk-canned-saved",
        /// Done.
        CannedDropped => "desk-canned-dropped",
        /// Wrong title.
        CannedBadTitle {
            /// Part of the text.
            most: usize,
        } => "desk-canned-bad-title",
        /// Wrong text.
        CannedBadText {
            /// Part of the text.
            most: usize,
        } => "desk-canned-bad-text",
        /// Title taken.
        CannedTaken => "desk-canned-taken",
    }
}
