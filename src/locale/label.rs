//! The console's words: headings, labels, buttons, errors.

pub mod account;
pub mod audit;
pub mod boarding;
pub mod desk;
pub mod employer;
pub mod notice;
pub mod overview;
pub mod privacy;
pub mod roster;
pub mod table;
pub mod trip;
pub mod worker;

use super::messages;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use chrono::NaiveDate;

messages! {
    /// A text of the console.
    Label {
        /// Name of the product.
        Product => "console-product",
        /// Which part of the product this is.
        ProductDesk => "console-product-desk",
        /// Link past the navigation.
        SkipToMain => "console-skip-to-main",
        /// Name of the navigation for screen readers.
        NavMain => "console-nav-main",
        /// First page.
        NavOverview => "console-nav-overview",
        /// Trips and seats.
        NavTrips => "console-nav-trips",
        /// Rosters.
        NavRosters => "console-nav-rosters",
        /// Anybody, found by name or number.
        NavWorkers => "console-nav-workers",
        /// Employers.
        NavEmployers => "console-nav-employers",
        /// Workers who ask for a person.
        NavInbox => "console-nav-inbox",
        /// Bulk notices.
        NavNotices => "console-nav-notices",
        /// The doors of the crew's vehicles.
        NavBoarding => "console-nav-boarding",
        /// Arrivals, for employers.
        NavArrivals => "console-nav-arrivals",
        /// Everybody's accounts.
        NavAccounts => "console-nav-accounts",
        /// What was done.
        NavAudit => "console-nav-audit",
        NavPrivacy => "console-nav-privacy",
        /// The own account.
        NavAccount => "console-nav-account",
        /// How many workers wait, for screen readers.
        NavUnanswered {
            /// How many.
            count: usize,
        } => "console-nav-unanswered",
        /// Name of the language switch.
        LanguageSwitch => "console-language-switch",
        /// Link to the first page.
        ToFirstPage => "console-to-first-page",
        /// Heading of the own chat.
        OwnChat => "console-own-chat",
        /// What it is for.
        OwnChatAdvice => "console-own-chat-advice",
        /// What it is for, for HR.
        OwnChatAdviceHr => "console-own-chat-advice-hr",
        /// How a code is used by a link.
        OwnChatOpen => "console-own-chat-open",
        /// Binds a chat.
        OwnChatBind => "console-own-chat-bind",
        /// Binds another.
        OwnChatChange => "console-own-chat-change",
        /// Unbinds it.
        OwnChatForget => "console-own-chat-forget",
        /// It is unbound.
        OwnChatForgotten => "console-own-chat-forgotten",
        /// How a code is used.
        OwnChatSend => "console-own-chat-send",
        /// A chat is bound.
        OwnChatBound {
            /// Its channel's name.
            channel: String,
        } => "console-own-chat-bound",
        /// How long a code can be used.
        OwnChatSendWhen {
            /// Minutes.
            minutes: i64,
        } => "console-own-chat-send-when",
        /// Leaves a form without saving.
        Back => "console-back",
        /// Starts a search.
        Find => "console-find",
        /// Name of the links between pages.
        PagerName => "console-pager-name",
        /// To the page before.
        PagerBack => "console-pager-back",
        /// To the page after.
        PagerOn => "console-pager-on",
        /// Which page this is.
        PagerAt {
            /// This page, from 1.
            page: i64,
            /// All pages.
            pages: i64,
        } => "console-pager-at",
        /// A moment.
        At {
            /// The moment.
            when: Timestamp,
        } => "console-at",
        /// A place with what contains it.
        Where {
            /// The place.
            place: PlaceCode,
        } => "console-where",
        /// A name with its value.
        Pair {
            /// Name.
            name: String,
            /// The value.
            value: String,
        } => "console-pair",
        /// Less than a minute.
        JustNow => "console-just-now",
        /// A time in minutes.
        ForMinutes {
            /// Minutes.
            minutes: i64,
        } => "console-for-minutes",
        /// A time in hours.
        ForHours {
            /// Hours.
            hours: i64,
        } => "console-for-hours",
        /// A time in days.
        ForDays {
            /// Days.
            days: i64,
        } => "console-for-days",
        /// Heading and button of the door.
        SignIn => "console-sign-in",
        /// Ends the session.
        SignOut => "console-sign-out",
        /// Name one signs in with.
        Login => "console-login",
        /// Password.
        Password => "console-password",
        /// Wrong password or unknown login: which of them is not told.
        SignInWrong => "console-sign-in-wrong",
        /// Too many attempts.
        SignInTooOften => "console-sign-in-too-often",
        /// What to do without a password.
        SignInHelp => "console-sign-in-help",
        /// Above the button behind a one-time link.
        EnterIntro => "console-enter-intro",
        /// Uses the link.
        EnterButton => "console-enter-button",
        /// What a one-time link is.
        EnterOnce => "console-enter-once",
        /// The link does not work any more.
        EnterSpentTitle => "console-enter-spent-title",
        /// Why, and what to do.
        EnterSpent => "console-enter-spent",
        /// To the sign-in page.
        EnterToSignIn => "console-enter-to-sign-in",
        /// Heading of the password page.
        PasswordTitle => "console-password-title",
        /// Old password.
        PasswordCurrent => "console-password-current",
        /// New password.
        PasswordNew => "console-password-new",
        /// The same again.
        PasswordAgain => "console-password-again",
        /// What a password must be.
        PasswordRule {
            /// Fewest characters.
            least: i64,
        } => "console-password-rule",
        /// Too short.
        PasswordTooShort {
            /// Fewest characters.
            least: i64,
        } => "console-password-too-short",
        /// Too long.
        PasswordTooLong {
            /// Most characters.
            most: i64,
        } => "console-password-too-long",
        /// The two are not the same.
        PasswordDiffers => "console-password-differs",
        /// The old one is wrong.
        PasswordWrong => "console-password-wrong",
        /// Saves it.
        PasswordSave => "console-password-save",
        /// It is saved.
        PasswordSet => "console-password-set",
        /// Role.
        RoleClerk => "console-role-clerk",
        /// Role.
        RoleAdmin => "console-role-admin",
        /// Role.
        RoleHr => "console-role-hr",
        /// Role.
        RoleCrew => "console-role-crew",
        /// No such page.
        FaultNotFound => "console-fault-not-found",
        /// What to do.
        FaultNotFoundAdvice => "console-fault-not-found-advice",
        /// Not for this role.
        FaultForbidden => "console-fault-forbidden",
        /// What to do.
        FaultForbiddenAdvice => "console-fault-forbidden-advice",
        /// A form's token is missing or old.
        FaultStale => "console-fault-stale",
        /// What to do.
        FaultStaleAdvice => "console-fault-stale-advice",
        /// The request makes no sense.
        FaultBadRequest => "console-fault-bad-request",
        /// What to do.
        FaultBadRequestAdvice => "console-fault-bad-request-advice",
        /// What was sent is too large.
        FaultTooLarge => "console-fault-too-large",
        /// What to do.
        FaultTooLargeAdvice => "console-fault-too-large-advice",
        /// Our fault.
        FaultInternal => "console-fault-internal",
        /// What to do.
        FaultInternalAdvice => "console-fault-internal-advice",
        /// People who have registered.
        Registrations => "console-registrations",
        /// Of them today.
        TodayPlus {
            /// How many.
            count: i64,
        } => "console-today-plus",
        /// Seats that are somebody's.
        SeatsTaken => "console-seats-taken",
        /// Out of so many.
        OfCapacity {
            /// Seats that may be sold.
            capacity: i64,
        } => "console-of-capacity",
        /// Taken out of so many.
        TakenOf {
            /// Seats that are somebody's.
            taken: i64,
            /// Seats that may be sold.
            capacity: i64,
        } => "console-taken-of",
        /// People on waiting lists.
        InLine => "console-in-line",
        /// Workers who wait for an answer.
        Unanswered => "console-unanswered",
        /// Heading.
        SeatsByTrip => "console-seats-by-trip",
        /// Seats confirmed by HR or boarded.
        LegendFirm => "console-legend-firm",
        /// How many wait.
        WaitingCount {
            /// How many.
            count: i64,
        } => "console-waiting-count",
        /// To how many a seat is offered.
        OfferedCount {
            /// How many.
            count: i64,
        } => "console-offered-count",
        /// Before the longest wait.
        LongestWait => "console-longest-wait",
        /// Heading.
        ByDistrict => "console-by-district",
        /// Workers who name no employer.
        NoEmployerYet => "console-no-employer-yet",
        /// Heading.
        WaitingLines => "console-waiting-lines",
        /// Heading: demand that nothing runs for.
        DemandTitle => "console-demand-title",
        /// Heading.
        NoticesUnderWay => "console-notices-under-way",
        /// A worker who has not registered.
        UnknownWorker => "console-unknown-worker",
        /// Link to the rest.
        AllInInbox {
            /// How many.
            count: usize,
        } => "console-all-in-inbox",
        /// Discloses the rest of a table.
        MoreRows {
            /// How many.
            count: usize,
        } => "console-more-rows",
        /// Nobody waits.
        InboxClear => "console-inbox-clear",
        /// What happens next.
        InboxClearAdvice => "console-inbox-clear-advice",
        /// Nobody has registered.
        NoRegistrations => "console-no-registrations",
        /// What to do.
        NoRegistrationsAdvice => "console-no-registrations-advice",
        /// Empty waiting lists.
        NobodyWaits => "console-nobody-waits",
        /// When they fill.
        NobodyWaitsAdvice => "console-nobody-waits-advice",
        /// No unmet demand.
        NoDemand => "console-no-demand",
        /// When it fills.
        NoDemandAdvice => "console-no-demand-advice",
        /// None is going out.
        NoNoticesUnderWay => "console-no-notices-under-way",
        /// What to do.
        NoNoticesUnderWayAdvice => "console-no-notices-under-way-advice",
        /// Column.
        ColTrip => "console-col-trip",
        /// Column.
        ColRoute => "console-col-route",
        /// Column.
        ColDeparture => "console-col-departure",
        /// Column and heading.
        ColVehicles => "console-col-vehicles",
        /// Column.
        ColVehicle => "console-col-vehicle",
        /// Column.
        ColSeat => "console-col-seat",
        /// Column.
        ColState => "console-col-state",
        /// Column.
        ColName => "console-col-name",
        /// Column.
        ColResidentId => "console-col-resident-id",
        /// Column.
        ColMobile => "console-col-mobile",
        /// Column and field.
        ColOrigin => "console-col-origin",
        /// Column and field.
        ColEmployer => "console-col-employer",
        /// Column.
        ColDistrict => "console-col-district",
        /// Column.
        ColMode => "console-col-mode",
        /// Column.
        ColWorkers => "console-col-workers",
        /// Column.
        ColWorker => "console-col-worker",
        /// Column.
        ColSince => "console-col-since",
        /// Column.
        ColTripSeat => "console-col-trip-seat",
        /// Column.
        ColDecision => "console-col-decision",
        /// Column.
        ColLastWords => "console-col-last-words",
        /// Column.
        ColWaits => "console-col-waits",
        /// Column.
        ColChannel => "console-col-channel",
        /// There are no trips.
        NoTrips => "console-no-trips",
        /// What to do.
        NoTripsAdvice => "console-no-trips-advice",
        /// A trip without vehicles.
        NoVehicles => "console-no-vehicles",
        /// What to do.
        NoVehiclesAdvice => "console-no-vehicles-advice",
        /// Heading and link: planning trips.
        PlanTitle => "console-plan-title",
        /// What planning does.
        PlanAdvice => "console-plan-advice",
        /// How many want a seat.
        PlanDemand {
            /// How many.
            workers: u32,
        } => "console-plan-demand",
        /// Earlier drafts for the same people.
        PlanInDrafts {
            /// Free seats in them.
            seats: i64,
        } => "console-plan-in-drafts",
        /// Nothing to plan.
        PlanNobody => "console-plan-nobody",
        /// Why, and what to do.
        PlanNobodyAdvice => "console-plan-nobody-advice",
        /// Heading.
        PlanWhen => "console-plan-when",
        /// Field.
        PlanFirstDay => "console-plan-first-day",
        /// Field.
        PlanDays => "console-plan-days",
        /// Field.
        PlanHour => "console-plan-hour",
        /// Field.
        PlanTurnaround => "console-plan-turnaround",
        /// Heading.
        PlanWho => "console-plan-who",
        /// Field.
        PlanDistrict => "console-plan-district",
        /// No limit.
        PlanEverywhere => "console-plan-everywhere",
        /// Field.
        PlanUnemployed => "console-plan-unemployed",
        /// Choice: the city, for no district in particular.
        PlanCity => "console-plan-city",
        /// Choice.
        PlanInLine => "console-plan-in-line",
        /// Heading of areas.
        PlanBlocked => "console-plan-blocked",
        /// Heading.
        PlanPool => "console-plan-pool",
        /// Heading.
        PlanRules => "console-plan-rules",
        /// Field.
        PlanCrewSeats => "console-plan-crew-seats",
        /// Field.
        PlanMaxStops => "console-plan-max-stops",
        /// Field.
        PlanMinLoad => "console-plan-min-load",
        /// Heading.
        PlanCosts => "console-plan-costs",
        /// Where the amounts come from.
        PlanCostsMadeUp => "console-plan-costs-made-up",
        /// Heading of the table.
        PlanPrices => "console-plan-prices",
        /// Row.
        PlanElsewhere => "console-plan-elsewhere",
        /// Field.
        PlanStopCost => "console-plan-stop-cost",
        /// Field.
        PlanLeftOverCost => "console-plan-left-over-cost",
        /// Field.
        PlanDayCost => "console-plan-day-cost",
        /// Field.
        PlanSplitCost => "console-plan-split-cost",
        /// What is not paid.
        PlanWeighs => "console-plan-weighs",
        /// Field.
        PlanSeconds => "console-plan-seconds",
        /// Button.
        PlanPropose => "console-plan-propose",
        /// Error.
        PlanNumber {
            /// Least.
            least: i64,
            /// Most.
            most: i64,
        } => "console-plan-number",
        /// Error.
        PlanDateWrong => "console-plan-date-wrong",
        /// Error.
        PlanTimeWrong => "console-plan-time-wrong",
        /// Above a form with errors.
        PlanLookAgain => "console-plan-look-again",
        /// The solver failed.
        PlanFailed => "console-plan-failed",
        /// Heading.
        PlanEarlier => "console-plan-earlier",
        /// State.
        PlanProposed => "console-plan-proposed",
        /// State.
        PlanEntered => "console-plan-entered",
        /// Heading.
        PlanResult => "console-plan-result",
        /// Figure.
        PlanCarried => "console-plan-carried",
        /// Figure and heading.
        PlanLeftOver => "console-plan-left-over",
        /// Figure.
        PlanToPay => "console-plan-to-pay",
        /// All of them.
        PlanOfWorkers {
            /// How many.
            workers: u32,
        } => "console-plan-of-workers",
        /// How good the plan is.
        PlanGap {
            /// Percentage with one decimal.
            percent: String,
        } => "console-plan-gap",
        /// It is the best.
        PlanGapNone => "console-plan-gap-none",
        /// Nothing is known of it.
        PlanGapUnknown => "console-plan-gap-unknown",
        /// What it is compared with.
        PlanGapAdvice => "console-plan-gap-advice",
        /// It ended for want of time.
        PlanStopped => "console-plan-stopped",
        /// People who are not planned.
        PlanBarred {
            /// How many.
            workers: u32,
        } => "console-plan-barred",
        /// Heading.
        PlanBill => "console-plan-bill",
        /// Item.
        PlanBillStops => "console-plan-bill-stops",
        /// Item.
        PlanBillDays => "console-plan-bill-days",
        /// Item.
        PlanBillSplits => "console-plan-bill-splits",
        /// Item.
        PlanBillTotal => "console-plan-bill-total",
        /// Which items are not paid.
        PlanBillAdvice => "console-plan-bill-advice",
        /// Heading.
        PlanPicture => "console-plan-picture",
        /// Rest of a picture.
        PlanOthers {
            /// How many places.
            count: usize,
        } => "console-plan-others",
        /// A day.
        PlanDay {
            /// The day.
            day: NaiveDate,
        } => "console-plan-day",
        /// Column.
        PlanPrice => "console-plan-price",
        /// Column.
        PlanPeople => "console-plan-people",
        /// Discloses the groups.
        PlanGroups => "console-plan-groups",
        /// How to change it.
        PlanChangeAdvice => "console-plan-change-advice",
        /// Button.
        PlanCheck => "console-plan-check",
        /// Button.
        PlanEnter => "console-plan-enter",
        /// What entering does.
        PlanEnterAdvice => "console-plan-enter-advice",
        /// Done.
        PlanChecked => "console-plan-checked",
        /// Numbers were changed.
        PlanLookFirst => "console-plan-look-first",
        /// Done.
        PlanEnteredDone {
            /// How many trips.
            count: usize,
        } => "console-plan-entered-done",
        /// Refusal.
        PlanPoolBreach {
            /// Kind.
            vehicle: String,
            /// Day.
            day: NaiveDate,
            /// Vehicles under way.
            wanted: u32,
            /// Vehicles there are.
            there: u32,
        } => "console-plan-pool-breach",
        /// Refusal.
        PlanTooMany => "console-plan-too-many",
        /// Refusal.
        PlanMeanwhile => "console-plan-meanwhile",
        /// Refusal and empty state.
        PlanEmpty => "console-plan-empty",
        /// Why, and what to do.
        PlanEmptyAdvice => "console-plan-empty-advice",
        /// Refusal.
        PlanPast => "console-plan-past",
        /// Refusal.
        PlanBroken => "console-plan-broken",
        /// Why people are left over.
        PlanLeftAdvice => "console-plan-left-advice",
        /// Heading.
        Passengers => "console-passengers",
        /// Nobody sits in it.
        NoPassengers => "console-no-passengers",
        /// When it fills.
        NoPassengersAdvice => "console-no-passengers-advice",
        /// Where people gather.
        MeetingPoint => "console-meeting-point",
        /// Where it goes.
        Destination => "console-destination",
        /// What a trip asks of passengers.
        Asks => "console-asks",
        /// Requirement.
        AsksCertificate => "console-asks-certificate",
        /// Requirement.
        AsksListing => "console-asks-listing",
        /// Requirement.
        AsksRoster => "console-asks-roster",
        /// Requirement.
        AsksSpacing => "console-asks-spacing",
        /// State.
        TripDraft => "console-trip-draft",
        /// State.
        TripOpen => "console-trip-open",
        /// State.
        TripFull => "console-trip-full",
        /// State.
        TripBoarding => "console-trip-boarding",
        /// State.
        TripDeparted => "console-trip-departed",
        /// State.
        TripArrived => "console-trip-arrived",
        /// State.
        TripCancelled => "console-trip-cancelled",
        /// Name of the picture.
        SeatMap => "console-seat-map",
        /// State of a seat.
        SeatFree => "console-seat-free",
        /// State of a seat.
        SeatHeld => "console-seat-held",
        /// State of a seat.
        SeatReserved => "console-seat-reserved",
        /// State of a seat.
        SeatConfirmed => "console-seat-confirmed",
        /// State of a seat.
        SeatBoarded => "console-seat-boarded",
        /// A seat kept empty.
        SeatNotSold => "console-seat-not-sold",
        /// Written at the front of the coach.
        CoachFront => "console-coach-front",
        /// A train's carriage.
        Carriage {
            /// Number, from 1.
            number: i64,
        } => "console-carriage",
        /// Kind of vehicle.
        VehicleCoach {
            /// Seats built in.
            seats: i64,
        } => "console-vehicle-coach",
        /// Kind of vehicle.
        VehicleTrain {
            /// Seats built in.
            seats: i64,
        } => "console-vehicle-train",
        /// Way of travelling.
        ModeCoach => "console-mode-coach",
        /// Way of travelling.
        ModeTrain => "console-mode-train",
        /// Way of travelling.
        ModeSelfDrive => "console-mode-self-drive",
        /// Way of travelling.
        ModePublic => "console-mode-public",
        /// Search field.
        EmployerSearch => "console-employer-search",
        /// No employer has a roster.
        NoRosters => "console-no-rosters",
        /// When they appear.
        NoRostersAdvice => "console-no-rosters-advice",
        /// Nothing found.
        NoEmployerFound => "console-no-employer-found",
        /// What to do.
        NoEmployerFoundAdvice => "console-no-employer-found-advice",
        /// Heading.
        RosterOf {
            /// Name of the employer.
            employer: String,
        } => "console-roster-of",
        /// Nobody claims to be theirs.
        RosterEmpty => "console-roster-empty",
        /// When it fills.
        RosterEmptyAdvice => "console-roster-empty-advice",
        /// State.
        RosterClaimed => "console-roster-claimed",
        /// State.
        RosterConfirmed => "console-roster-confirmed",
        /// State.
        RosterRejected => "console-roster-rejected",
        /// Somebody else has their place.
        RosterReplaced => "console-roster-replaced",
        /// Their data were erased.
        RosterErased => "console-roster-erased",
        /// Name of the filter.
        FilterByState => "console-filter-by-state",
        /// No filter.
        FilterAll => "console-filter-all",
        /// Nothing under this filter.
        NoneInState => "console-none-in-state",
        /// What to do.
        NoneInStateAdvice => "console-none-in-state-advice",
        /// Has no seat.
        NoSeat => "console-no-seat",
        /// Button.
        Confirm => "console-confirm",
        /// The same for screen readers.
        ConfirmNamed {
            /// Name.
            name: String,
        } => "console-confirm-named",
        /// Leads to the rejection.
        RejectStep => "console-reject-step",
        /// The same for screen readers.
        RejectNamed {
            /// Name.
            name: String,
        } => "console-reject-named",
        /// Leads an administrator to the decision.
        DecideStep => "console-decide-step",
        /// The same for screen readers.
        DecideNamed {
            /// Name.
            name: String,
        } => "console-decide-named",
        /// A clerk looks on.
        AwaitsHr => "console-awaits-hr",
        /// Heading.
        ConfirmTitle => "console-confirm-title",
        /// What confirming does.
        ConfirmAdvice => "console-confirm-advice",
        /// Heading.
        RejectTitle => "console-reject-title",
        /// Field.
        Reason => "console-reason",
        /// What the reason is for.
        ReasonHint => "console-reason-hint",
        /// Error.
        ReasonNeeded => "console-reason-needed",
        /// Button.
        Reject => "console-reject",
        /// Field of an administrator who decides in HR's stead.
        Grounds => "console-grounds",
        /// What the grounds are for.
        GroundsHint => "console-grounds-hint",
        /// Error.
        GroundsNeeded => "console-grounds-needed",
        /// Button.
        ConfirmAll {
            /// How many.
            count: usize,
        } => "console-confirm-all",
        /// Heading of the step before.
        ConfirmAllTitle => "console-confirm-all-title",
        /// What it does.
        ConfirmAllAdvice {
            /// How many.
            count: usize,
        } => "console-confirm-all-advice",
        /// Somebody was quicker.
        AlreadyDecided => "console-already-decided",
        /// Done.
        DoneConfirmed => "console-done-confirmed",
        /// Done.
        DoneRejected => "console-done-rejected",
        /// Done.
        DoneConfirmedAll => "console-done-confirmed-all",
        /// No open conversations.
        InboxEmpty => "console-inbox-empty",
        /// When it fills.
        InboxEmptyAdvice => "console-inbox-empty-advice",
        /// The last word is ours.
        Answered => "console-answered",
        /// When the worker asked.
        AskedAt => "console-asked-at",
        /// The worker asked without words.
        NoWordsYet => "console-no-words-yet",
        /// Field.
        YourAnswer => "console-your-answer",
        /// How it is shown.
        AnswerHint {
            /// Name.
            name: String,
        } => "console-answer-hint",
        /// Button.
        SendAnswer => "console-send-answer",
        /// Error.
        AnswerEmpty => "console-answer-empty",
        /// Error.
        AnswerTooLong {
            /// Characters written.
            length: usize,
            /// Most characters.
            most: usize,
        } => "console-answer-too-long",
        /// Error.
        AlreadyClosed => "console-already-closed",
        /// Heading over a chat's wish to be recognised.
        ClaimTitle => "console-claim-title",
        /// Whom the chat asks to be recognised as; name and numbers masked.
        ClaimAsks {
            /// Name.
            name: String,
            /// Resident ID.
            id: String,
            /// Mobile.
            mobile: String,
        } => "console-claim-asks",
        /// What to check first, and what accepting does.
        ClaimAdvice => "console-claim-advice",
        /// Field.
        ClaimReason => "console-claim-reason",
        /// What the reason is for.
        ClaimReasonHint => "console-claim-reason-hint",
        /// Button.
        ClaimAccept => "console-claim-accept",
        /// Done.
        DoneRecognised => "console-done-recognised",
        /// Error: it is not asked any more.
        ClaimGone => "console-claim-gone",
        /// Button.
        CloseConversation => "console-close-conversation",
        /// What ending does.
        CloseAdvice => "console-close-advice",
        /// It has ended.
        ConversationClosed => "console-conversation-closed",
        /// Done.
        DoneClosed => "console-done-closed",
        /// Heading of what the chat held before.
        ChatBefore {
            /// How many.
            count: usize,
        } => "console-chat-before",
        /// The automatic chat as a speaker.
        Bot => "console-bot",
        /// Channel.
        ChannelTelegram => "console-channel-telegram",
        /// Channel.
        ChannelWeb => "console-channel-web",
        /// Channel.
        ChannelTerminal => "console-channel-terminal",
        /// Channel.
        ChannelDesk => "console-channel-desk",
        /// State.
        NoticeDraft => "console-notice-draft",
        /// State.
        NoticeApproved => "console-notice-approved",
        /// State.
        NoticeSending => "console-notice-sending",
        /// Starts by itself at its time.
        NoticeScheduled => "console-notice-scheduled",
        /// State.
        NoticePaused => "console-notice-paused",
        /// State.
        NoticeDone => "console-notice-done",
        /// State.
        NoticeCancelled => "console-notice-cancelled",
        /// Audience.
        StatusAnyone => "console-status-anyone",
        /// Audience.
        StatusStarted => "console-status-started",
        /// Audience.
        StatusRegistered => "console-status-registered",
        /// Audience.
        StatusSeated => "console-status-seated",
        /// Audience.
        StatusWaiting => "console-status-waiting",
        /// Audience.
        StatusUnseated => "console-status-unseated",
        /// Health code.
        HealthGreen => "console-health-green",
        /// Health code.
        HealthYellow => "console-health-yellow",
        /// Health code.
        HealthRed => "console-health-red",
        /// Health code.
        HealthNone => "console-health-none",
        /// Heading of several matches.
        Matches => "console-matches",
        /// Error.
        PickOne => "console-pick-one",
        /// Error.
        NothingLikeIt => "console-nothing-like-it",
        /// Language.
        LanguageZhHans => "console-language-zh-hans",
        /// Language.
        LanguageZhHant => "console-language-zh-hant",
        /// Language.
        LanguageEn => "console-language-en",
    }
}
