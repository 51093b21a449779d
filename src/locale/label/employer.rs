//! The console's words about employers.

use super::super::messages;
use chrono::NaiveDate;

messages! {
    /// A text of the pages about employers.
    EmployerLabel {
        /// Search field.
        Search => "employer-search",
        /// Heading and button.
        New => "employer-new",
        /// Heading and button.
        ByFile => "employer-by-file",
        /// Empty list.
        ListEmpty => "employer-list-empty",
        /// What to do.
        ListEmptyAdvice => "employer-list-empty-advice",
        /// What to do.
        NoneMatchAdvice => "employer-none-match-advice",
        /// Done.
        Imported {
            /// Employers entered.
            new: i64,
            /// Employers changed.
            changed: i64,
        } => "employer-imported",
        /// Column and field.
        Zone => "employer-zone",
        /// Hint.
        ZoneHint => "employer-zone-hint",
        /// Error.
        ZoneLong => "employer-zone-long",
        /// Column and field.
        Listing => "employer-listing",
        /// Tick.
        ListedTick => "employer-listed-tick",
        /// Hint.
        ListedHint => "employer-listed-hint",
        /// Word and filter.
        ListedYes => "employer-listed-yes",
        /// Word.
        ListedNo => "employer-listed-no",
        /// Word.
        ListedNotNow => "employer-listed-not-now",
        /// Filter.
        FilterListed => "employer-filter-listed",
        /// Filter.
        FilterUnlisted => "employer-filter-unlisted",
        /// Field.
        FirstDay => "employer-first-day",
        /// Field.
        LastDay => "employer-last-day",
        /// Days.
        DaysFrom {
            /// First day.
            from: NaiveDate,
        } => "employer-days-from",
        /// Days.
        DaysThrough {
            /// Last day.
            last: NaiveDate,
        } => "employer-days-through",
        /// Days.
        DaysBetween {
            /// First day.
            from: NaiveDate,
            /// Last day.
            last: NaiveDate,
        } => "employer-days-between",
        /// Error.
        DayWrong => "employer-day-wrong",
        /// Error.
        DaysTurned => "employer-days-turned",
        /// Amount.
        Registered => "employer-registered",
        /// Amount.
        Confirmed => "employer-confirmed",
        /// Amount.
        Waiting => "employer-waiting",
        /// Amount.
        Seats => "employer-seats",
        /// Field.
        Name => "employer-name",
        /// Hint.
        NameHint => "employer-name-hint",
        /// Error.
        NameWrong => "employer-name-wrong",
        /// Error.
        NameTaken {
            /// The other's name.
            name: String,
        } => "employer-name-taken",
        /// Option.
        DistrictChoose => "employer-district-choose",
        /// Error.
        DistrictWrong => "employer-district-wrong",
        /// Button.
        Edit => "employer-edit",
        /// Button.
        Save => "employer-save",
        /// Done.
        Saved => "employer-saved",
        /// Error.
        Changed => "employer-changed",
        /// Heading.
        Invitation => "employer-invitation",
        /// What it is.
        InvitationAdvice => "employer-invitation-advice",
        /// Name of a link.
        LinkWeb => "employer-link-web",
        /// Button.
        LinkRenew => "employer-link-renew",
        /// What happens.
        LinkRenewAdvice => "employer-link-renew-advice",
        /// Done.
        LinkRenewed => "employer-link-renewed",
        /// Not done.
        LinkChanged => "employer-link-changed",
        /// Button.
        QrWeb => "employer-qr-web",
        /// Button.
        QrTelegram => "employer-qr-telegram",
        /// Heading and button.
        Poster => "employer-poster",
        /// Hint.
        PosterHow => "employer-poster-how",
        /// On the poster.
        PosterTitle => "employer-poster-title",
        /// For screen readers.
        PosterQr => "employer-poster-qr",
        /// On the poster.
        PosterScan => "employer-poster-scan",
        /// On the poster.
        PosterTelegram => "employer-poster-telegram",
        /// On the poster.
        PosterStepScan => "employer-poster-step-scan",
        /// On the poster.
        PosterStepAnswer => "employer-poster-step-answer",
        /// On the poster.
        PosterStepTicket => "employer-poster-step-ticket",
        /// Column.
        Contact => "employer-contact",
        /// Heading.
        Contacts => "employer-contacts",
        /// Nobody.
        ContactsNone => "employer-contacts-none",
        /// Error.
        ContactsMost {
            /// How many.
            most: usize,
        } => "employer-contacts-most",
        /// Button.
        ContactAdd => "employer-contact-add",
        /// Done.
        ContactSaved => "employer-contact-saved",
        /// Done.
        ContactRemoved => "employer-contact-removed",
        /// Button.
        Change => "employer-change",
        /// Button.
        Remove => "employer-remove",
        /// Button.
        Reveal => "employer-reveal",
        /// Field.
        PersonName => "employer-person-name",
        /// Field.
        PersonRole => "employer-person-role",
        /// Error.
        PersonWrong => "employer-person-wrong",
        /// Error.
        RoleWrong => "employer-role-wrong",
        /// Field.
        Phone => "employer-phone",
        /// Hint.
        PhoneHint => "employer-phone-hint",
        /// Hint.
        PhoneKeep => "employer-phone-keep",
        /// Error.
        PhoneWrong => "employer-phone-wrong",
        /// Error.
        PhoneTaken => "employer-phone-taken",
        /// Heading.
        Helpers => "employer-helpers",
        /// What they are.
        HelpersAdvice => "employer-helpers-advice",
        /// Hint.
        HelpersEmpty => "employer-helpers-empty",
        /// Done.
        HelpersSaved => "employer-helpers-saved",
        /// Error.
        HelperTwice => "employer-helper-twice",
        /// Duty.
        CountyOfficer => "employer-county-officer",
        /// Duty.
        TownshipLeader => "employer-township-leader",
        /// Duty.
        GridMember => "employer-grid-member",
        /// What it does.
        FileIntro => "employer-file-intro",
        /// Button.
        TemplateXlsx => "employer-template-xlsx",
        /// Button.
        TemplateCsv => "employer-template-csv",
        /// Field.
        FileField => "employer-file-field",
        /// Button.
        FileLook => "employer-file-look",
        /// Error.
        FileNone => "employer-file-none",
        /// Error.
        FileBad {
            /// Why.
            why: String,
        } => "employer-file-bad",
        /// Error.
        FileNoHeader => "employer-file-no-header",
        /// Error.
        FileNoRows => "employer-file-no-rows",
        /// Error.
        FileTooMany {
            /// How many.
            most: usize,
        } => "employer-file-too-many",
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
        } => "employer-file-rows",
        /// What to do.
        FileMend => "employer-file-mend",
        /// Button.
        FileAccept {
            /// How many.
            count: usize,
        } => "employer-file-accept",
        /// Column.
        ColRow => "employer-col-row",
        /// Column.
        ColOutcome => "employer-col-outcome",
        /// Error.
        CellError {
            /// Which.
            cell: String,
            /// Its heading.
            column: String,
            /// Why.
            why: String,
        } => "employer-cell-error",
        /// Outcome.
        RowNew => "employer-row-new",
        /// Outcome.
        RowChanged => "employer-row-changed",
        /// Outcome.
        RowSame => "employer-row-same",
        /// Error.
        FileTwice => "employer-file-twice",
        /// Error.
        FileOther => "employer-file-other",
        /// Error.
        FileFlag => "employer-file-flag",
    }
}
