//! The words of the coach door.

use super::super::messages;
use crate::domain::time::Timestamp;

messages! {
    /// A text of the pages of the crew.
    BoardingLabel {
        /// “Your vehicles”
        Vehicles => "door-vehicles",
        /// “No vehicle is assigned to you”
        NoVehicles => "door-no-vehicles",
        /// “Ask the bureau to put you on a vehicle's crew. Past trips are not shown.”
        NoVehiclesAdvice => "door-no-vehicles-advice",
        /// “Open”
        ToTheDoor => "door-to-the-door",
        /// “Opens (when)”
        OpensAt {
            /// The when.
            when: Timestamp,
        } => "door-opens-at",
        /// “Not boarding yet”
        StateWaiting => "door-state-waiting",
        /// “Boarding”
        StateBoarding => "door-state-boarding",
        /// “Under way”
        StateUnderWay => "door-state-under-way",
        /// “Arrived”
        StateArrived => "door-state-arrived",
        /// “Driver”
        DutyDriver => "door-duty-driver",
        /// “Medic”
        DutyMedic => "door-duty-medic",
        /// “Official”
        DutyOfficial => "door-duty-official",
        /// “Drivers missing: (missing)”
        LacksDrivers {
            /// The missing.
            missing: u32,
        } => "door-lacks-drivers",
        /// “Medics missing: (missing)”
        LacksMedics {
            /// The missing.
            missing: u32,
        } => "door-lacks-medics",
        /// “Officials missing: (missing)”
        LacksOfficials {
            /// The missing.
            missing: u32,
        } => "door-lacks-officials",
        /// “Supplies are not checked in”
        LacksSupplies => "door-lacks-supplies",
        /// “Head count”
        HeadCount => "door-head-count",
        /// “aboard”
        AboardOf => "door-aboard-of",
        /// “Expected on this vehicle”
        Manifest => "door-manifest",
        /// “Nobody has a seat on this vehicle”
        Nobody => "door-nobody",
        /// “People in the waiting line can still get on below.”
        NobodyAdvice => "door-nobody-advice",
        /// “Nobody matches”
        NotFound => "door-not-found",
        /// “Look by seat, family name, last 4 of the ID number or employer.”
        NotFoundAdvice => "door-not-found-advice",
        /// “Find by seat, family name, last 4 of ID or employer”
        Find => "door-find",
        /// “Find”
        FindNow => "door-find-now",
        /// “Expected”
        Expected => "door-expected",
        /// “No ticket”
        NoTicket => "door-no-ticket",
        /// “Aboard”
        Aboard => "door-aboard",
        /// “Not aboard”
        NotAboard => "door-not-aboard",
        /// “Already aboard”
        AlreadyAboard => "door-already-aboard",
        /// “Aboard”
        IsAboard => "door-is-aboard",
        /// “waits to be sent”
        Unsent => "door-unsent",
        /// “Seat (seat) · (name) · ID ends (tail)”
        Whose {
            /// The seat.
            seat: String,
            /// The name.
            name: String,
            /// The tail.
            tail: String,
        } => "door-whose",
        /// “Check in”
        Check => "door-check",
        /// “Scan the ticket”
        Scan => "door-scan",
        /// “Hold the QR code in the frame.”
        ScanAdvice => "door-scan-advice",
        /// “The camera cannot be used. Allow it in the browser's settings, or type the code.”
        CameraDenied => "door-camera-denied",
        /// “Stop”
        Stop => "door-stop",
        /// “Take a photo of the code”
        TakePhoto => "door-take-photo",
        /// “Read the photo”
        ReadPhoto => "door-read-photo",
        /// “Or type the ticket's code”
        Code => "door-code",
        /// “8 letters and digits, under the QR code.”
        CodeHint => "door-code-hint",
        /// “Check”
        CheckCode => "door-check-code",
        /// “Type the code that stands under the QR code.”
        CodeNeeded => "door-code-needed",
        /// “No QR code was found in the photo. Go closer, hold still, avoid glare; or type the code.”
        NoCodeInPhoto => "door-no-code-in-photo",
        /// “Compare the last 4 characters with their ID card.”
        CompareTail => "door-compare-tail",
        /// “Health code last seen:”
        LastSeen => "door-last-seen",
        /// “Health code now”
        ColourNow => "door-colour-now",
        /// “Not looked at”
        ColourUnseen => "door-colour-unseen",
        /// “Look at their health code and say its colour.”
        ColourNeeded => "door-colour-needed",
        /// “Temperature, °C”
        TemperatureNow => "door-temperature-now",
        /// “Type a temperature such as 36.5.”
        TemperatureUnreadable => "door-temperature-unreadable",
        /// “A body temperature lies between 34.0 and 43.0. Measure again.”
        TemperatureImpossible => "door-temperature-impossible",
        /// “Let aboard”
        LetAboard => "door-let-aboard",
        /// “Back”
        NotNow => "door-not-now",
        /// “Next”
        Next => "door-next",
        /// “Take back”
        TakeBack => "door-take-back",
        /// “Take back now”
        TakeBackNow => "door-take-back-now",
        /// “Why?”
        UndoWhy => "door-undo-why",
        /// “Wrong person”
        UndoWrongPerson => "door-undo-wrong-person",
        /// “They got off again”
        UndoGotOff => "door-undo-got-off",
        /// “Pressed by mistake”
        UndoMistake => "door-undo-mistake",
        /// “Taken back.”
        DoneUndone => "door-done-undone",
        /// “There was nothing to take back any more.”
        DoneNotUndone => "door-done-not-undone",
        /// “Boarding has begun.”
        DoneBegun => "door-done-begun",
        /// “Supplies noted.”
        DoneSupplies => "door-done-supplies",
        /// “Departed. Have a safe trip.”
        DoneLeft => "door-done-left",
        /// “Arrival noted.”
        DoneArrived => "door-done-arrived",
        /// “They are aboard.”
        DoneWalkedUp => "door-done-walked-up",
        /// “Temperature noted.”
        DoneNoted => "door-done-noted",
        /// “The same ticket went aboard twice”
        Twice => "door-twice",
        /// “Two phones have let this ticket aboard. Look who sits in the seat, compare their ID, and take the wrong one back.”
        TwiceAdvice => "door-twice-advice",
        /// “Let aboard offline, told after departure”
        Late => "door-late",
        /// “Let aboard offline: please look”
        Doubtful => "door-doubtful",
        /// “To be settled before you leave: (count)”
        Open {
            /// The count.
            count: usize,
        } => "door-open",
        /// “Look at them at the door first. …”
        OpenAdvice => "door-open-advice",
        /// “Compare their ID card first. …”
        CountAdvice => "door-count-advice",
        /// “The right person: count them”
        CountThem => "door-count-them",
        /// “They are counted as aboard.”
        DoneCounted => "door-done-counted",
        /// “Not counted: …”
        NotCounted => "door-not-counted",
        /// “Not counted: that seat is not theirs any more. …”
        NotCountedNoSeat => "door-not-counted-no-seat",
        /// “There was nothing to settle any more.”
        NothingOpen => "door-nothing-open",
        /// “This phone”
        ThisDevice => "door-this-device",
        /// “Another phone”
        OtherDevice => "door-other-device",
        /// “Not on this vehicle's list”
        NotOnThisVehicle => "door-not-on-this-vehicle",
        /// “Connected. Everything is sent.”
        Online => "door-online",
        /// “No connection. Go on: what you do is kept on this phone.”
        Offline => "door-offline",
        /// “{0} wait to be sent”
        Waits => "door-waits",
        /// “You are signed out. Sign in again to send what waits.”
        SignedOutWaits => "door-signed-out-waits",
        /// “{0} could not be taken. Tell the bureau.”
        NotTaken => "door-not-taken",
        /// “Send now”
        SendNow => "door-send-now",
        /// “Sign in”
        SignInAgain => "door-sign-in-again",
        /// “No connection: kept on this phone and sent later.”
        KeptOnPhone => "door-kept-on-phone",
        /// “This needs a connection, and there is none now. Nothing was sent and nothing is lost: try again once it is back. Tickets can be checked and temperatures noted meanwhile.”
        NeedsConnection => "door-needs-connection",
        /// “This page needs a connection”
        NeedsConnectionTitle => "door-needs-connection-title",
        /// “Open it again once the connection is back. At the door tickets can be checked and temperatures noted meanwhile; this phone keeps them and sends them later.”
        NeedsConnectionAdvice => "door-needs-connection-advice",
        /// “Without a connection this browser cannot read a photo. Type the 8 letters and digits under the QR code instead.”
        PhotoNeedsConnection => "door-photo-needs-connection",
        /// “You are still signed in: records wait on this phone. They are sent at the door once there is a connection; sign out after that.”
        SendFirst => "door-send-first",
        /// “The signature is checked later”
        CheckedLater => "door-checked-later",
        /// “This browser cannot check it. The ticket is on this vehicle's list; compare the ID card.”
        CheckedLaterAdvice => "door-checked-later-advice",
        /// “Not on this phone's list”
        UnknownOffline => "door-unknown-offline",
        /// “Check the code again. A ticket issued after the connection broke can be checked only once it is back.”
        UnknownOfflineAdvice => "door-unknown-offline-advice",
        /// “Begin boarding”
        BeginTitle => "door-begin-title",
        /// “From then on nobody can book a seat on this trip; only people in the waiting line can still get on at the door.”
        BeginAdvice => "door-begin-advice",
        /// “Begin boarding”
        Begin => "door-begin",
        /// “It leaves only on (departs). Begin already now.”
        EarlyBegin {
            /// When it is to leave.
            departs: Timestamp,
        } => "door-early-begin",
        /// “It is to leave only on (departs). It leaves already now.”
        EarlyLeave {
            /// When it is to leave.
            departs: Timestamp,
        } => "door-early-leave",
        /// “It is not time yet. Tick the box if the vehicle does leave now.”
        EarlyUnticked => "door-early-unticked",
        /// “Boarding cannot begin yet:”
        BeginBlocked => "door-begin-blocked",
        /// “The bureau puts people on the crew, on the trip's page.”
        CrewAdvice => "door-crew-advice",
        /// “Supplies”
        Supplies => "door-supplies",
        /// “Aboard”
        SuppliesAboard => "door-supplies-aboard",
        /// “Something is missing after all”
        SuppliesMissing => "door-supplies-missing",
        /// “All aboard”
        SuppliesCheckIn => "door-supplies-check-in",
        /// “Masks for everybody”
        SupplyMasks => "door-supply-masks",
        /// “Disinfectant”
        SupplyDisinfectant => "door-supply-disinfectant",
        /// “Thermometers”
        SupplyThermometers => "door-supply-thermometers",
        /// “Gloves and protective suits”
        SupplyProtection => "door-supply-protection",
        /// “From the waiting line”
        WalkUps => "door-walk-ups",
        /// “People in line who have come to the door, on seats nobody has.”
        WalkUpsAdvice => "door-walk-ups-advice",
        /// “Show the line”
        WalkUpsOpen => "door-walk-ups-open",
        /// “Departure”
        Departure => "door-departure",
        /// “Crew and supplies are complete.”
        DepartureReady => "door-departure-ready",
        /// “The vehicle cannot leave yet:”
        DepartureBlocked => "door-departure-blocked",
        /// “To departure”
        DepartureOpen => "door-departure-open",
        /// “Back to the door”
        BackToDoor => "door-back-to-door",
        /// “Everybody is aboard.”
        NobodyAbsent => "door-nobody-absent",
        /// “Not aboard: (count)”
        Absent {
            /// The count.
            count: usize,
        } => "door-absent",
        /// “When you leave they count as no-shows: their tickets end and their seats are given up.”
        AbsentAdvice => "door-absent-advice",
        /// “Leave with (aboard) aboard”
        Leave {
            /// The aboard.
            aboard: usize,
        } => "door-leave",
        /// “Somebody has boarded or got off meanwhile. Look again.”
        CountChanged => "door-count-changed",
        /// “Some records wait on this phone. Go back and send them first, or those people count as no-shows.”
        SendBeforeLeaving => "door-send-before-leaving",
        /// “On the way”
        OnTheWay => "door-on-the-way",
        /// “Temperatures on the way”
        Temperatures => "door-temperatures",
        /// “Measure”
        Measure => "door-measure",
        /// “When everybody has got off at the destination:”
        ArriveAdvice => "door-arrive-advice",
        /// “We have arrived”
        Arrive => "door-arrive",
        /// “Temperatures are noted while the vehicle is under way.”
        NotUnderWay => "door-not-under-way",
        /// “Seat”
        Seat => "door-seat",
        /// “Choose”
        SeatChoose => "door-seat-choose",
        /// “Note it”
        Note => "door-note",
        /// “Nobody aboard sits there, or the vehicle is not under way.”
        NobodyThere => "door-nobody-there",
        /// “Measured so far”
        Log => "door-log",
        /// “Nothing measured yet”
        LogEmpty => "door-log-empty",
        /// “Measure everybody at every stop.”
        LogEmptyAdvice => "door-log-empty-advice",
        /// “Too high”
        TooHot => "door-too-hot",
        /// “Seat them apart, masks on, and let the medic measure again. If it stays above the limit, call the bureau and the nearest fever clinic.”
        DoHotOnTheWay => "door-do-hot-on-the-way",
        /// “seats free on this vehicle”
        FreeSeats => "door-free-seats",
        /// “Nobody is in line”
        LineEmpty => "door-line-empty",
        /// “Who has no seat and is not in line cannot get on.”
        LineEmptyAdvice => "door-line-empty-advice",
        /// “Call them in this order. Who is not here is passed over.”
        LineAdvice => "door-line-advice",
        /// “Back to the line”
        BackToLine => "door-back-to-line",
        /// “Let on”
        LetOn => "door-let-on",
        /// “Ahead of them in line: (count). By going on you say that those are not here.”
        PassedOver {
            /// The count.
            count: usize,
        } => "door-passed-over",
        /// “They are not in line any more, or have a seat.”
        NotInLine => "door-not-in-line",
        /// “No seat of this vehicle is free any more.”
        NoSeatFree => "door-no-seat-free",
        /// “Crew”
        CrewOf => "door-crew-of",
        /// “Each vehicle has its own people. Nobody serves on two vehicles at the same time.”
        AssignAdvice => "door-assign-advice",
        /// “Complete”
        CrewComplete => "door-crew-complete",
        /// “Take off”
        TakeOff => "door-take-off",
        /// “Put on”
        PutOn => "door-put-on",
        /// “Person”
        Person => "door-person",
        /// “Choose a person”
        PersonChoose => "door-person-choose",
        /// “Duty”
        DutyTitle => "door-duty-title",
        /// “They serve on (vehicle) at that time. Take them off there first, or choose somebody else.”
        Elsewhere {
            /// The vehicle.
            vehicle: String,
        } => "door-elsewhere",
        /// “New account for crew”
        AccountNew => "door-account-new",
        /// “They see their own vehicle only, from the day before departure until the day of arrival is over.”
        AccountAdvice => "door-account-advice",
        /// “Name”
        AccountName => "door-account-name",
        /// “Sign-in name”
        AccountLogin => "door-account-login",
        /// “Make account”
        AccountMake => "door-account-make",
        /// “Write a name of 1 to 40 characters.”
        AccountNameNeeded => "door-account-name-needed",
        /// “The sign-in name has 1 to 40 letters, digits, dots or dashes.”
        AccountLoginPlain => "door-account-login-plain",
        /// “Somebody has this sign-in name. Choose another.”
        AccountLoginTaken => "door-account-login-taken",
        /// “Account made: (name)”
        AccountMade {
            /// The name.
            name: String,
        } => "door-account-made",
        /// “Give them this address. It signs in once, within 24 hours; then they set a password.”
        AccountLink => "door-account-link",
        /// “Not a valid ticket”
        WhyForged => "door-why-forged",
        /// “It is not one of ours, or the code is mistyped. Check the code, or ask them to open the ticket in the chat again.”
        DoForged => "door-do-forged",
        /// “This ticket no longer counts”
        WhyRevoked => "door-why-revoked",
        /// “It was replaced by a newer one, or the seat was given up. Ask for the newest ticket in the chat.”
        DoRevoked => "door-do-revoked",
        /// “The ticket's time is over”
        WhyExpired => "door-why-expired",
        /// “It was for an earlier departure. Call the bureau.”
        DoExpired => "door-do-expired",
        /// “A ticket for another trip or day”
        WhyOtherTrip => "door-why-other-trip",
        /// “Compare trip and time on the ticket, and send them to the right meeting point.”
        DoOtherTrip => "door-do-other-trip",
        /// “A ticket for another vehicle of this trip”
        WhyOtherVehicle => "door-why-other-vehicle",
        /// “The vehicle's number stands on the ticket. Send them there.”
        DoOtherVehicle => "door-do-other-vehicle",
        /// “This ticket is aboard already”
        WhyAlreadyBoarded => "door-why-already-boarded",
        /// “Look who sits in the seat and compare their ID. If it was a mistake, take the first boarding back.”
        DoAlreadyBoarded => "door-do-already-boarded",
        /// “Temperature too high”
        WhyHot => "door-why-hot",
        /// “Wait 10 minutes in the shade and let the medic measure again. If it stays high, they do not travel: fever clinic.”
        DoHot => "door-do-hot",
        /// “Temperature not measured”
        WhyNotMeasured => "door-why-not-measured",
        /// “Measure, then check the ticket again.”
        DoNotMeasured => "door-do-not-measured",
        /// “This trip is not boarding”
        WhyNotOpen => "door-why-not-open",
        /// “Begin boarding on the vehicle's page first. If it has begun, their registration is not in force: call the bureau.”
        DoNotOpen => "door-do-not-open",
        /// “The vehicle has left”
        WhyDeparted => "door-why-departed",
        /// “They do not count as aboard. Call the bureau with the seat's number.”
        DoDeparted => "door-do-departed",
        /// “Health code is not green”
        WhyCodeNotGreen => "door-why-code-not-green",
        /// “They cannot travel today. Ask them to call their community office.”
        DoCodeNotGreen => "door-do-code-not-green",
        /// “Health code seen too long ago”
        WhyCodeTooOld => "door-why-code-too-old",
        /// “Ask them to open it now, and say the colour you see.”
        DoCodeTooOld => "door-do-code-too-old",
        /// “No health certificate”
        WhyCertificateMissing => "door-why-certificate-missing",
        /// “Health certificate has run out”
        WhyCertificateExpires => "door-why-certificate-expires",
        /// “If they have a valid one with them, let them send it in the chat, then check again.”
        DoCertificate => "door-do-certificate",
        /// “The employer has not confirmed them”
        WhyRosterNotConfirmed => "door-why-roster-not-confirmed",
        /// “Call the employer's HR: once confirmed, check again.”
        DoRosterNotConfirmed => "door-do-roster-not-confirmed",
        /// “The trip does not pick up where they come from”
        WhyOriginNotServed => "door-why-origin-not-served",
        /// “They come from a key epidemic area”
        WhyAreaBlocked => "door-why-area-blocked",
        /// “They name no employer”
        WhyEmployerMissing => "door-why-employer-missing",
        /// “Their employer is not listed for this trip”
        WhyEmployerNotListed => "door-why-employer-not-listed",
        /// “The trip serves other districts' employers”
        WhyEmployerElsewhere => "door-why-employer-elsewhere",
        /// “Call the bureau; only it can decide.”
        DoAskBureau => "door-do-ask-bureau",
    }
}
