# The console's words. Every id is a variant of `Label`.

## The frame

console-product = Returnline
console-product-desk = Desk
console-skip-to-main = Skip to content
console-nav-main = Main
console-nav-overview = Overview
console-nav-trips = Trips
console-nav-rosters = Rosters
console-nav-inbox = Inbox
console-nav-notices = Notices
console-nav-account = My account
console-nav-unanswered = {""}, { $count } waiting for an answer
console-language-switch = Language
console-to-first-page = Go to the first page
console-back = Back
console-find = Find
console-pager-name = Pages
console-pager-back = Previous
console-pager-on = Next
console-pager-at = Page { $page } of { $pages }
console-at = { $when }
console-where = { $place }
console-pair = { $name }: { $value }
console-just-now = just now
console-for-minutes = { $minutes } min
console-for-hours = { $hours } h
console-for-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }

## The door and the account

console-sign-in = Sign in
console-sign-out = Sign out
console-login = Login
console-password = Password
console-sign-in-wrong = That login and password do not match. Please try again.
console-sign-in-too-often = Too many attempts. Please wait a minute and try again.
console-sign-in-help = No password, or forgotten it? Ask an administrator for a one-time sign-in link.
console-enter-intro = Press the button to sign in to the desk.
console-enter-button = Sign in
console-enter-once = This link works once. After signing in you can set a password under “My account”.
console-enter-spent-title = This link no longer works
console-enter-spent = It has been used already, or is older than 24 hours. Ask an administrator for a new one, or sign in with your password.
console-enter-to-sign-in = Sign in with a password
console-password-title = Set my password
console-password-current = Current password
console-password-new = New password
console-password-again = New password again
console-password-rule = At least { $least } characters. A few unrelated words make a good one.
console-password-too-short = Too short: use at least { $least } characters.
console-password-too-long = Too long: use at most { $most } characters.
console-password-differs = The two passwords differ.
console-password-wrong = This is not your current password.
console-password-save = Save password
console-password-set = Password saved. You have been signed out everywhere else.
console-role-clerk = Clerk
console-role-admin = Administrator
console-role-hr = Employer HR
console-role-crew = Crew

## When something cannot be done

console-fault-not-found = Page not found
console-fault-not-found-advice = The address may be wrong, or this is not yours to look after.
console-fault-forbidden = This is not yours to do
console-fault-forbidden-advice = Your role does not include it. If your work needs it, ask an administrator.
console-fault-stale = This form has expired
console-fault-stale-advice = Nothing was changed. Go back, reload the page and send it again.
console-fault-bad-request = We could not read that request
console-fault-bad-request-advice = Nothing was changed. Go back and try again.
console-fault-internal = Something went wrong here
console-fault-internal-advice = It is not your fault and has been recorded. Please try again in a moment.

## Overview

console-registrations = Registrations
console-today-plus = +{ $count } today
console-seats-taken = Seats taken
console-of-capacity = of { $capacity }
console-taken-of = { $taken } / { $capacity }
console-in-line = Waiting list
console-unanswered = Unanswered
console-seats-by-trip = Seats by trip
console-legend-firm = Confirmed
console-waiting-count = { $count } waiting
console-offered-count = { $count } being offered a seat
console-longest-wait = Longest wait:
console-by-district = Registrations by district
console-no-employer-yet = No employer yet
console-waiting-lines = Waiting lists
console-demand-title = Demand without a trip
console-notices-under-way = Notices under way
console-unknown-worker = Not registered yet
console-all-in-inbox = See all { $count }
console-more-rows = { $count } more
console-inbox-clear = Nobody is waiting
console-inbox-clear-advice = Workers who press 0 in the chat appear here.
console-no-registrations = No registrations yet
console-no-registrations-advice = Send the chat page’s address or QR code to employers and workers.
console-nobody-waits = Nobody is on a waiting list
console-nobody-waits-advice = When a trip is full, workers can queue for it and show up here.
console-no-demand = No unmet demand
console-no-demand-advice = Workers for whom nothing runs are counted here, so you can plan further trips.
console-no-notices-under-way = No notice is going out
console-no-notices-under-way-advice = You can write one under “Notices”.

## Columns

console-col-trip = Trip
console-col-route = Route
console-col-departure = Departure
console-col-vehicles = Vehicles
console-col-vehicle = Vehicle
console-col-seat = Seat
console-col-state = Status
console-col-name = Name
console-col-resident-id = Resident ID
console-col-mobile = Mobile
console-col-origin = Origin
console-col-employer = Employer
console-col-district = District
console-col-mode = Transport
console-col-workers = People
console-col-worker = Worker
console-col-since = Since
console-col-trip-seat = Trip and seat
console-col-decision = Decision
console-col-last-words = Latest message
console-col-waits = Waiting
console-col-channel = Channel
console-col-notice = Notice
console-col-written = Written

