# The desk: finding anybody, their whole story, acting on their behalf, the inbox

# Finding anybody
desk-search-field = Name, mobile or ID number
desk-search-hint = Part of a name is enough; a number must be complete, spaces do not matter.
desk-search-go = Find
desk-search-empty = Please type a name or a number first.
desk-search-number = That is neither a complete mobile number (11 digits) nor a complete ID number (18).
desk-search-no-name = That looks neither like a name nor like a number.
desk-search-nobody = Nobody found
desk-search-nobody-advice = They may not be registered yet, or belong to another district. If they stand before you, register them now.
desk-search-found =
    { $count ->
        [one] 1 person found
       *[other] { $count } people found
    }
desk-search-cut = Only the first { $count } are listed. Type more of the name.
desk-search-declared = On an employer’s list, not registered yet
desk-search-declared-hint = They register in the chat, best with the invitation link on their employer’s page. If they stand before you, register them now.
desk-search-declared-cut = Only the first { $count } are listed. Type more of the name.
desk-search-intro = What you type appears in no address and is not kept.
desk-col-id = ID number
desk-col-district = District
desk-col-registration = Registration
desk-col-by = By
desk-not-registered = Not registered

# Where a registration stands
desk-state-submitted = Submitted
desk-state-employer-confirmed = Employer confirmed
desk-state-travel-arranged = Travel arranged
desk-state-travelling = Travelling
desk-state-arrived = Arrived
desk-state-needs-fix = Needs a correction
desk-state-rejected = Refused
desk-state-withdrawn = Withdrawn
desk-state-erased = Erased

# One worker
desk-to-found = Find a worker
desk-fact-state = Registration
desk-fact-origin = Sets out from
desk-fact-mode = Way of travelling
desk-fact-health = Health code
desk-fact-seen = reported { $when }
desk-fact-certificate = Health certificate
desk-fact-certificate-until = valid until { $date }
desk-fact-no-certificate = none yet
desk-fact-consents = Consents
desk-fact-consent =
    { $kind ->
        [service] registration
        [health] health data
       *[travel] travel data
    } (version { $version }, { $when })
desk-fact-refused = refused
desk-fact-read-by = read out by { $name }
desk-fact-submitted = Submitted
desk-fact-entered-by = entered by { $name }
desk-fact-ticket = Ticket
desk-fact-ticket-print = Print the ticket
desk-fact-no-ticket = none issued
desk-fact-demand = wishes for a trip that does not run yet
desk-fact-chats = Chats
desk-fact-no-chat = none: reached by telephone only
desk-chat-opted-out = no notices
desk-chat-blocked = has blocked us
desk-on-page = On this page
desk-history = History
desk-messages = Messages
desk-records = On record
desk-actions = Actions
desk-history-empty = Nothing yet.
desk-earlier = { $count } earlier
desk-older = Older
desk-newer = Newer

# What happened
desk-hap-submitted = Submitted the registration
desk-hap-consent =
    { $given ->
        [yes] Agreed to the use of
       *[no] Did not agree to the use of
    } { $kind ->
        [service] registration data
        [health] health data
       *[travel] travel data
    } (version { $version })
desk-hap-seat =
    { $change ->
        [held] Seat held
        [offered] Seat offered
        [reserved] Seat taken
        [confirmed] Seat confirmed
        [boarded] On board
        [cancelled] Seat given up
        [expired] Time ran out, seat free again
        [rejected] Seat taken back
        [replaced] Seat given to somebody else
        [declined] Left an offered seat
        [moved] Changed to another trip
        [no_show] Did not travel
        [trip_cancelled] Trip cancelled, seat gone
       *[other] Seat changed
    }: { $seat }
desk-hap-line = Joined the line: { $trip } ({ $state ->
        [waiting] still waiting
        [offered] a seat is offered
        [accepted] took the seat
        [declined] left the seat
        [expired] did not answer in time
       *[left] left the line
    })
desk-hap-ticket = Ticket issued: { $trip } (code ends in { $tail })
desk-hap-ticket-gone = Ticket revoked: { $trip }
desk-hap-roster =
    { $state ->
        [claimed] Named an employer, waiting for HR
        [confirmed] Confirmed by the employer
        [rejected] Refused by the employer
       *[replaced] Replaced by the employer
    }: { $employer }
desk-hap-help = Asked for a person
desk-hap-help-open = See the conversation
desk-hap-door =
    { $kind ->
        [boarded] Boarded
        [refused] Turned away at the door
       *[undone] Boarding taken back
    }: { $vehicle }
desk-hap-temperature = { $degrees } °C
desk-hap-arrived = Arrived: { $vehicle }
desk-hap-waived = A requirement was waived: { $trip }
desk-hap-by = by { $name }
desk-hap-why = reason: { $reason }

# Messages
desk-talk-empty = No messages yet.
desk-talk-entered = entered by { $name }
desk-talk-notice = Notice
desk-out-queued = Waiting
desk-out-sending = Being sent
desk-out-sent = Delivered
desk-out-failed = Not delivered
desk-out-unknown = Unknown whether it arrived
desk-out-excluded = Left out

