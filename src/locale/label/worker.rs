//! The console's words about one worker.

use super::super::messages;

messages! {
    /// A text of the page of one worker.
    WorkerLabel {
        /// Fact.
        WorkerSeat => "console-worker-seat",
        /// Fact.
        WorkerLine => "console-worker-line",
        /// People in front.
        WorkerAhead {
            /// How many.
            ahead: i64,
        } => "console-worker-ahead",
        /// Fact.
        WorkerLacks => "console-worker-lacks",
        /// Field.
        WorkerWhy => "console-worker-why",
        /// No reason.
        WorkerReason => "console-worker-reason",
        /// Button.
        WorkerSave => "console-worker-save",
        /// Heading.
        WorkerClassTitle => "console-worker-class-title",
        /// Field.
        WorkerClass => "console-worker-class",
        /// Class.
        ClassMedical => "console-class-medical",
        /// Class.
        ClassPregnant => "console-class-pregnant",
        /// Class.
        ClassKeyEmployer => "console-class-key-employer",
        /// Class.
        ClassOrdinary => "console-class-ordinary",
        /// Done.
        WorkerClassSet => "console-worker-class-set",
        /// Heading.
        WorkerWaiveTitle => "console-worker-waive-title",
        /// Field.
        WorkerTrip => "console-worker-trip",
        /// Field.
        WorkerRequirement => "console-worker-requirement",
        /// Done.
        WorkerWaived => "console-worker-waived",
        /// This one is never waived.
        WorkerNeverWaived => "console-worker-never-waived",
        /// Heading.
        WorkerNameTitle => "console-worker-name-title",
        /// Field.
        WorkerName => "console-worker-name",
        /// Not a name.
        WorkerNameWrong => "console-worker-name-wrong",
        /// Done.
        WorkerNameSet => "console-worker-name-set",
    }
}