## Trips and seats

console-no-trips = No trips yet
console-no-trips-advice = Trips appear here once they are entered.
console-no-vehicles = No vehicles yet
console-no-vehicles-advice = The seats are shown here once vehicles are assigned.
console-passengers = Passengers
console-no-passengers = Nobody has a seat yet
console-no-passengers-advice = Workers who take a seat in the chat appear here.
console-meeting-point = Meeting point
console-destination = Destination
console-asks = Requirements
console-asks-certificate = Health certificate valid through the day of departure
console-asks-listing = Employer on the list of key employers
console-asks-roster = Confirmed by the employer’s HR
console-asks-spacing = Spaced seating
console-trip-draft = Draft
console-trip-open = Open
console-trip-full = Full
console-trip-boarding = Boarding
console-trip-departed = Departed
console-trip-arrived = Arrived
console-trip-cancelled = Cancelled
console-seat-map = Seats
console-seat-free = Free
console-seat-held = Held
console-seat-reserved = Awaiting HR
console-seat-confirmed = Confirmed
console-seat-boarded = Boarded
console-seat-not-sold = Not sold
console-coach-front = Front
console-carriage = Carriage { $number }
console-vehicle-coach = { $seats }-seat coach
console-vehicle-train = { $seats }-seat charter train
console-mode-coach = Coach
console-mode-train = Charter train
console-mode-self-drive = Own car
console-mode-public = Public transport

## Rosters

console-employer-search = Find an employer
console-no-rosters = No rosters yet
console-no-rosters-advice = Employers appear here when workers register and name them.
console-no-employer-found = No such employer
console-no-employer-found-advice = Try part of the name, its pinyin or its initials. Only employers whom workers have named are listed.
console-roster-of = Roster of { $employer }
console-roster-empty = Nobody on this roster yet
console-roster-empty-advice = Workers who name this employer when they register appear here for confirmation.
console-roster-claimed = Waiting
console-roster-confirmed = Confirmed
console-roster-rejected = Rejected
console-filter-by-state = Filter by status
console-filter-all = All
console-none-in-state = Nobody here
console-none-in-state-advice = Choose another status above.
console-no-seat = No seat yet
console-confirm = Confirm
console-confirm-named = Confirm { $name }
console-reject-step = Reject…
console-reject-named = Reject { $name }…
console-decide-step = Decide…
console-decide-named = Decide on { $name }…
console-awaits-hr = HR has not answered yet
console-confirm-title = Yes, one of ours
console-confirm-advice = The worker is told in the chat and the seat becomes firm.
console-reject-title = No, not one of ours
console-reason = Reason
console-reason-hint = The worker will read this. 2 to 200 characters.
console-reason-needed = Give a reason of 2 to 200 characters.
console-reject = Reject
console-grounds = Grounds for deciding in HR’s place
console-grounds-hint = Kept in the audit record; the worker does not see it. For example: checked with the HR manager by phone.
console-grounds-needed = State your grounds in 2 to 200 characters.
console-confirm-all = Confirm all { $count }
console-confirm-all-title = Confirm everyone?
console-confirm-all-advice = { $count ->
        [one] This person
       *[other] These { $count } people
    } will be confirmed as your staff and told in the chat. This cannot be undone.
console-already-decided = This person has already been decided on.
console-done-confirmed = Confirmed. The worker is being told.
console-done-rejected = Rejected. The worker is being told why.
console-done-confirmed-all = All confirmed. They are being told.

## Inbox

console-inbox-empty = No open conversations
console-inbox-empty-advice = Workers who press 0 in the chat appear here by themselves.
console-answered = Answered
console-asked-at = Asked
console-no-words-yet = The worker asked for a person but has not written anything yet. Say hello first.
console-your-answer = Your answer
console-answer-hint = Goes to the worker’s chat under the name { $name }. At most 2000 characters.
console-send-answer = Send
console-answer-empty = Write something first.
console-answer-too-long = { $length } characters is too long; send at most { $most } at a time.
console-already-closed = The conversation has ended; this was not sent.
console-claim-title = Is this the registered worker?
console-claim-asks = This chat asks to be recognised as { $name }, ID { $id }, registered with mobile { $mobile }.
console-claim-advice = Check by other means first, for example by a call to the registered mobile or the employer’s HR. Once accepted, this chat sees and changes that worker’s registration, seat and ticket.
console-claim-reason = How you checked
console-claim-reason-hint = Kept in the audit record; the worker does not see it. 2 to 200 characters.
console-claim-accept = Accept this chat as the worker’s
console-done-recognised = This chat is the worker’s now; they were asked to press submit once more.
console-claim-gone = The conversation has ended or somebody has settled this already.
console-close-conversation = End conversation
console-close-advice = The worker goes back to the automatic chat and can press 0 again at any time.
console-conversation-closed = This conversation has ended.
console-done-closed = Conversation ended. The worker is being told.
console-chat-before = The chat before this ({ $count })
console-bot = Automatic reply
console-channel-telegram = Telegram
console-channel-web = Web chat
console-channel-terminal = Terminal

