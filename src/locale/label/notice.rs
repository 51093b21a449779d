//! The console's words about notices.

use super::super::messages;
use crate::domain::language::Locale;
use crate::domain::letter::Construct;
use crate::domain::time::Timestamp;

messages! {
    /// A text of the pages about notices.
    NoticeLabel {
        /// Column.
        ColNotice => "console-col-notice",
        /// Column.
        ColWritten => "console-col-written",
        /// What notices are.
        NoticesIntro => "console-notices-intro",
        /// Button and heading.
        NoticeNew => "console-notice-new",
        /// Heading.
        NoticeEdit => "console-notice-edit",
        /// There are none.
        NoNotices => "console-no-notices",
        /// What to do.
        NoNoticesAdvice => "console-no-notices-advice",
        /// A notice without words.
        NoticeUntitled => "console-notice-untitled",
        /// Quiet hours hold a notice back.
        HeldUntil {
            /// When it goes on.
            until: Timestamp,
        } => "console-held-until",
        /// A notice has paused by itself.
        PausedBecause {
            /// The server's words.
            reason: String,
        } => "console-paused-because",
        /// Who wrote it.
        Author => "console-author",
        /// Who approved it.
        Approver => "console-approver",
        /// Heading.
        AudienceTitle => "console-audience-title",
        /// How the filters work.
        AudienceAdvice => "console-audience-advice",
        /// Field.
        StatusTitle => "console-status-title",
        /// Field.
        HealthCodeTitle => "console-health-code-title",
        /// How to search.
        OriginHint => "console-origin-hint",
        /// How to search.
        EmployerHint => "console-employer-hint",
        /// Heading.
        Texts => "console-texts",
        /// Which languages are needed.
        TextsAdvice => "console-texts-advice",
        /// May be left empty.
        Optional => "console-optional",
        /// Field.
        Heading => "console-heading",
        /// Field.
        Text => "console-text",
        /// Counter.
        Characters {
            /// Characters written.
            length: usize,
            /// Most characters.
            most: usize,
        } => "console-characters",
        /// Error.
        TextNeeded => "console-text-needed",
        /// Refusal.
        TextMissing => "console-text-missing",
        /// Above a form with errors.
        LookAgain => "console-look-again",
        /// Button.
        SaveDraft => "console-save-draft",
        /// Button.
        CheckStep => "console-check-step",
        /// Button.
        Edit => "console-edit",
        /// Done.
        DoneSaved => "console-done-saved",
        /// How many it reaches.
        ReachPeople {
            /// How many.
            count: i64,
        } => "console-reach-people",
        /// Left out.
        ReachOptedOut {
            /// How many.
            count: i64,
        } => "console-reach-opted-out",
        /// Left out.
        ReachBlocked {
            /// How many.
            count: i64,
        } => "console-reach-blocked",
        /// Heading.
        Previews => "console-previews",
        /// Heading of a preview.
        ReadersOf {
            /// Name of the language.
            language: String,
        } => "console-readers-of",
        /// Which language they get instead.
        FallbackTo {
            /// Name of the language.
            language: String,
        } => "console-fallback-to",
        /// Nothing written.
        NoTextYet => "console-no-text-yet",
        /// Why one cannot approve.
        OwnNotice => "console-own-notice",
        /// It waits.
        AwaitsApproval => "console-awaits-approval",
        /// Before approving.
        ApproveAdvice {
            /// Name of the author.
            author: String,
        } => "console-approve-advice",
        /// Button.
        ActApprove => "console-act-approve",
        /// Button.
        ActSend => "console-act-send",
        /// Button.
        ActPause => "console-act-pause",
        /// Button.
        ActResume => "console-act-resume",
        /// Button.
        ActCancel => "console-act-cancel",
        /// Discloses the button.
        CancelStep => "console-cancel-step",
        /// What cancelling does.
        CancelAdvice => "console-cancel-advice",
        /// What cancelling does once it goes out.
        CancelRunningAdvice => "console-cancel-running-advice",
        /// A clerk cannot.
        OnlyAdminSends => "console-only-admin-sends",
        /// A clerk cannot.
        OnlyAdminPauses => "console-only-admin-pauses",
        /// Refusal.
        NotInThisState => "console-not-in-this-state",
        /// The moment chosen is not in the future.
        MomentPassed => "console-moment-passed",
        /// Refusal.
        ChangedMeanwhile => "console-changed-meanwhile",
        /// Name of the bar.
        Progress => "console-progress",
        /// How far it has come.
        SettledOf {
            /// People with an outcome.
            settled: i64,
            /// All people.
            all: i64,
        } => "console-settled-of",
        /// Name of the table.
        Outcomes => "console-outcomes",
        /// Outcome.
        OutcomeSent => "console-outcome-sent",
        /// Outcome.
        OutcomeWaiting => "console-outcome-waiting",
        /// Outcome.
        OutcomeFailed => "console-outcome-failed",
        /// Outcome.
        OutcomeUnknown => "console-outcome-unknown",
        /// Outcome.
        OutcomeExcluded => "console-outcome-excluded",
        /// Left out, without saying why.
        OutcomeLeftOut => "console-outcome-left-out",
        /// All outcomes together.
        OutcomeAll => "console-outcome-all",
        /// Why people were left without a message.
        Reasons => "console-reasons",
        /// Reason.
        ReasonBlocked => "console-reason-blocked",
        /// Reason.
        ReasonDeactivated => "console-reason-deactivated",
        /// Reason.
        ReasonNotFound => "console-reason-not-found",
        /// Reason.
        ReasonOptedOut => "console-reason-opted-out",
        /// Tries once more whom a notice failed to reach.
        ActRetry {
            /// How many.
            count: i64,
        } => "console-act-retry",
        /// When sending began.
        Started => "console-started",
        /// When it was over.
        Finished => "console-finished",
        /// When it will start by itself.
        Starts => "console-starts",
        /// It starts by itself.
        StartsAt {
            /// When.
            when: Timestamp,
        } => "console-starts-at",
        /// Column.
        ColWhen => "console-col-when",
        /// Heading.
        OptionsTitle => "console-options-title",
        /// Field.
        ButtonsTitle => "console-buttons-title",
        /// Button of a notice.
        ButtonRegister => "console-button-register",
        /// Button of a notice.
        ButtonReadMore => "console-button-read-more",
        /// Button of a notice.
        ButtonStop => "console-button-stop",
        /// A notice without buttons.
        NoButtons => "console-no-buttons",
        /// Field.
        ReadMoreAddress => "console-read-more-address",
        /// What it must be.
        ReadMoreHint => "console-read-more-hint",
        /// Field.
        DoubtTitle => "console-doubt-title",
        /// When that happens.
        DoubtHint => "console-doubt-hint",
        /// Choice.
        DoubtResend => "console-doubt-resend",
        /// Choice.
        DoubtHold => "console-doubt-hold",
        /// Field.
        QuietTitle => "console-quiet-title",
        /// Choice.
        QuietHouse {
            /// When they begin.
            from: String,
            /// When they end.
            until: String,
        } => "console-quiet-house",
        /// Choice where the house has no quiet hours.
        QuietHouseNone => "console-quiet-house-none",
        /// Choice.
        QuietOwn => "console-quiet-own",
        /// Own quiet hours.
        QuietBetween {
            /// When they begin.
            from: String,
            /// When they end.
            until: String,
        } => "console-quiet-between",
        /// Choice.
        QuietNone => "console-quiet-none",
        /// Field.
        QuietFrom => "console-quiet-from",
        /// Field.
        QuietUntil => "console-quiet-until",
        /// Error.
        QuietBad => "console-quiet-bad",
        /// How to mark text.
        MarkdownHelp => "console-markdown-help",
        /// How to write placeholders.
        PlaceholderHelp => "console-placeholder-help",
        /// Between groups of an audience.
        Or => "console-or",
        /// Between values of which one is enough.
        ListOr => "console-list-or",
        /// An audience without conditions.
        GroupEveryone => "console-group-everyone",
        /// Above the conditions of the only group.
        GroupAll => "console-group-all",
        /// Above the conditions of one of several groups.
        GroupAllOf {
            /// Which group, from 1.
            number: usize,
        } => "console-group-all-of",
        /// Error.
        GroupEmpty => "console-group-empty",
        /// Button.
        AddGroup => "console-add-group",
        /// What groups are for.
        AddGroupHint => "console-add-group-hint",
        /// Button.
        DropGroup => "console-drop-group",
        /// Field for screen readers.
        ConditionKind => "console-condition-kind",
        /// Button.
        AddCondition => "console-add-condition",
        /// Button.
        DropCondition => "console-drop-condition",
        /// Error.
        ConditionEmpty => "console-condition-empty",
        /// A condition that must not hold, with its values.
        ConditionNot {
            /// What it is about.
            name: String,
            /// The values.
            values: String,
        } => "console-condition-not",
        /// Field for screen readers.
        IsOrNot => "console-is-or-not",
        /// Choice.
        Is => "console-is",
        /// Choice.
        IsNot => "console-is-not",
        /// Error.
        PickSome => "console-pick-some",
        /// Error.
        NothingFound => "console-nothing-found",
        /// Heading of several matches.
        MatchesSome => "console-matches-some",
        /// Kind of condition.
        KindDistrict => "console-kind-district",
        /// Kind of condition.
        KindSeen => "console-kind-seen",
        /// Kind of condition.
        KindList => "console-kind-list",
        /// Words before the number of days.
        SeenBefore => "console-seen-before",
        /// Words after the number of days.
        SeenAfter => "console-seen-after",
        /// A condition.
        SeenWithin {
            /// How many days.
            days: String,
        } => "console-seen-within",
        /// A condition.
        NotSeenWithin {
            /// How many days.
            days: String,
        } => "console-not-seen-within",
        /// Error.
        DaysRange {
            /// Most days.
            most: u32,
        } => "console-days-range",
        /// Where the count will stand.
        CountHint => "console-count-hint",
        /// The audience is unfinished.
        CountPending => "console-count-pending",
        /// An audience without people.
        ReachNobody => "console-reach-nobody",
        /// Discloses some of the audience.
        SampleTitle {
            /// How many.
            count: usize,
        } => "console-sample-title",
        /// Name of the buttons for screen readers.
        NextStep => "console-next-step",
        /// Field.
        Moment => "console-moment",
        /// Which clock.
        MomentHint => "console-moment-hint",
        /// Error.
        MomentNeeded => "console-moment-needed",
        /// Button.
        ActSchedule => "console-act-schedule",
        /// Button.
        ActReschedule => "console-act-reschedule",
        /// Sends it to the own chat.
        ActTest => "console-act-test",
        /// What that does.
        TestAdvice => "console-test-advice",
        /// There is no own chat yet.
        TestNoChat => "console-test-no-chat",
        /// Done.
        DoneTested => "console-done-tested",
        /// Done.
        DoneScheduled => "console-done-scheduled",
        /// How many may have arrived twice.
        Doubtful {
            /// How many.
            count: i64,
        } => "console-doubtful",
        /// A language, for use within others.
        LanguageOf { language: Locale } => "console-language-of",
        /// A language has a heading only.
        RefusedEmptyText { language: Locale } => "console-refused-empty-text",
        /// A heading too long.
        RefusedLongTitle { language: Locale, length: usize, most: usize } => "console-refused-long-title",
        /// A text too long with the longest values in place of its placeholders.
        RefusedLongText { language: Locale, length: usize, most: usize } => "console-refused-long-text",
        /// Markup that cannot be sent.
        RefusedMarkup { language: Locale, what: Construct, text: String } => "console-refused-markup",
        /// A placeholder that does not exist.
        RefusedPlaceholder { language: Locale, name: String } => "console-refused-placeholder",
        /// A placeholder without the words for others.
        RefusedNoWords { language: Locale, name: String } => "console-refused-no-words",
        /// A brace that begins nothing.
        RefusedBrace { language: Locale } => "console-refused-brace",
        /// A link in the text that is none.
        RefusedLink { language: Locale, address: String } => "console-refused-link",
        /// A link without words.
        RefusedEmptyLink { language: Locale, address: String } => "console-refused-empty-link",
        /// Too much formatting.
        RefusedMarks { language: Locale, count: usize, most: usize } => "console-refused-marks",
        /// The button to read more lacks its page.
        RefusedNoAddress => "console-refused-no-address",
        /// That is no page.
        RefusedAddress { address: String } => "console-refused-address",
        /// The same button twice.
        RefusedButtonTwice => "console-refused-button-twice",
        /// Nothing in the file.
        RefusedEmptyFile => "console-refused-empty-file",
        /// Neither picture nor PDF.
        RefusedFileKind => "console-refused-file-kind",
        /// Too large a file.
        RefusedLargeFile { most: i64 } => "console-refused-large-file",
        /// Button.
        Upload => "console-upload",
        /// Field.
        FileTitle => "console-file-title",
        /// What it may be.
        FileHint => "console-file-hint",
        /// Button.
        FileTakeOut => "console-file-take-out",
        /// Above a preview for a reader of whom nothing is known.
        PreviewUnknown => "console-preview-unknown",
        /// No list is chosen yet.
        ListChoose => "console-list-choose",
        /// How many are on a list.
        ListPeople {
            /// How many.
            count: i64,
        } => "console-list-people",
        /// Field.
        ListUpload => "console-list-upload",
        /// What a list must be.
        ListHint => "console-list-hint",
        /// Error.
        ListNobody => "console-list-nobody",
        /// How many of a list can be written to.
        ListReached {
            /// How many.
            count: i64,
        } => "console-list-reached",
        /// What of the others.
        ListRest {
            /// Opted out or blocking us.
            left_out: i64,
            /// Not registered.
            unknown: i64,
        } => "console-list-rest",
        /// What was read.
        ListFigures {
            /// Rows.
            rows: i64,
            /// People, each once.
            people: i64,
            /// Rows for somebody again.
            duplicates: i64,
            /// Rows that say nothing.
            unreadable: i64,
        } => "console-list-figures",
        /// Discloses what could not be read.
        ListUnread {
            /// How many.
            count: usize,
        } => "console-list-unread",
        /// Where it is.
        ListCell {
            /// Column and row.
            cell: String,
        } => "console-list-cell",
        /// Where it is.
        ListRow {
            /// Row.
            row: i64,
        } => "console-list-row",
        /// Why.
        UnreadNothing => "console-unread-nothing",
        /// Why.
        UnreadMobile => "console-unread-mobile",
        /// Why.
        UnreadResidentId => "console-unread-resident-id",
        /// Why.
        UnreadRounded => "console-unread-rounded",
        /// Why a file is no list.
        SheetTooLarge => "console-sheet-too-large",
        /// Why a file is no list.
        SheetLongCell {
            /// Row.
            row: i64,
        } => "console-sheet-long-cell",
        /// Why a file is no list.
        SheetOldWorkbook => "console-sheet-old-workbook",
        /// Why a file is no list.
        SheetProtected => "console-sheet-protected",
        /// Why a file is no list.
        SheetNotATable => "console-sheet-not-a-table",
        /// Why a file is no list.
        SheetDamaged => "console-sheet-damaged",
        /// Why a file is no list.
        SheetEncoding => "console-sheet-encoding",
        /// Why a file is no list.
        SheetEmpty => "console-sheet-empty",
        /// Why a file is no list.
        SheetNoColumn => "console-sheet-no-column",
        /// Heading and link.
        Receipt => "console-receipt",
        /// When a receipt or report was drawn up.
        ReceiptAsOf => "console-receipt-as-of",
        /// What was approved, as a hash.
        ContentHash => "console-content-hash",
        /// Link.
        ReportDownload => "console-report-download",
        /// Column.
        ColPeople => "console-col-people",
        /// Why somebody still waits.
        UnderWay => "console-under-way",
        /// When it will have gone out.
        DoneBy {
            /// When.
            clock: String,
            /// How long that is.
            left: String,
        } => "console-done-by",
        /// Nobody can tell when it will have gone out.
        DoneUnknown => "console-done-unknown",
        /// What a chart shows.
        ChartTitle {
            /// Length of a stretch.
            minutes: i64,
            /// Most in one stretch.
            most: i64,
        } => "console-chart-title",
        /// How long something still takes.
        UnderAMinute => "console-under-a-minute",
        /// Title of the list of people whom a notice did not reach.
        FollowUp => "console-follow-up",
        /// What the list is about: the notice's first words, its hash, who made it and when.
        FollowUpOf {
            /// First words of the notice.
            notice: String,
            /// Hash of its approved texts, in hexadecimal.
            hash: String,
        } => "console-follow-up-of",
        /// Who made the list and when.
        FollowUpBy {
            /// Name of who made it.
            name: String,
            /// When.
            when: Timestamp,
        } => "console-follow-up-by",
        /// Column.
        ColAttempts => "console-col-attempts",
        /// Column.
        ColLastTry => "console-col-last-try",
        /// A person who never gave a number.
        NoNumber => "console-no-number",
        /// A person of whom nobody knows whether the message arrived.
        MaybeReached => "console-maybe-reached",
        /// Button.
        FollowUpDownload {
            /// How many people.
            count: i64,
        } => "console-follow-up-download",
        /// What downloading does.
        FollowUpAdvice => "console-follow-up-advice",
    }
}
