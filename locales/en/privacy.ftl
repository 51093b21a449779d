# What we hold about somebody: in the chat

privacy-title = What we hold about you
privacy-nothing = You have not told us anything about yourself yet.
privacy-registered = You are registered with:
privacy-typed = Not submitted yet. So far you have told us:
privacy-messages =
    { $count ->
        [one] 💬 1 message of this chat
       *[other] 💬 { $count } messages of this chat
    }
privacy-photos =
    { $count ->
        [one] 📷 1 photo
       *[other] 📷 { $count } photos
    }
privacy-readings =
    { $count ->
        [one] 🌡 1 health check noted on the way
       *[other] 🌡 { $count } health checks noted on the way
    }
privacy-consents =
    { $count ->
        [one] ✅ 1 answer to our questions for your agreement
       *[other] ✅ { $count } answers to our questions for your agreement
    }
privacy-declared = 🏢 { $employer } has put you on its own staff list. That list belongs to the employer; ask its HR about it.
privacy-why =
    We use it to bring you back to work. Only the bureau and your employer's HR see it, numbers partly hidden.
    Health data go by themselves { $days } days after you arrive.
ask-privacy = What would you like to do with it?
button-privacy = 🔒 My data
button-download = 📥 Give it to me as a file
button-correct = ✏️ Correct something
button-erase = 🗑 Erase it
privacy-file = 📥 Everything we hold about you is in this file, with your full numbers. Look after it. It can be fetched for { $hours } hours; after that, just ask again.
privacy-file-name = my-data
ask-erase-title = Erase everything?
ask-erase =
    These go for good:
    • your name, ID number, mobile number and health data
    • your photos and the words of our messages
    • your seat, your place in line and your ticket
    • your place on your employer's list
ask-erase-typed =
    These go for good:
    • everything you have told us so far
    • your photos and the words of our messages
erase-stays =
    These stay: numbers for our statistics without your name, a note that we erased you and when, and that this chat wants no notices. Your employer's own list stays with your employer. A copy of the messages may stay on your phone; delete it there.
button-erase-yes = 🗑 Yes, erase everything
button-erase-no = ↩️ No, keep it
erase-declined = Nothing has been erased.
erase-travelling = Trip { $code } is boarding or on its way. For the safety of everybody on board your data stay until it has arrived. Then you can erase them here.
erase-done-title = Erased
erase-done = Everything we knew about you is gone. We will not send you notices any more.
erase-gave-up = Your seat or place in line has gone to others.
button-register-anew = 📝 Register again
command-privacy = What we hold about you

# The file

export-title = What the bureau holds about you
export-made = Made on { $at }
export-person = You
export-registered = Registered on { $at }
export-health = Health
export-health-at = Code reported on { $at }
export-certificate-number = Number of the certificate: { $number }
export-temperature = { $at }, trip { $trip }: { $degrees } °C
export-seen =
    { $at }, trip { $trip }: { $code ->
        [green] green code seen
        [yellow] yellow code seen
        [red] red code seen
       *[none] no code seen
    }
export-photo = Photo sent on { $at }
export-travel = Journey
export-seat = Seat: trip { $trip }, { $departs }, { $vehicle }, seat { $seat }
export-line = In line for trip { $trip }, { $ahead } in front
export-wish = Wish to travel, without a trip yet
export-party = Travelling with others, party of { $size }
export-ticket = Ticket { $code } for trip { $trip }, issued on { $at }
export-ticket-revoked = Ticket { $code } for trip { $trip }, issued on { $at }, no longer valid
export-consents = Your agreement
export-agreed =
    { $at }: { $kind ->
        [service] agreed to registering
        [health] agreed to health data
       *[travel] agreed to travel data
    }
export-refused =
    { $at }: { $kind ->
        [service] did not agree to registering
        [health] did not agree to health data
       *[travel] did not agree to travel data
    }
export-others = Elsewhere
export-declared = { $employer } has put you on its own staff list.
export-lists = You are on { $count } lists for notices.
export-help = With our staff
export-talk = This chat
export-you = { $at } you: { $text }
export-us = { $at } we: { $text }
export-nothing = nothing

# Console

console-privacy-title = Privacy
console-privacy-intro = What went by itself because its time was up, and who was erased. Erased people leave ids and counts only.
console-privacy-runs = Health data removed by itself
console-privacy-run-at = When
console-privacy-run-kind = What
console-privacy-run-removed = Removed
console-privacy-run-oldest = Oldest kept
console-privacy-no-runs = Nothing has been looked through yet.
console-privacy-no-runs-advice = This happens by itself once a day.
console-privacy-kind-answers = Health answers (people)
console-privacy-kind-photos = Photos
console-privacy-kind-messages = Words of messages
console-privacy-kind-temperatures = Temperatures on the way
console-privacy-kind-doors = Notes at the door
console-privacy-kind-expired = Expired links, sessions and files
console-privacy-erasures = People erased
console-privacy-erasure-at = When
console-privacy-erasure-by = By
console-privacy-erasure-self = the worker
console-privacy-erasure-subject = Id
console-privacy-erasure-reason = Reason
console-privacy-erasure-counts = What went
console-privacy-erasure-went = { $messages } messages, { $photos } photos, { $seats } seats or places in line, { $health } health notes
console-privacy-no-erasures = Nobody has been erased.
console-privacy-no-erasures-advice = Workers erase themselves in the chat by the word “privacy”.
console-erase-title = Erase a person
console-erase-goes = Goes for good: name, ID number, mobile number, health data, photos, the words of all messages, seat, place in line, ticket, place on rosters and lists.
console-erase-stays = Stays: counts, the audit without words, this erasure's proof. The employer's own declaration is the employer's. The worker's chats get no notices any more.
console-erase-name = Name
console-erase-id = ID number
console-erase-mobile = Mobile
console-erase-chats = Chats
console-erase-photos = Photos
console-erase-readings = Health notes on the way
console-erase-reason = Reason (2 to 200 characters, kept)
console-erase-reason-hint = No names and no numbers: the reason stays.
console-erase-reason-needed = Please give a reason of 2 to 200 characters.
console-erase-sure = I understand that this cannot be undone
console-erase-sure-needed = Please tick that you understand.
console-erase-button = Erase
console-erase-travelling = Trip { $code } is boarding or under way. Until it has arrived nobody on it can be erased.
console-erase-done = The person has been erased.