## Notices

console-notices-intro = One person writes, another approves, then it goes out.
console-notice-new = Write a notice
console-notice-edit = Edit notice
console-no-notices = No notices yet
console-no-notices-advice = Write the first one, such as an open letter to all workers.
console-notice-untitled = (untitled)
console-notice-draft = Awaiting approval
console-notice-approved = Approved
console-notice-sending = Sending
console-notice-paused = Paused
console-paused-because = Paused by itself: the messenger refused the text 20 times in a row. Its words: “{ $reason }”. If the text is at fault, cancel this notice and write another; otherwise resume.
console-held-until = Quiet hours: it waits until { $until }.
console-notice-done = Sent
console-notice-cancelled = Cancelled
console-author = Author
console-approver = Approved by
console-audience-title = Audience
console-audience-advice = People must meet every condition below. Leave one empty for no limit.
console-status-title = Progress
console-status-anyone = Everyone who has written to us
console-status-started = Started but not registered
console-status-registered = Registered
console-status-seated = Has a seat
console-status-waiting = On a waiting list
console-status-unseated = Registered, neither seated nor waiting
console-health-code-title = Health code
console-health-any = Any
console-health-green = Green
console-health-yellow = Yellow
console-health-red = Red
console-health-none = None yet
console-origin-hint = Province, city or county: hanzi, pinyin or initials, such as 黄山 or gz.
console-employer-hint = Name, pinyin or initials.
console-matches = Choose one
console-pick-one = Several match. Choose one below.
console-nothing-like-it = Nothing found. Try another spelling.
console-texts = Text
console-texts-advice = Simplified Chinese is required. Readers of a language you leave empty get the nearest one.
console-optional = optional
console-heading = Heading
console-text = Text
console-characters = { $length } / { $most } characters
console-text-needed = Write the text.
console-text-too-long = { $length } characters is too long; at most { $most } fit.
console-text-missing = The Simplified Chinese text is missing, so it cannot be approved.
console-look-again = Not saved yet. Please look at what is marked below.
console-save-draft = Save and submit for approval
console-check-step = Preview and count
console-edit = Edit
console-done-saved = Saved. It now waits for a colleague’s approval.
console-reach-people = { $count ->
        [one] Reaches { $count } person
       *[other] Reaches { $count } people
    }
console-reach-opted-out = { $count } more opted out and are left out
console-reach-blocked = { $count } more have blocked us and are left out
console-previews = What each reader gets
console-readers-of = Readers of { $language }
console-fallback-to = Nothing in this language: they get { $language }
console-no-text-yet = Nothing written yet.
console-language-zh-hans = Simplified Chinese
console-language-zh-hant = Traditional Chinese
console-language-en = English
console-own-notice = You wrote this, so another administrator has to approve it.
console-awaits-approval = Waiting for an administrator’s approval.
console-approve-advice = Written by { $author }. Read every language and the audience before you approve; afterwards the text cannot be changed.
console-act-approve = Approve
console-act-send = Send now
console-act-pause = Pause
console-act-resume = Resume
console-act-cancel = Cancel this notice
console-cancel-step = Cancel this notice…
console-cancel-advice = It will not go out. This cannot be undone.
console-cancel-running-advice = What has gone out cannot be called back; the rest will not be sent. This cannot be undone.
console-only-admin-sends = Approved. An administrator can send it.
console-only-admin-pauses = Only an administrator can pause or resume it.
console-not-in-this-state = The notice has moved on meanwhile. Look at its present state first.
console-changed-meanwhile = The author changed it while you were reading. Please read it again before you approve.
console-progress = Progress of sending
console-settled-of = { $settled } of { $all } done
console-outcomes = Outcomes
console-outcome-sent = Delivered to the channel
console-outcome-waiting = Queued
console-outcome-failed = Failed
console-outcome-unknown = Unknown
console-outcome-excluded = Left out (opted out or blocked)
console-outcome-left-out = Left out
console-outcome-all = Audience
console-reasons = Reasons
console-reason-blocked = has blocked us
console-reason-deactivated = the account is gone
console-reason-not-found = no such chat
console-reason-opted-out = has opted out
console-act-retry = Try the { $count } failed again
