//! The console's words about trips, manifests, tickets and arrivals.

use super::super::messages;
use crate::domain::time::Timestamp;

messages! {
    /// A text of the pages about trips.
    TripLabel {
        /// Button and heading.
        TripNew => "trips-trip-new",
        /// Heading and button.
        TripEdit => "trips-trip-edit",
        /// Button and heading.
        TripsByFile => "trips-trips-by-file",
        /// Field.
        FilterState => "trips-filter-state",
        /// No filter.
        FilterAny => "trips-filter-any",
        /// Field.
        FilterDay => "trips-filter-day",
        /// Field.
        FilterDestination => "trips-filter-destination",
        /// Button.
        FilterGo => "trips-filter-go",
        /// Empty list.
        NoneMatch => "trips-none-match",
        /// What to do.
        NoneMatchAdvice => "trips-none-match-advice",
        /// Above the form.
        FormIntro => "trips-form-intro",
        /// Above a form with errors.
        LookAgain => "trips-look-again",
        /// Button.
        SaveDraft => "trips-save-draft",
        /// Button.
        CheckStep => "trips-check-step",
        /// Done.
        Checked => "trips-checked",
        /// Done, with something missing.
        CheckedDraft => "trips-checked-draft",
        /// Heading.
        Basics => "trips-basics",
        /// Field.
        Code => "trips-code",
        /// Advice.
        CodeHint => "trips-code-hint",
        /// Error.
        CodeWrong => "trips-code-wrong",
        /// Error.
        CodeTaken => "trips-code-taken",
        /// Error.
        PickDistrict => "trips-pick-district",
        /// Field.
        Fare => "trips-fare",
        /// Advice.
        FareHint => "trips-fare-hint",
        /// Error.
        FareWrong => "trips-fare-wrong",
        /// Error.
        FareMost => "trips-fare-most",
        /// Heading.
        Stops => "trips-stops",
        /// Advice.
        StopsHint => "trips-stops-hint",
        /// Field, numbered.
        Stop {
            /// Its number, from 1.
            number: i64,
        } => "trips-stop",
        /// Field.
        StopPlace => "trips-stop-place",
        /// Advice.
        StopPlaceHint => "trips-stop-place-hint",
        /// Field.
        StopTime => "trips-stop-time",
        /// Field.
        StopMeet => "trips-stop-meet",
        /// Advice.
        StopMeetHint => "trips-stop-meet-hint",
        /// Error.
        StopNeeded => "trips-stop-needed",
        /// Error.
        PlaceUnknown => "trips-place-unknown",
        /// Error.
        PlacePick => "trips-place-pick",
        /// Error in a list.
        PlaceNone {
            /// As typed.
            typed: String,
        } => "trips-place-none",
        /// Error in a list.
        PlaceSeveral {
            /// As typed.
            typed: String,
            /// What to type instead.
            places: String,
        } => "trips-place-several",
        /// Error.
        TimeWrong => "trips-time-wrong",
        /// Error.
        MeetLong => "trips-meet-long",
        /// Heading.
        Fleet => "trips-fleet",
        /// Advice.
        FleetHint => "trips-fleet-hint",
        /// Error.
        CountWrong {
            /// Least.
            least: i64,
            /// Most.
            most: i64,
        } => "trips-count-wrong",
        /// Error.
        VehicleNeeded => "trips-vehicle-needed",
        /// Error.
        TooMany => "trips-too-many",
        /// Heading.
        Rules => "trips-rules",
        /// Field.
        CodeHours => "trips-code-hours",
        /// Advice.
        CodeHoursHint => "trips-code-hours-hint",
        /// Field.
        Hottest => "trips-hottest",
        /// Advice.
        HottestHint => "trips-hottest-hint",
        /// Error.
        HottestWrong => "trips-hottest-wrong",
        /// Field.
        Districts => "trips-districts",
        /// Advice.
        DistrictsHint => "trips-districts-hint",
        /// Field.
        Zones => "trips-zones",
        /// Advice.
        ZonesHint => "trips-zones-hint",
        /// Field.
        Blocked => "trips-blocked",
        /// Field.
        BlockedMore => "trips-blocked-more",
        /// Advice.
        BlockedMoreHint => "trips-blocked-more-hint",
        /// Heading.
        Crew => "trips-crew",
        /// Advice.
        CrewHint => "trips-crew-hint",
        /// Field.
        Drivers => "trips-drivers",
        /// Field.
        Medics => "trips-medics",
        /// Field.
        Officials => "trips-officials",
        /// Tick.
        Supplies => "trips-supplies",
        /// Field.
        CrewSeats => "trips-crew-seats",
        /// Sum of seats.
        Capacity {
            /// Seats.
            seats: u32,
            /// Vehicles.
            vehicles: usize,
        } => "trips-capacity",
        /// Of one vehicle.
        CapacityOf {
            /// Seats.
            seats: u32,
        } => "trips-capacity-of",
        /// Heading.
        Preview => "trips-preview",
        /// Heading.
        StepOpen => "trips-step-open",
        /// What it does.
        OpenAdvice => "trips-open-advice",
        /// Button.
        OpenNow => "trips-open-now",
        /// Heading of what is missing.
        NotYet => "trips-not-yet",
        /// For clerks.
        OnlyAdminOpens => "trips-only-admin-opens",
        /// Fault.
        FaultNoVehicle => "trips-fault-no-vehicle",
        /// Fault.
        FaultTooManyVehicles => "trips-fault-too-many-vehicles",
        /// Fault.
        FaultWrongVehicle => "trips-fault-wrong-vehicle",
        /// Fault.
        FaultNoSeats => "trips-fault-no-seats",
        /// Fault.
        FaultNoStop => "trips-fault-no-stop",
        /// Fault.
        FaultStopTwice => "trips-fault-stop-twice",
        /// Fault.
        FaultStopOrder => "trips-fault-stop-order",
        /// Fault.
        FaultStopBlocked => "trips-fault-stop-blocked",
        /// Fault.
        FaultNoMeetingPoint => "trips-fault-no-meeting-point",
        /// Fault.
        FaultDeparturePast => "trips-fault-departure-past",
        /// Fault.
        FaultNoCrewRule => "trips-fault-no-crew-rule",
        /// Fault.
        FaultTrainUnlisted => "trips-fault-train-unlisted",
        /// Fault.
        FaultTrainUnconfirmed => "trips-fault-train-unconfirmed",
        /// Fault.
        FaultTrainNotFree => "trips-fault-train-not-free",
        /// Fault.
        FaultFareNegative => "trips-fault-fare-negative",
        /// Heading and button.
        ChangeMoment => "trips-change-moment",
        /// What it does.
        ChangeMomentAdvice => "trips-change-moment-advice",
        /// Field.
        NewDeparture => "trips-new-departure",
        /// Heading and button.
        ChangeMeet => "trips-change-meet",
        /// Heading and button.
        CancelTrip => "trips-cancel-trip",
        /// What it does.
        CancelAdvice {
            /// How many.
            count: i64,
        } => "trips-cancel-advice",
        /// What it does.
        CancelDraftAdvice => "trips-cancel-draft-advice",
        /// Field.
        Reason => "trips-reason",
        /// Advice.
        ReasonHint => "trips-reason-hint",
        /// Error.
        ReasonNeeded => "trips-reason-needed",
        /// Error.
        MomentWrong => "trips-moment-wrong",
        /// Refusal.
        Changed => "trips-changed",
        /// Link beside the refusal.
        SeeNow => "trips-see-now",
        /// Refusal.
        NoDraft => "trips-no-draft",
        /// Refusal.
        NotNow => "trips-not-now",
        /// Refusal.
        VehicleLeft => "trips-vehicle-left",
        /// Done.
        DoneSaved => "trips-done-saved",
        /// Done.
        DoneOpened => "trips-done-opened",
        /// Done.
        DoneMoved => "trips-done-moved",
        /// Done.
        DoneMeet => "trips-done-meet",
        /// Done.
        DoneCancelled => "trips-done-cancelled",
        /// Done.
        DoneImported {
            /// How many.
            count: i64,
        } => "trips-done-imported",
        /// Fact.
        CancelledBecause => "trips-cancelled-because",
        /// Fact.
        Free => "trips-free",
        /// Amount.
        Yuan {
            /// Yuan, to two decimals.
            amount: String,
        } => "trips-yuan",
        /// Requirement.
        CrewAsked {
            /// Drivers.
            drivers: u32,
            /// Medics.
            medics: u32,
            /// Officials.
            officials: u32,
        } => "trips-crew-asked",
        /// Requirement.
        SuppliesAsked => "trips-supplies-asked",
        /// Requirement.
        CodeAsked {
            /// Hours.
            hours: u32,
        } => "trips-code-asked",
        /// Requirement.
        HottestAsked {
            /// Degrees.
            limit: String,
        } => "trips-hottest-asked",
        /// Requirement.
        BlockedAsked {
            /// Names of places.
            places: String,
        } => "trips-blocked-asked",
        /// Requirement.
        DistrictsAsked {
            /// Names of places.
            places: String,
        } => "trips-districts-asked",
        /// Requirement, where nobody must name an employer.
        DistrictsAskedOrNone {
            /// Names of places.
            places: String,
        } => "trips-districts-asked-or-none",
        /// Above the form.
        FileIntro => "trips-file-intro",
        /// Link.
        TemplateXlsx => "trips-template-xlsx",
        /// Link.
        TemplateCsv => "trips-template-csv",
        /// Field.
        FileField => "trips-file-field",
        /// Button.
        Upload => "trips-upload",
        /// Error.
        FileNone => "trips-file-none",
        /// Error.
        FileBad {
            /// Why.
            why: String,
        } => "trips-file-bad",
        /// Error.
        FileNoHeader => "trips-file-no-header",
        /// Error.
        FileNoRows => "trips-file-no-rows",
        /// Error.
        FileTooMany {
            /// Most.
            most: i64,
        } => "trips-file-too-many",
        /// Found.
        FileRows {
            /// Good rows.
            good: usize,
            /// Rows with errors.
            bad: usize,
        } => "trips-file-rows",
        /// What to do.
        FileMend => "trips-file-mend",
        /// Button.
        FileAccept {
            /// How many.
            count: usize,
        } => "trips-file-accept",
        /// Error.
        FileTwice => "trips-file-twice",
        /// Error.
        FileStopsMany {
            /// Most.
            most: i64,
        } => "trips-file-stops-many",
        /// Error.
        FileTimes {
            /// Stops of the row.
            stops: usize,
            /// Times in the cell.
            given: usize,
        } => "trips-file-times",
        /// Error.
        FileMeets {
            /// Stops of the row.
            stops: usize,
            /// Meeting points in the cell.
            given: usize,
        } => "trips-file-meets",
        /// Fact.
        MeetOpen => "trips-meet-open",
        /// Column.
        ColRow => "trips-col-row",
        /// Column.
        ColErrors => "trips-col-errors",
        /// Error at a cell.
        CellError {
            /// As B3.
            cell: String,
            /// Heading of the column.
            column: String,
            /// Why.
            why: String,
        } => "trips-cell-error",
        /// State.
        RowGood => "trips-row-good",
        /// Error.
        FileFlag => "trips-file-flag",
        /// Error.
        FileMode => "trips-file-mode",
        /// Heading.
        ManifestOf {
            /// Label of the vehicle.
            vehicle: String,
        } => "trips-manifest-of",
        /// Link.
        Manifest => "trips-manifest",
        /// Empty list.
        ManifestNobody => "trips-manifest-nobody",
        /// What to do.
        ManifestNobodyAdvice => "trips-manifest-nobody-advice",
        /// Heading.
        ManifestMasked => "trips-manifest-masked",
        /// Heading.
        ManifestFull => "trips-manifest-full",
        /// What it does.
        ManifestFullAdvice => "trips-manifest-full-advice",
        /// Field.
        ManifestWhy => "trips-manifest-why",
        /// Button.
        ManifestXlsx => "trips-manifest-xlsx",
        /// Button.
        ManifestPrint => "trips-manifest-print",
        /// Advice.
        ManifestRecorded => "trips-manifest-recorded",
        /// Line on each export.
        Watermark {
            /// Name.
            name: String,
            /// Sign-in name.
            login: String,
            /// When.
            moment: Timestamp,
        } => "trips-watermark",
        /// Kind of list.
        WatermarkMasked => "trips-watermark-masked",
        /// Kind of list.
        WatermarkFull {
            /// Why.
            why: String,
        } => "trips-watermark-full",
        /// Note for HR.
        OwnPeopleOnly => "trips-own-people-only",
        /// Advice.
        PrintHow => "trips-print-how",
        /// Column.
        ColTicket => "trips-col-ticket",
        /// Link and heading.
        Ticket => "trips-ticket",
        /// Empty.
        TicketNone => "trips-ticket-none",
        /// What to do.
        TicketNoneAdvice => "trips-ticket-none-advice",
        /// Field.
        TicketCode => "trips-ticket-code",
        /// Name of the picture.
        TicketQr => "trips-ticket-qr",
        /// Heading and button.
        Reissue => "trips-reissue",
        /// What it does.
        ReissueAdvice => "trips-reissue-advice",
        /// Advice.
        ReissueReasonHint => "trips-reissue-reason-hint",
        /// Done.
        DoneReissued => "trips-done-reissued",
        /// Link.
        Calendar => "trips-calendar",
        /// Title in the calendar.
        CalendarTitle {
            /// Code of the trip.
            code: String,
        } => "trips-calendar-title",
        /// Heading.
        Arrivals => "trips-arrivals",
        /// What it is for.
        ArrivalsIntro => "trips-arrivals-intro",
        /// Empty.
        NoArrivals => "trips-no-arrivals",
        /// What to do.
        NoArrivalsAdvice => "trips-no-arrivals-advice",
        /// Heading.
        ArrivalOf {
            /// Label of the vehicle.
            vehicle: String,
        } => "trips-arrival-of",
        /// State.
        ArrivalNotYet => "trips-arrival-not-yet",
        /// State.
        ArrivalDue => "trips-arrival-due",
        /// State.
        ArrivalSigned => "trips-arrival-signed",
        /// What to do.
        ArrivalTick => "trips-arrival-tick",
        /// Group.
        ArrivalAboard => "trips-arrival-aboard",
        /// Group.
        ArrivalAbsent => "trips-arrival-absent",
        /// Field.
        ArrivalRemark => "trips-arrival-remark",
        /// Error.
        ArrivalRemarkLong => "trips-arrival-remark-long",
        /// Button.
        Sign => "trips-sign",
        /// Done.
        DoneSigned => "trips-done-signed",
        /// Figures.
        ArrivalFigures {
            /// Expected.
            expected: i64,
            /// Arrived.
            arrived: i64,
            /// Missing.
            missing: i64,
        } => "trips-arrival-figures",
        /// Who signed, and when.
        SignedBy {
            /// Name.
            name: String,
            /// When.
            moment: Timestamp,
        } => "trips-signed-by",
        /// State.
        SignedWithDifferences => "trips-signed-with-differences",
        /// Went aboard and was not seen at the destination.
        DiffersNotArrived {
            /// How many.
            count: usize,
        } => "trips-differs-not-arrived",
        /// Was not aboard and is there all the same.
        DiffersCameAnyway {
            /// How many.
            count: usize,
        } => "trips-differs-came-anyway",
        /// Neither aboard nor there.
        DiffersNoShow {
            /// How many.
            count: usize,
        } => "trips-differs-no-show",
        /// What the differences change, and what to do.
        DifferencesAdvice => "trips-differences-advice",
        /// State.
        NotSigned => "trips-not-signed",
        /// How many people an employer has yet to sign for.
        UnsignedPeople {
            /// How many.
            count: i64,
        } => "trips-unsigned-people",
        /// Instead of an employer's name.
        NoEmployer => "trips-no-employer",
        /// What to do.
        NoEmployerAdvice => "trips-no-employer-advice",
        /// Heading.
        After => "trips-after",
        /// Nobody stayed behind.
        EverybodyCame => "trips-everybody-came",
        /// Who stayed behind.
        DidNotCome {
            /// How many.
            count: usize,
        } => "trips-did-not-come",
        /// Heading.
        OpenRecords {
            /// How many.
            count: usize,
        } => "trips-open-records",
        /// What to do.
        OpenRecordsAdvice => "trips-open-records-advice",
        /// Field.
        SettleFound => "trips-settle-found",
        /// Error.
        SettleNeeded => "trips-settle-needed",
        /// Button.
        Settle => "trips-settle",
        /// Done.
        DoneSettled => "trips-done-settled",
        /// Not done.
        NoneOpen => "trips-none-open",
    }
}
