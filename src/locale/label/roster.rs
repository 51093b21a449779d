//! The console's words about rosters.

use super::super::messages;
use crate::domain::time::Timestamp;

messages! {
    /// A text of the pages about rosters.
    RosterLabel {
        /// Heading.
        UploadTitle => "roster-upload-title",
        /// What a file needs.
        UploadAdvice => "roster-upload-advice",
        /// Field.
        UploadFile => "roster-upload-file",
        /// Limits.
        UploadHint {
            /// How many.
            megabytes: usize,
            /// How many.
            rows: usize,
        } => "roster-upload-hint",
        /// Button.
        UploadButton => "roster-upload-button",
        /// Error.
        UploadMissing => "roster-upload-missing",
        /// Heading.
        PreviewTitle {
            /// The value.
            file: String,
        } => "roster-preview-title",
        /// Progress.
        ReadingNow {
            /// How many, or which.
            rows: i64,
        } => "roster-reading-now",
        /// It was cut off.
        ReadingBroke => "roster-reading-broke",
        /// Link.
        UploadAgain => "roster-upload-again",
        /// Filter.
        KindAll => "roster-kind-all",
        /// Filter.
        KindMatched => "roster-kind-matched",
        /// Filter.
        KindNew => "roster-kind-new",
        /// Filter.
        KindDuplicate => "roster-kind-duplicate",
        /// Filter.
        KindListed => "roster-kind-listed",
        /// Filter.
        KindWrong => "roster-kind-wrong",
        /// Name of the filter.
        FilterRows => "roster-filter-rows",
        /// Remark.
        SameAs {
            /// How many, or which.
            row: i64,
        } => "roster-same-as",
        /// Remark.
        PassedOver {
            /// How many.
            count: usize,
            /// The value.
            rows: String,
        } => "roster-passed-over",
        /// Remark.
        OtherSheets {
            /// The value.
            sheet: String,
            /// The value.
            sheets: String,
        } => "roster-other-sheets",
        /// Button.
        AcceptButton {
            /// How many, or which.
            count: i64,
        } => "roster-accept-button",
        /// Note.
        AcceptLeaves {
            /// How many, or which.
            count: i64,
        } => "roster-accept-leaves",
        /// Note.
        AcceptNothing => "roster-accept-nothing",
        /// Button.
        Discard => "roster-discard",
        /// Done.
        Accepted {
            /// How many, or which.
            count: i64,
        } => "roster-accepted",
        /// Done.
        Fixed => "roster-fixed",
        /// Error.
        StillWrong => "roster-still-wrong",
        /// Button.
        FixButton => "roster-fix-button",
        /// Button for screen readers.
        FixRow {
            /// How many, or which.
            row: i64,
        } => "roster-fix-row",
        /// Link.
        MarkedDownload => "roster-marked-download",
        /// Column.
        ColRow => "roster-col-row",
        /// Column.
        ColRemark => "roster-col-remark",
        /// Error at a cell.
        CellFault {
            /// The value.
            cell: String,
            /// The value.
            fault: String,
        } => "roster-cell-fault",
        /// Error.
        FaultMissing => "roster-fault-missing",
        /// Error.
        FaultRounded => "roster-fault-rounded",
        /// Error.
        FaultTwoPeople => "roster-fault-two-people",
        /// Error.
        FaultNameLong {
            /// How many.
            most: usize,
        } => "roster-fault-name-long",
        /// Error.
        FaultName => "roster-fault-name",
        /// Error.
        FaultIdLength {
            /// How many.
            digits: usize,
        } => "roster-fault-id-length",
        /// Error.
        FaultIdFifteen => "roster-fault-id-fifteen",
        /// Error.
        FaultIdDigits => "roster-fault-id-digits",
        /// Error.
        FaultIdWrong => "roster-fault-id-wrong",
        /// Error.
        FaultIdYoung {
            /// Years.
            age: u8,
        } => "roster-fault-id-young",
        /// Error.
        FaultMobile => "roster-fault-mobile",
        /// Refusal.
        SheetTooLarge => "roster-sheet-too-large",
        /// Refusal.
        SheetTooManyRows {
            /// How many.
            rows: usize,
        } => "roster-sheet-too-many-rows",
        /// Refusal.
        SheetTooWide {
            /// The value.
            place: String,
        } => "roster-sheet-too-wide",
        /// Refusal.
        SheetLongCell {
            /// The value.
            place: String,
        } => "roster-sheet-long-cell",
        /// Refusal.
        SheetOld => "roster-sheet-old",
        /// Refusal.
        SheetProtected => "roster-sheet-protected",
        /// Refusal.
        SheetNotATable => "roster-sheet-not-a-table",
        /// Refusal.
        SheetDamaged {
            /// The value.
            place: String,
        } => "roster-sheet-damaged",
        /// Refusal.
        SheetEncoding => "roster-sheet-encoding",
        /// Refusal.
        SheetEmpty => "roster-sheet-empty",
        /// Refusal.
        SheetNoHeads => "roster-sheet-no-heads",
        /// Refusal.
        SheetNoIds {
            /// The value.
            place: String,
        } => "roster-sheet-no-ids",
        /// Refusal.
        SheetNoNames {
            /// The value.
            place: String,
        } => "roster-sheet-no-names",
        /// Stage.
        StageNone => "roster-stage-none",
        /// Stage.
        StageDeclared => "roster-stage-declared",
        /// Stage.
        StageScreened => "roster-stage-screened",
        /// Stage.
        StageApproved => "roster-stage-approved",
        /// Stage.
        StageReturned => "roster-stage-returned",
        /// Stage.
        StageConfirmed => "roster-stage-confirmed",
        /// Stage.
        StageLocked => "roster-stage-locked",
        /// Button.
        StepScreen => "roster-step-screen",
        /// Button.
        StepApprove => "roster-step-approve",
        /// Button.
        StepReturn => "roster-step-return",
        /// Button.
        StepConfirm => "roster-step-confirm",
        /// Button.
        StepLock => "roster-step-lock",
        /// Button.
        StepUnlock => "roster-step-unlock",
        /// Field.
        Remarks => "roster-remarks",
        /// Error.
        RemarksNeeded => "roster-remarks-needed",
        /// Error.
        StageMoved => "roster-stage-moved",
        /// Error.
        StageWaiting => "roster-stage-waiting",
        /// Done.
        StageDone => "roster-stage-done",
        /// Error.
        RosterIsLocked => "roster-roster-is-locked",
        /// Link.
        Manifest => "roster-manifest",
        /// Link.
        DeclaredLink {
            /// How many, or which.
            count: i64,
        } => "roster-declared-link",
        /// Heading.
        DeclaredTitle => "roster-declared-title",
        /// Empty.
        DeclaredEmpty => "roster-declared-empty",
        /// Empty.
        DeclaredEmptyAdvice => "roster-declared-empty-advice",
        /// Button.
        Strike => "roster-strike",
        /// Button for screen readers.
        StrikeNamed {
            /// The value.
            name: String,
        } => "roster-strike-named",
        /// Done.
        Struck => "roster-struck",
        /// Column.
        ColDeclared => "roster-col-declared",
        /// Reminder.
        WaitingNote {
            /// How many, or which.
            count: i64,
            /// When.
            when: Timestamp,
        } => "roster-waiting-note",
        /// Reminder.
        OverdueNote {
            /// How many, or which.
            count: i64,
        } => "roster-overdue-note",
        /// Deadline.
        DueAt {
            /// When.
            when: Timestamp,
        } => "roster-due-at",
        /// Deadline.
        Overdue => "roster-overdue",
        /// Column.
        ColStage => "roster-col-stage",
        /// Column.
        ColOverdue => "roster-col-overdue",
        /// Link.
        Replace => "roster-replace",
        /// Heading.
        ReplaceNamed {
            /// The value.
            name: String,
        } => "roster-replace-named",
        /// What it does.
        ReplaceAdvice => "roster-replace-advice",
        /// Done.
        ReplaceDone => "roster-replace-done",
        /// Done.
        ReplaceSeat => "roster-replace-seat",
        /// Done.
        ReplaceKept => "roster-replace-kept",
        /// Error.
        ReplaceSame => "roster-replace-same",
        /// Error.
        ReplaceMobile => "roster-replace-mobile",
        /// Error.
        ReplaceHasSeat => "roster-replace-has-seat",
        /// Error.
        ReplaceOnBoard => "roster-replace-on-board",
        /// Error.
        ReplaceLacks => "roster-replace-lacks",
        /// Error.
        ReplaceGone => "roster-replace-gone",
        /// Column.
        ColNumber => "roster-col-number",
        /// Column.
        ColSeat => "roster-col-seat",
        /// Column.
        ColDeparts => "roster-col-departs",
        /// Error.
        UploadBusy => "roster-upload-busy",
    }
}