# On record
desk-record =
    { $action ->
        [worker_revealed] Saw the full numbers
        [worker_name_corrected] Corrected the name
        [waitlist_class] Set the priority in line
        [waitlist_passed] Passed over for a free seat
        [requirement_waived] Waived a requirement
        [roster_confirmed] Confirmed for the employer
        [roster_rejected] Refused for the employer
        [roster_replaced] Replaced on the roster
        [roster_override] Decided in the employer's place
        [roster_lapsed] The employer did not answer in time
        [help_answered] Answered the worker
        [help_closed] Ended the conversation
        [help_recognised] Recognised the chat as theirs
        [help_taken] Took the conversation
        [help_handed_over] Handed the conversation over
        [help_released] Put the conversation back
        [ticket_reissued] Issued the ticket again
        [on_behalf_begun] Began on their behalf
        [on_behalf_taken_up] Opened on their behalf
        [on_behalf_consent] On their behalf: a consent
        [on_behalf_submitted] On their behalf: submitted
        [on_behalf_health] On their behalf: health code
        [on_behalf_withdrawn] On their behalf: withdrew
        [on_behalf_offer_taken] On their behalf: took an offered seat
        [on_behalf_offer_declined] On their behalf: left an offered seat
        [on_behalf_line_left] On their behalf: left the line
        [on_behalf_seat_changed] On their behalf: changed the seat
        [on_behalf_new_ticket] On their behalf: new ticket
        [on_behalf_name] On their behalf: corrected the name
        [on_behalf_party] On their behalf: travelling together
        [on_behalf_notices] On their behalf: notices
       *[other] { $code }
    }

# Full numbers
desk-reveal-title = See the full numbers
desk-reveal-advice = Who looked and why is kept on record. The numbers are shown once.
desk-reveal-reason = Please give a reason of 2 to 200 characters.
desk-reveal-go = Show once
desk-reveal-too-often = You have looked at too many numbers this hour (at most { $most }). Try again later or ask a colleague.
desk-reveal-mobile = Mobile
desk-reveal-done = This is on record. The numbers are gone once you leave this page.

# On their behalf
desk-act-go = Act on their behalf
desk-act-advice = Answer the bot in the worker's place: change answers, record a health code, take or give up a seat. They are told in their chat.
desk-counter-new = Register somebody at the counter
desk-counter-title = On somebody's behalf
desk-counter-for = On behalf of { $name }
desk-counter-intro = Read each question out and enter the answer as given. Your name is kept with it.
desk-counter-no-phone = Somebody without a telephone may give the number of a relative or of their employer.
desk-counter-answer = Answer
desk-counter-send = Enter
desk-counter-photo = Photo of the certificate (JPEG or PNG)
desk-counter-photo-send = Upload the photo
desk-counter-no-picture = That is no JPEG or PNG picture, or too large.
desk-counter-blank = Please type an answer or press a button.
desk-counter-gone-on = Somebody has gone on with this meanwhile. Look at the present question before you answer.
desk-counter-before = { $count } earlier messages
desk-counter-help = This person has to be checked first: see the inbox.
desk-counter-to-worker = See everything about this worker
desk-counter-print = Print the ticket

# The inbox
desk-inbox-all = All
desk-inbox-mine = Mine
desk-inbox-free = Unassigned
desk-inbox-show = Which conversations
desk-inbox-with = With
desk-inbox-nobody = nobody
desk-inbox-you = you
desk-inbox-none = No conversations here
desk-inbox-none-advice = Have a look at all of them.
desk-assign-title = Who looks after it
desk-assign-with = { $name } looks after it
desk-assign-you = You look after it
desk-assign-nobody = Nobody looks after it yet
desk-assign-take = Take it
desk-assign-take-over = Take it over
desk-assign-release = Put it back
desk-assign-to = Hand over to
desk-assign-go = Hand over
desk-assign-gone = Somebody has taken it meanwhile. See who looks after it now.
desk-assign-unknown = Please choose a colleague.
desk-answer-taken = { $name } looks after this conversation. Take it over before you answer.
desk-inbox-call = This person has no chat: call them, then end the conversation.

# Answers given often
desk-canned-title = Common answers
desk-canned-advice = Staff put one into the answer box, edit it and send it.
desk-canned-pick = A common answer
desk-canned-insert = Insert
desk-canned-empty = No common answers yet
desk-canned-empty-advice = Add the first one below.
desk-canned-name = Title
desk-canned-text = Text
desk-canned-locale = Language
desk-canned-new = Add one
desk-canned-save = Save
desk-canned-drop = Delete
desk-canned-saved = Saved.
desk-canned-dropped = Deleted.
desk-canned-bad-title = A title has 1 to { $most } characters.
desk-canned-bad-text = A text has 1 to { $most } characters.
desk-canned-taken = There is one with this title in this language already.
