//! The console's words about employers.

use super::super::messages;
use chrono::NaiveDate;

messages! {
    /// A text of the pages about employers.
    EmployerLabel {
        /// Search field.
        Search => "employers-search",
        /// Heading and button.
        New => "employers-new",
        /// Heading and button.
        ByFile => "employers-by-file",
        /// Empty list.
        ListEmpty => "employers-list-empty",
        /// What to do.
        ListEmptyAdvice => "employers-list-empty-advice",
        /// What to do.
        NoneMatchAdvice => "employers-none-match-advice",
        /// Done.
        Imported {
            /// Employers entered.
            new: i64,
            /// Employers changed.
            changed: i64,
        } => "employers-imported",
        /// Column and field.
        Zone => "employers-zone",
        /// Hint.
        ZoneHint => "employers-zone-hint",
        /// Error.
        ZoneLong => "employers-zone-long",
        /// Column and field.
        Listing => "employers-listing",
        /// Tick.
        ListedTick => "employers-listed-tick",
        /// Hint.
        ListedHint => "employers-listed-hint",
        /// Word and filter.
        ListedYes => "employers-listed-yes",
        /// Word.
        ListedNo => "employers-listed-no",
        /// Word.
        ListedNotNow => "employers-listed-not-now",
        /// Filter.
        FilterListed => "employers-filter-listed",
        /// Filter.
        FilterUnlisted => "employers-filter-unlisted",
        /// Field.
        FirstDay => "employers-first-day",
        /// Field.
        LastDay => "employers-last-day",
        /// Days.
        DaysFrom {
            /// First day.
            from: NaiveDate,
        } => "employers-days-from",
        /// Days.
        DaysThrough {
            /// Last day.
            last: NaiveDate,
        } => "employers-days-through",
        /// Days.
        DaysBetween {
            /// First day.
            from: NaiveDate,
            /// Last day.
            last: NaiveDate,
        } => "employers-days-between",
        /// Error.
        DayWrong => "employers-day-wrong",
        /// Error.
        DaysTurned => "employers-days-turned",
        /// Amount.
        Registered => "employers-registered",
        /// Amount.
        Confirmed => "employers-confirmed",
        /// Amount.
        Waiting => "employers-waiting",
        /// Amount.
        Seats => "employers-seats",
        /// Field.
        Name => "employers-name",
        /// Hint.
        NameHint => "employers-name-hint",
        /// Error.
        NameWrong => "employers-name-wrong",
        /// Error.
        NameTaken {
            /// The other's name.
            name: String,
        } => "employers-name-taken",
        /// Option.
        DistrictChoose => "employers-district-choose",
        /// Error.
        DistrictWrong => "employers-district-wrong",
        /// Button.
        Edit => "employers-edit",
        /// Button.
        Save => "employers-save",
        /// Done.
        Saved => "employers-saved",
        /// Error.
        Changed => "employers-changed",
        /// Heading.
        Invitation => "employers-invitation",
        /// What it is.
        InvitationAdvice => "employers-invitation-advice",
        /// Name of a link.
        LinkWeb => "employers-link-web",
        /// Button.
        LinkRenew => "employers-link-renew",
        /// What happens.
        LinkRenewAdvice => "employers-link-renew-advice",
        /// Done.
        LinkRenewed => "employers-link-renewed",
        /// Not done.
        LinkChanged => "employers-link-changed",
        /// Button.
        QrWeb => "employers-qr-web",
        /// Button.
        QrTelegram => "employers-qr-telegram",
        /// Heading and button.
        Poster => "employers-poster",
        /// Hint.
        PosterHow => "employers-poster-how",
        /// On the poster.
        PosterTitle => "employers-poster-title",
        /// For screen readers.
        PosterQr => "employers-poster-qr",
        /// On the poster.
        PosterScan => "employers-poster-scan",
        /// On the poster.
        PosterTelegram => "employers-poster-telegram",
        /// On the poster.
        PosterStepScan => "employers-poster-step-scan",
        /// On the poster.
        PosterStepAnswer => "employers-poster-step-answer",
        /// On the poster.
        PosterStepTicket => "employers-poster-step-ticket",
        /// Column.
        Contact => "employers-contact",
        /// Heading.
        Contacts => "employers-contacts",
        /// Nobody.
        ContactsNone => "employers-contacts-none",
        /// Error.
        ContactsMost {
            /// How many.
            most: usize,
        } => "employers-contacts-most",
        /// Button.
        ContactAdd => "employers-contact-add",
        /// Done.
        ContactSaved => "employers-contact-saved",
        /// Done.
        ContactRemoved => "employers-contact-removed",
        /// Button.
        Change => "employers-change",
        /// Button.
        Remove => "employers-remove",
        /// Button.
        Reveal => "employers-reveal",
        /// Field.
        PersonName => "employers-person-name",
        /// Field.
        PersonRole => "employers-person-role",
        /// Error.
        PersonWrong => "employers-person-wrong",
        /// Error.
        RoleWrong => "employers-role-wrong",
        /// Field.
        Phone => "employers-phone",
        /// Hint.
        PhoneHint => "employers-phone-hint",
        /// Hint.
        PhoneKeep => "employers-phone-keep",
        /// Error.
        PhoneWrong => "employers-phone-wrong",
        /// Error.
        PhoneTaken => "employers-phone-taken",
        /// Heading.
        Helpers => "employers-helpers",
        /// What they are.
        HelpersAdvice => "employers-helpers-advice",
        /// Hint.
        HelpersEmpty => "employers-helpers-empty",
        /// Done.
        HelpersSaved => "employers-helpers-saved",
        /// Error.
        HelperTwice => "employers-helper-twice",
        /// Duty.
        CountyOfficer => "employers-county-officer",
        /// Duty.
        TownshipLeader => "employers-township-leader",
        /// Duty.
        GridMember => "employers-grid-member",
        /// What it does.
        FileIntro => "employers-file-intro",
        /// Button.
        TemplateXlsx => "employers-template-xlsx",
        /// Button.
        TemplateCsv => "employers-template-csv",
        /// Field.
        FileField => "employers-file-field",
        /// Button.
        FileLook => "employers-file-look",
        /// Error.
        FileNone => "employers-file-none",
        /// Error.
        FileBad {
            /// Why.
            why: String,
        } => "employers-file-bad",
        /// Error.
        FileNoHeader => "employers-file-no-header",
        /// Error.
        FileNoRows => "employers-file-no-rows",
        /// Error.
        FileTooMany {
            /// How many.
            most: usize,
        } => "employers-file-too-many",
        /// What a file holds.
        FileRows {
            /// How many.
            new: usize,
            /// How many.
            changed: usize,
            /// How many.
            same: usize,
            /// How many.
            bad: usize,
        } => "employers-file-rows",
        /// What to do.
        FileMend => "employers-file-mend",
        /// Button.
        FileAccept {
            /// How many.
            count: usize,
        } => "employers-file-accept",
        /// Column.
        ColRow => "employers-col-row",
        /// Column.
        ColOutcome => "employers-col-outcome",
        /// Error.
        CellError {
            /// Which.
            cell: String,
            /// Its heading.
            column: String,
            /// Why.
            why: String,
        } => "employers-cell-error",
        /// Outcome.
        RowNew => "employers-row-new",
        /// Outcome.
        RowChanged => "employers-row-changed",
        /// Outcome.
        RowSame => "employers-row-same",
        /// Error.
        FileTwice => "employers-file-twice",
        /// Error.
        FileOther => "employers-file-other",
        /// Error.
        FileFlag => "employers-file-flag",
    }
}
