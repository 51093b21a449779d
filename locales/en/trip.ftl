# The words of the pages about trips, manifests, tickets and arrivals. Every id is a variant of `TripLabel`.

trips-trip-new = New trip
trips-trip-edit = Edit trip
trips-trips-by-file = Trips from a file
trips-filter-state = State
trips-filter-any = All
trips-filter-day = Day of departure
trips-filter-destination = Destination
trips-filter-go = Filter
trips-none-match = No trip matches
trips-none-match-advice = Change the filter, or choose “All”.
trips-form-intro = It is kept as a draft, which workers do not see. An administrator opens it.
trips-look-again = Nothing is saved yet. See the marked places; all you typed is still there.
trips-save-draft = Save draft
trips-check-step = Check and show seats
trips-checked = No errors. Not saved yet.
trips-checked-draft = This can be saved as a draft, but not opened before what is listed below is put right. Not saved yet.
trips-basics = Trip
trips-code = Trip code
trips-code-hint = Left empty, one is made: HS-0224.
trips-code-wrong = Use 2 to 16 letters, digits or hyphens.
trips-code-taken = Another trip has this code; choose another.
trips-pick-district = Choose a destination.
trips-fare = Fare (yuan)
trips-fare-hint = 0 is free. Up to two decimals: 120.50.
trips-fare-wrong = Give an amount with at most two decimals, such as 120.50.
trips-fare-most = A fare is at most 10,000 yuan.
trips-stops = Stops
trips-stops-hint = In the order they are passed. A new row follows when you check; clear a row to drop it.
trips-stop = Stop { $number }
trips-stop-place = Place
trips-stop-place-hint = Name, pinyin or initials: 黄山, huangshan, hs.
trips-stop-time = Leaves at
trips-stop-meet = Meeting point
trips-stop-meet-hint = A meeting point may be left empty for now, but is needed before opening.
trips-stop-needed = At least one stop is needed.
trips-place-unknown = No such place. Write the name of a county or city, or its pinyin.
trips-place-pick = Several places match. Choose one.
trips-place-none = No such place: { $typed }. Write the name of a county or city, or its pinyin.
trips-place-several = “{ $typed }” may be several places. Write one of these instead: { $places }.
trips-time-wrong = Give day and time, such as 2020-02-24 08:00.
trips-meet-long = A meeting point has at most 80 characters.
trips-fleet = Vehicles and seats
trips-fleet-hint = How many of each kind. Coaches and trains do not go in one trip.
trips-count-wrong = Give a whole number from { $least } to { $most }.
trips-vehicle-needed = At least one vehicle is needed.
trips-too-many = A trip has at most 255 vehicles.
trips-rules = What passengers need
trips-code-hours = Health code seen within (hours)
trips-code-hours-hint = Empty for any age. Only green boards.
trips-hottest = Highest temperature that boards (°C)
trips-hottest-hint = Empty for 37.3.
trips-hottest-wrong = Give a temperature from 34.0 to 43.0, such as 37.3.
trips-districts = Only for employers of (none for any)
trips-districts-hint = Whoever has no employer yet may ride as well, unless a listed employer or HR's confirmation is asked for.
trips-zones = And of these zones
trips-zones-hint = Parted by commas, such as 浙南产业集聚区.
trips-blocked = Provinces nobody boards in
trips-blocked-more = Other areas nobody boards in
trips-blocked-more-hint = Names of counties or cities, parted by commas.
trips-crew = Crew of each vehicle
trips-crew-hint = Lucheng's spaced coaches need 2 drivers, 1 medic, 1 official and supplies. All 0 asks for nothing.
trips-drivers = Drivers
trips-medics = Medics
trips-officials = Officials
trips-supplies = Supplies on board
trips-crew-seats = Seats for crew, each vehicle
trips-capacity =
    { $vehicles ->
        [one] 1 vehicle
       *[other] { $vehicles } vehicles
    }, { $seats ->
        [one] 1 seat
       *[other] { $seats } seats
    } to sell
trips-capacity-of =
    { $seats ->
        [one] 1 seat
       *[other] { $seats } seats
    } to sell
trips-preview = Seats
trips-step-open = Open for booking
trips-open-advice = Workers can book at once. Vehicles, seats and rules are then fixed; time and meeting point can still change, and everyone with a seat is told.
trips-open-now = Open
trips-not-yet = Cannot be opened yet
trips-only-admin-opens = An administrator opens it.
trips-fault-no-vehicle = There is no vehicle.
trips-fault-too-many-vehicles = There are more than 255 vehicles.
trips-fault-wrong-vehicle = A vehicle does not fit the way of travel.
trips-fault-no-seats = The crew takes every seat of a vehicle.
trips-fault-no-stop = There is no stop.
trips-fault-stop-twice = A stop comes twice.
trips-fault-stop-order = A stop is left earlier than the one before it.
trips-fault-stop-blocked = A stop lies where nobody boards.
trips-fault-no-meeting-point = A meeting point is missing.
trips-fault-departure-past = The departure lies in the past.
trips-fault-no-crew-rule = A spaced coach to Lucheng must ask for 2 drivers, 1 medic, 1 official and supplies.
trips-fault-train-unlisted = A charter train must ask for a listed employer.
trips-fault-train-unconfirmed = A charter train must ask for HR's confirmation.
trips-fault-train-not-free = A charter train is free.
trips-fault-fare-negative = The fare is below zero.
trips-change-moment = Change the departure
trips-change-moment-advice = All stops shift alike. Everyone with a seat is told and may give it up.
trips-new-departure = New departure
trips-change-meet = Change meeting points
trips-cancel-trip = Cancel the trip
trips-cancel-advice =
    { $count ->
        [one] It cannot be taken back. 1 person has a seat and is told.
       *[other] It cannot be taken back. { $count } people have a seat and are told.
    }
trips-cancel-draft-advice = It cannot be taken back.
trips-reason = Reason
trips-reason-hint = Workers read it; 2 to 200 characters.
trips-reason-needed = Give a reason of 2 to 200 characters.
trips-moment-wrong = The new departure must lie ahead and differ from the present one.
trips-changed = Somebody has changed this trip meanwhile. See how it is now, then act.
trips-see-now = See the trip as it is now
trips-no-draft = This trip is no longer a draft: its vehicles, seats and rules are fixed.
trips-not-now = This cannot be done in the trip's present state.
trips-vehicle-left = A vehicle has left; it cannot be changed.
trips-done-saved = Saved.
trips-done-opened = Open for booking.
trips-done-moved = The departure was changed.
trips-done-meet = The meeting points were changed.
trips-done-cancelled = The trip was cancelled.
trips-done-imported =
    { $count ->
        [one] 1 trip was entered as a draft.
       *[other] { $count } trips were entered as drafts.
    }
trips-cancelled-because = Cancelled because
trips-free = Free
trips-yuan = ¥{ $amount }
trips-crew-asked =
    Each vehicle: { $drivers ->
        [one] 1 driver
       *[other] { $drivers } drivers
    }, { $medics ->
        [one] 1 medic
       *[other] { $medics } medics
    }, { $officials ->
        [one] 1 official
       *[other] { $officials } officials
    }
trips-supplies-asked = supplies
trips-code-asked =
    { $hours ->
        [one] health code seen within 1 hour
       *[other] health code seen within { $hours } hours
    }
trips-hottest-asked = at most { $limit } °C
trips-blocked-asked = nobody boards in { $places }
trips-districts-asked = employers of { $places } only
trips-districts-asked-or-none = employers of { $places } only, or no employer yet
trips-file-intro = Take the template: one trip a row. You see what was read first; nothing is saved until you accept.
trips-template-xlsx = Template for Excel
trips-template-csv = Template as CSV
trips-file-field = Table of trips (.xlsx or .csv)
trips-upload = Upload and look
trips-file-none = Choose a file.
trips-file-bad = This file cannot be read: { $why }
trips-file-no-header = There is no heading row. Use the column names of the template.
trips-file-no-rows = There is no trip in it.
trips-file-too-many = At most { $most } trips at once; split the file.
trips-file-rows =
    { $good ->
        [one] 1 trip
       *[other] { $good } trips
    } can be entered; { $bad ->
        [one] 1 row has errors.
       *[other] { $bad } rows have errors.
    }
trips-file-mend = Mend them in the table and upload it again. Nothing is saved.
trips-file-accept =
    { $count ->
        [one] Enter this trip
       *[other] Enter these { $count } trips
    }
trips-file-twice = The same code as in a row above.
trips-file-stops-many = A trip has at most { $most } stops.
trips-file-times = Stops in the row: { $stops }. Times here: { $given }. Give one time for each stop, parted by semicolons.
trips-file-meets = Stops in the row: { $stops }. Meeting points here: { $given }. Give one for each stop, parted by semicolons; leave nothing between two semicolons where it is not known yet.
trips-meet-open = meeting point not known yet
trips-col-row = Row
trips-col-errors = Errors
trips-cell-error = { $cell } ({ $column }): { $why }
trips-row-good = Good
trips-file-flag = Write yes or no.
trips-file-mode = Write coach or train.
trips-manifest-of = Manifest { $vehicle }
trips-manifest = Manifest
trips-manifest-nobody = Nobody has a seat
trips-manifest-nobody-advice = Come back once seats are taken.
trips-manifest-masked = Take away or print, numbers masked
trips-manifest-full = In full
trips-manifest-full-advice = With full ID and mobile numbers. Say what it is for; it is recorded. Destroy it after use.
trips-manifest-why = What it is for
trips-manifest-xlsx = Download workbook
trips-manifest-print = Page to print
trips-manifest-recorded = Each export is recorded and carries your name and the time.
trips-watermark = Exported by { $name } ({ $login }), { $moment }
trips-watermark-masked = Masked list
trips-watermark-full = Full list, for: { $why }
trips-own-people-only = Your own people only.
trips-print-how = Print this page from your browser.
trips-col-ticket = Ticket
trips-ticket = Ticket
trips-ticket-none = There is no valid ticket
trips-ticket-none-advice = A ticket is issued once the seat is the worker's.
trips-ticket-code = Ticket code
trips-ticket-qr = The ticket's QR code
trips-reissue = Issue a new ticket
trips-reissue-advice = The old ticket is void at once; only the new one boards.
trips-reissue-reason-hint = It is recorded; 2 to 200 characters.
trips-done-reissued = A new ticket was issued; the old one is void.
trips-calendar = Add to calendar (.ics)
trips-calendar-title = Ride back to work { $code }
trips-arrivals = Arrivals
trips-arrivals-intro = When a vehicle is there, check your people off and sign.
trips-no-arrivals = None of your people has a seat yet
trips-no-arrivals-advice = Vehicles are listed here once they have.
trips-arrival-of = Arrival of { $vehicle }
trips-arrival-not-yet = Not there yet
trips-arrival-due = To be signed
trips-arrival-signed = Signed
trips-arrival-tick = Tick who has arrived. The bureau sees who is not ticked.
trips-arrival-aboard = Went aboard
trips-arrival-absent = Did not come aboard
trips-arrival-remark = Remark
trips-arrival-remark-long = A remark has at most 500 characters.
trips-sign = Sign
trips-done-signed = Signed.
trips-arrival-figures = { $expected } expected, { $arrived } arrived, { $missing } missing
trips-signed-by = Signed by { $name }, { $moment }
trips-signed-with-differences = Signed, with differences
trips-differs-not-arrived = Went aboard, has not arrived: { $count }
trips-differs-came-anyway = Was not aboard, has arrived all the same: { $count }
trips-differs-no-show = Was not aboard, has not arrived: { $count }
trips-differences-advice = What an employer signs changes nobody's registration. Ask the employer about those who went aboard and have not arrived first.
trips-not-signed = Not signed yet
trips-unsigned-people = People with a seat when it left: { $count }
trips-no-employer = No employer named
trips-no-employer-advice = Nobody signs for them. Call them yourselves.
trips-after = After departure
trips-everybody-came = Everybody with a seat went aboard.
trips-did-not-come = Did not come aboard: { $count }
trips-open-records = Still open at the door: { $count }
trips-open-records-advice = Ask the crew or the person whether they travelled, and write down what you found out. That closes the record; it changes neither seat nor registration.
trips-settle-found = What you found out
trips-settle-needed = Write what you found out, in 2 to 200 characters.
trips-settle = Close the record
trips-done-settled = The record is closed.
trips-none-open = That record was closed already.
