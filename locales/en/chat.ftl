# The conversation, in English.

welcome-title = Coming back to work
ask-language =
    Hello! Here you register to come back to Wenzhou, get a seat and your ticket. It takes about five minutes and costs nothing.

    请选择语言 · 請選擇語言 · Please choose a language:
ask-language-again = 🌐 Which language?
button-language =
    { $locale ->
        [zh-Hans] 简体中文
        [zh-Hant] 繁體中文
       *[en] English
    }
invited-by = You were invited by { $employer }. We have noted it as your employer.
stale-button = That button belongs to an earlier question. Here is where we are now:
choose-one = Please choose one of the answers below, or type its number.
nothing-before = This is the first question; there is nothing before it.
nothing-more = That is the whole list.
blank-text = Your message was empty. Nothing is lost; please try again.
text-too-long = That was very long; I can read at most { $max } characters. Please say it more briefly.
only-symbols = 🙂 I can only read words and numbers.
not-text = I cannot read stickers, voice messages or locations. Please type, or use the buttons.
photo-unexpected = Thank you, but no photo is needed here, so I did not keep it.
photo-wanted = Please send a photo of the certificate, or go back and choose “Not yet”.
photo-kept = Photo received. Only the bureau's staff can see it.
contact-unexpected = Thank you, but no number is needed here.
contact-not-own = That is somebody else's number. Please share your own, or type it.
sorry = Something went wrong on our side. Your answers are safe; please send that once more in a minute, or type 0 for a person.
help-text =
    Words that always work:
    status – how things stand
    change – change an answer
    back – one question back
    cancel – give up your seat or your answers
    language – another language
    stop – no more notices
    privacy – what we hold about you
    0 – a person answers you
recap = Welcome back. So far: { $known }.
recap-nothing = no answers yet
recap-origin = from { $place }
recap-employer = employer { $employer }
recap-mode =
    { $mode ->
        [coach] by coach
        [train] by train
        [self_drive] driving yourself
       *[public] by public transport
    }
status-open = Not submitted yet. So far: { $known }.

# consent

consent-service-title = Your agreement 1 of 3: registering
consent-service = To register you we keep your name, ID number and mobile number. Only the bureau and your employer's HR see them, the numbers partly hidden. You may have them corrected or erased at any time.
consent-health-title = Your agreement 2 of 3: health
consent-health = Shuttles may only take people with a green health code. For that we keep your code's colour and your health certificate, and delete them 30 days after you arrive.
consent-travel-title = Your agreement 3 of 3: travel
consent-travel = To find you a seat we keep where you set out from and which trip you take.
button-agree = ✅ I agree
button-disagree = ❌ I do not agree
button-agree-after-all = ✅ I agree after all
refused-service = Without it we cannot register you. Nothing has been kept. You can agree later, or type 0 and talk to a person.
refused-health = Without it we cannot give you a seat on a shuttle. You can agree later, or type 0 and talk to a person.
refused-travel = Without it we cannot look for a seat. You can agree later, or type 0 and talk to a person.

# health

ask-health-code = What colour is your Wenzhou health code today?
button-code =
    { $code ->
        [green] 🟢 Green
        [yellow] 🟡 Yellow
        [red] 🔴 Red
       *[none] ⚪ I have none yet
    }
wait-red = 🔴 With a red code you must not travel. Please stay where you are and follow the instructions of your local health authority.
wait-yellow = 🟡 With a yellow code you cannot travel yet. Please observe your health at home and check the code each day.
wait-none = ⚪ Please apply for the Wenzhou health code first: open Alipay or WeChat and search for “温州健康码”.
wait-seat = Your seat stays yours for now, but nobody boards without a green code. If you know that you cannot travel, please give the seat up.
wait-kept = Your answers are kept. As soon as the code is green, come back and press the button.
button-green-now = 🟢 It is green now
code-green-now = Good news! Let us go on.
ask-certificate = Do you have a health certificate from the place you are at now? Some coaches require it.
button-certificate-number = 🔢 Yes, I type its number
button-certificate-photo = 📷 Yes, I send a photo
button-certificate-later = ⏳ Not yet
ask-certificate-number = Please type the number on the certificate.
certificate-number-wrong = A certificate number has 4 to 32 characters and at least one digit. Please look again.
ask-certificate-photo = Please send a clear photo of the whole certificate.
ask-certificate-until = Until which day is it valid? For example: { $example }
date-wrong = I could not read that as a day. Please type it like this: { $example }
certificate-expired = It ended on { $date }. Please type the last valid day of a certificate that still holds, or go back and choose “Not yet”.
date-too-far = { $date } is too far ahead for a health certificate. Please look again.

# origin

ask-province = Where will you set out from? Choose the province, or simply type the place, for example “Huaihua” or “怀化”.
ask-within = Where in { $place }? Choose, or type the place.
ask-which-place = Which of these do you mean?
place-name = { $place }
place-short = { $place }
place-unknown = I know no place called “{ $text }”. Please type the county or city in another way, for example “Huaihua” or “怀化”.
origin-is = 📍 { $place }
button-place-enough = 📍 Not sure, this is enough

# employer

ask-employer = Which employer do you return to? Type a part of its name.
ask-which-employer = Which of these is it?
ask-this-employer = Is it this one?
employer-name = { $employer }
employer-unknown = I found no employer of that name. Try a shorter part of the name, or choose “None yet”.
button-no-employer = None yet
button-employer-not-here = No, search again

# person

ask-name = What is your name, as on your ID card?
name-wrong = That does not look like a name. Please type your name as on your ID card.
name-too-long = A name has at most { $max } characters. Please type only your name.
ask-resident-id = Your ID number (18 characters)? It is stored encrypted and shown only in part.
id-length =
    { $digits ->
        [0] An ID number has 18 characters. Please type it again.
       *[other] An ID number has 18 characters; you typed { $digits }. Please check it.
    }
id-fifteen = That is an old number of 15 digits. Please type the 18 characters on your present card.
id-not-digits = An ID number has only digits, and perhaps an X at the end. Please check it.
id-province = The first two digits name no province. Please check them.
id-birth-date = Digits 7 to 14 are your date of birth, and this is no such day. Please check them.
id-too-young = You must be at least { $min_age } years old. If that is a mistake, type 0 for a person.
id-checksum = One of the characters is wrong: the last one does not fit the rest. Please compare with your card.
ask-mobile = Your mobile number (11 digits)?
button-contact = 📱 Share my number
mobile-length = A mobile number has 11 digits. Please check it.
mobile-wrong = That is not a mainland mobile number: it begins with 13 to 19. Please check it.

# travel

ask-transport = How would you like to come back?
button-mode =
    { $mode ->
        [coach] 🚌 Coach from the bureau
        [train] 🚄 Charter train
        [self_drive] 🚗 I drive myself
       *[public] 🎫 Public transport on my own
    }
ask-departure =
    { $mode ->
        [train] 🚄 These trains run. Which one?
       *[coach] 🚌 These coaches run. Which one?
    }
nothing-runs =
    { $mode ->
        [train] No charter train runs from { $place } yet. Shall we record that you need one? The bureau plans its trips from such wishes.
       *[coach] No coach runs from { $place } yet. Shall we record that you need one? The bureau plans its trips from such wishes.
    }
nothing-runs-anywhere =
    { $mode ->
        [train] No charter train runs yet.
       *[coach] No coach runs yet.
    }
none-open =
    { $mode ->
        [train] Trains run, but none is open to you at present:
       *[coach] Coaches run, but none is open to you at present:
    }
closed-departure = ✖ { $departs }, { $from } to { $district }: { $reasons }
button-departure = { $departs }, { $from } to { $district } · { $free ->
        [one] 1 seat left
       *[other] { $free } seats left
    }
button-line = { $departs }, { $from } to { $district } · full, { $waiting ->
        [0] be first in line
        [one] 1 person in line
       *[other] { $waiting } people in line
    }
button-wish = 📝 Record my wish
button-none-suits = 📝 None suits me, record my wish
button-other-transport = Other transport
unmet-not-open = takes no bookings
unmet-departed = has left
unmet-origin = does not stop near you
unmet-area = your area is on the key-epidemic list
unmet-code = your health code is not green
unmet-code-old = your health code was seen too long ago; show it again
unmet-certificate = needs a health certificate
unmet-certificate-expires = your certificate ends before that day
unmet-employer-missing = only for staff of named employers
unmet-employer-not-listed = your employer is not listed for this train
unmet-employer-elsewhere = only for employers of other districts
unmet-roster = your employer's HR has not confirmed you

# review

read-back-title = Please check
read-back-intro = This is what you told us:
read-back-ask = Is everything right?
back-name = Name: { $name }
back-id = ID number: { $mask }
back-mobile = Mobile: { $mask }
back-code =
    { $code ->
        [green] Health code: 🟢 green
        [yellow] Health code: 🟡 yellow
        [red] Health code: 🔴 red
       *[none] Health code: ⚪ none
    }
back-certificate = Health certificate: valid until { $date }
back-no-certificate = Health certificate: not yet
back-origin = From: { $place }
back-employer = Employer: { $employer }
back-no-employer = Employer: none yet
back-mode =
    { $mode ->
        [coach] Transport: 🚌 coach
        [train] Transport: 🚄 charter train
        [self_drive] Transport: 🚗 driving myself
       *[public] Transport: 🎫 public transport
    }
back-trip = Departure: { $departs } to { $district }
back-no-trip = Departure: none yet, please record my wish
button-submit = ✅ All right, submit
button-change = ✏️ Change something
ask-change = What would you like to change? The rest stays as it is.
change-later = You can change any answer once you have seen them all. Until then, “back” takes you one question back.
field-transport = Transport or departure
field-origin = Where from
field-employer = Employer
field-health-code = Health code
field-certificate = Health certificate
field-name = Name
field-resident-id = ID number
field-mobile = Mobile

# outcome

seat-yours = 🎉 Your seat is reserved
already-seated = You have a seat already
full-keeps-seat = That trip is full: you keep your seat
seat-confirmed = 🎉 Your ticket
ticket-again = Your ticket
ticket-trip = Trip: { $code } to { $district }
ticket-when = Departs: { $departs }
ticket-where = Meet at: { $meeting_point }
ticket-seat = Seat: { $seat }, vehicle { $vehicle }
ticket-bring = Bring: ID card, phone with green health code, health certificate, mask, food and water.
ticket-show = Be there 30 minutes early and show this QR code at the door.
awaiting-hr = Your employer's HR must still confirm you. Your ticket comes here as soon as they have.
ticket-lacks = Your seat is kept, but there is no ticket yet: { $reasons }. Please put it right: type “change”.
queued-title = You are in line
queued-text = { $ahead ->
        [0] You are first in line for trip { $code }, { $departs }.
        [one] 1 person is before you for trip { $code }, { $departs }.
       *[other] { $ahead } people are before you for trip { $code }, { $departs }.
    }
queued-next = When a seat comes free we offer it to you here. You then have 30 minutes to take it.
demand-title = Your wish is recorded
demand-text = As soon as a suitable trip is planned you will hear from us here.
self-return-title = You are registered
self-return-text = You come back on your own. Keep your travel receipts: some counties pay part of the fare.
trip-refused = That trip is no longer open to you: { $reasons }. Your answers are kept; please choose again.
other-person = This chat is already used for another person's registration. A clerk will help you to register somebody else, or to put a number right.
other-mobile = This ID number is already registered with another mobile number. To protect that person's data, a clerk has to look at it.
home-seated = 🎫 You have a seat: trip { $code }, { $departs }, vehicle { $vehicle }, seat { $seat }.
home-awaiting = ⏳ Seat kept: trip { $code }, { $departs }, vehicle { $vehicle }, seat { $seat }. Waiting for your employer's HR to confirm.
home-lacks = ⏳ Seat kept: trip { $code }, { $departs }, vehicle { $vehicle }, seat { $seat }. No ticket yet: { $reasons }. Please put it right: type “change”.
home-confirmed = ✅ Confirmed by your employer: trip { $code }, { $departs }, vehicle { $vehicle }, seat { $seat }.
home-aboard = 🚌 You are aboard: trip { $code }, vehicle { $vehicle }, seat { $seat }. Have a safe trip.
home-queued = { $ahead ->
        [0] ⏳ You are first in line for trip { $code }, { $departs }.
        [one] ⏳ In line for trip { $code }, { $departs }: 1 person is before you.
       *[other] ⏳ In line for trip { $code }, { $departs }: { $ahead } people are before you.
    }
home-demand = 📝 Your wish to travel is recorded. We write as soon as a trip is planned.
home-nothing = You are registered and have no trip at present.
home-self-return = You are registered. You come back on your own.
home-next = Write here whenever you like; this chat stays open.
home-not-understood = I did not understand that. Choose below, or type 0 for a person.
button-ticket = 🎫 Show my ticket
button-again = 🔍 Look for a trip
button-cancel = ❌ Give it up
no-ticket = You have no ticket at present.
ask-cancel = Do you really want to give up your seat or your place in line? Somebody else will get it.
ask-cancel-draft = Do you really want to delete what you have typed?
button-cancel-yes = ❌ Yes, give it up
button-cancel-no = ↩️ No, keep it
draft-deleted = Everything you typed is deleted. You can begin again whenever you like.
cancel-aboard = You are on board already. If you got off again, tell the crew; for anything else, type 0 for a person.
released-nothing = Your registration is withdrawn.
released = Done. Thank you for telling us: the seat goes to somebody else.

# news

roster-replaced = { $employer } has given your place on its list, and the seat with it, to somebody else. If this is wrong, ask its HR, or send 0 for a person.
roster-lapsed = The HR of { $employer } has not confirmed you in time. Please ask HR; once they confirm you, we will tell you.
roster-lapsed-seat = The HR of { $employer } has not confirmed you in time, so your seat went to the next in line. Please ask HR; once they confirm you, you can choose a trip again.
roster-locked = ✅ The list of { $employer } is final, and you are on it.
roster-confirmed-title = ✅ Your employer has confirmed you
roster-confirmed = The HR of { $employer } says you are expected back.
roster-rejected-title = Your employer did not confirm you
roster-rejected =
    The HR of { $employer } says: { $reason }

    If that is a mistake, call your employer or type 0 for a person. You can also change the employer: type “change”.
offer-title = A seat has come free!
offer-text = Trip { $code }, { $departs }. It is kept for you until { $until }. Do you want it?
button-take-seat = ✅ Yes, I take it
button-leave-seat = ❌ No, the next may have it
offer-declined = All right, the next in line gets it.
offer-expired = The seat we kept for you went to the next in line. If you still want to travel, look for a trip again.
offer-gone = That seat is no longer kept for you.
walked-up = You are aboard { $code }, vehicle { $vehicle }, seat { $seat }: the crew took you on from the line. Have a safe trip.
line-closed = Trip { $code } takes nobody on any more, and no seat came free for you. The waiting line is closed.

# line, changes of trips, travelling together

queued-beside = { $ahead ->
        [0] ⏳ You are first in line for trip { $code }, { $departs }. When a seat comes free there we ask you. Until then your seat stays yours.
        [one] ⏳ In line for trip { $code }, { $departs }: 1 person is before you. When it is your turn we ask you. Until then your seat stays yours.
       *[other] ⏳ In line for trip { $code }, { $departs }: { $ahead } people are before you. When it is your turn we ask you. Until then your seat stays yours.
    }
queued-pace = { $lately ->
        [0] No seat came free in the last day.
        [one] 1 seat came free in the last day.
       *[other] { $lately } seats came free in the last day.
    }
line-moved-title = Your place in line has changed
button-leave-line = Leave the line
left-line = You are out of the line. The seat you have stays yours.
offer-swap = Trip { $code }, { $departs }. It is kept for you until { $until }. If you take it, your seat on trip { $own } goes to somebody else. Do you want to change?
button-take-swap = ✅ Yes, I change trips
button-keep-own = ❌ No, I keep my seat
seat-kept = All right, you keep your seat on trip { $code }.
offer-expired-keeps = The seat we kept for you went to the next in line. You keep your seat on trip { $code }.
offer-party = { $seats } seats for your group: trip { $code }, { $departs }. They are kept for you until { $until }. Do you want them?
button-take-seats = ✅ Yes, we take them
trip-cancelled-title = ⚠️ Your trip does not run
trip-cancelled = Trip { $code }, { $departs }, is cancelled. We are sorry. Your ticket is no longer valid.
trip-cancelled-next = You are on the list for the next trip. What would you like to do?
button-other-trip = 🔍 Other departures
button-own-way = 🚗 I come back on my own
button-stay-listed = ⏳ I wait for the next trip
stay-listed = All right. As soon as a suitable trip is planned you will hear from us here.
ask-own-way = How will you come back?
trip-moved-title = ⚠️ Your trip leaves at another time
trip-moved = Trip { $code } now leaves { $departs }, not { $was }. Your seat stays yours. Does that suit you?
trip-reason = Reason: { $reason }
trip-elsewhere-title = ⚠️ Your trip leaves from another place
trip-elsewhere = Trip { $code }, { $departs }: meet at { $meeting_point }. Your seat stays yours. Does that suit you?
trip-moved-unmet = For the new day something is missing: { $reasons }. Until that is put right your ticket does not count: type “change”.
trip-moved-ticket = This is your new ticket; the old one no longer counts.
trip-moved-line = Trip { $code }, for which you are in line, now leaves { $departs }, not { $was }. You keep your place in line.
wish-met-title = 🎉 A trip for you is open
wish-met = Trip { $code } leaves { $departs } and picks up where you are. { $free ->
    [0] All seats are taken already, but you can stand in line.
    [one] One seat is free. Seats go to whoever books first.
   *[other] { $free } seats are free. Seats go to whoever books first.
}
button-departures = 🔍 Show me the departures
button-keep-trip = ✅ Yes, I keep my seat
trip-kept = All right, your seat stays yours.
button-party = 👥 We travel together
party-after = 👥 First register yourself. Right after that you can say who travels with you.
ask-party = Up to { $max } people can travel as a group: seats for all of you, near each other, or for none.
button-party-found = 👥 Start a group
button-party-join = 🔑 I have a group code
ask-party-size = How many are you, with yourself? Type a number from { $min } to { $max }.
party-size-wrong = Please type a number from { $min } to { $max }.
ask-party-code = Please type the group's code (6 letters and digits).
party-unknown = There is no group with this code. Please check it.
party-full = This group has all its people already. Ask whoever gave you the code.
party-left = You are in no group now. Seats stay with those who have them.
party-gathers = Your group's code is { $code }. { $joined } of { $size } are in; { $missing } must still register here, type “group” and then the code.
party-ready = 👥 All { $size } of you are in. Shall I look for seats for everybody?
party-has-seats = 👥 You travel as a group of { $size }.
button-party-other = 🔍 Another departure for all of us
party-waits = 👥 All { $size } of you are in. Whoever started the group chooses the trip. You will hear from us here.
party-queued = { $ahead ->
        [0] 👥 Your group of { $size } is first in line for trip { $code }, { $departs }.
        [one] 👥 Your group of { $size } is in line for trip { $code }, { $departs }: 1 is before you.
       *[other] 👥 Your group of { $size } is in line for trip { $code }, { $departs }: { $ahead } are before you.
    }
button-party-seats = ✅ Seats for all of us
button-party-fewer = 👥 Only we { $joined } travel
button-party-leave = ❌ Leave the group
ask-party-trip = Which departure, for all of you?
party-no-trip = No departure is open to all of you at present.
party-seated = 🎉 Seats for your whole group
party-unfit = { $count ->
        [one] 1 of you cannot take this trip: { $reasons }. Please choose another, or put that right first.
       *[other] { $count } of you cannot take this trip: { $reasons }. Please choose another, or put that right first.
    }
button-choose-seat = 💺 Another seat
ask-seat = You have seat { $seat }. Which would you rather have?
button-seat = { $row ->
        [1] 💺 { $seat }, front row, vehicle { $vehicle }
       *[other] 💺 { $seat }, row { $row }, vehicle { $vehicle }
    }
button-keep-seat = ↩️ I keep mine
no-other-seat = No other seat is free on your trip.
seat-changed = 🎉 Your new seat
seat-gone = That seat has just been taken. You keep yours.
button-new-ticket = 🔁 New ticket
ticket-new = Your new ticket (the old one no longer counts)
name-corrected = ✅ Your name is now { $name }. Nothing else has changed: seat, ticket and place in line stay.

# human

help-opened = 👤 A clerk will answer you here. Please write your question now.
help-already = 👤 The clerks know that you are waiting. Write on, or end the conversation.
passed-on = ✓ Passed on to the clerk.
help-ended = The conversation with the clerk has ended. We go on here:
help-not-open = There is no conversation with a clerk at present.
clerk-name = 👤 { $name }
clerk-text = { $text }
recognised = ✅ A clerk has checked that this registration is yours. Please press submit once more.
clerk-closed = The clerk has ended the conversation. Type 0 if you need one again.
button-end-help = End the talk with the clerk
staff-chat-bound = This chat now belongs to your account. Test messages come here.
staff-code-unknown = This code is not valid (any more). Get a new one on your account page.
opted-out = You will get no more notices. Messages about your own trip still come. To undo it, type start.
opted-in = You will get notices again.
button-get-notices = 🔔 Get notices again
button-register = 📝 Register now
button-read-more = 🔗 Read more
button-stop-notices = 🔕 No more notices
trip-in-letter = { $code }, { $departs }, { $meeting_point }

# controls

button-back = ‹ Back
button-more = More ›
button-human = 0 A person
button-status = Status

# commands

command-start = Begin, or receive notices again
command-status = How things stand
command-change = Change an answer
command-cancel = Give up my seat or answers
command-language = 语言 · 語言 · Language
command-help = What I can do here
command-stop = No more notices
command-ticket = Show my ticket
command-group = We travel together

desk-done-title = 🏢 Done for you by the bureau
desk-done-by = { $name } at the bureau's counter has just done this for you:
desk-deed = { $deed ->
    [consent] • read you what your data is for and noted your consent
   *[submitted] • submitted your registration
    [health] • recorded your health code
    [withdrawn] • cancelled your registration; seat or place in line is given up
    [offer_taken] • took the seat that came free
    [offer_declined] • left the seat that came free to the next
    [line_left] • took you out of the line
    [seat_changed] • changed your seat
    [new_ticket] • issued a new ticket; the old one is no longer good
    [name] • corrected your name
    [party] • arranged your travelling together
    [notices] • changed whether you get notices
    }
desk-done-wrong = If that is not right, type 0 to tell us.

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

# HR in the chat

hr-chat-bound = This chat now belongs to your HR account. When people name your employer, you are told here and can confirm or reject them. Type “roster” at any time to see who waits.
hr-not-bound = This chat belongs to no HR account. HR binds it on its account page in the console.
hr-wait-title = { $count ->
        [one] One person waits
       *[other] { $count } people wait
    } for you
hr-wait = { $count ->
        [one] Somebody says
       *[other] { $count } people say
    } that they work for { $employer }. Please look at them one after the other: their seats depend on it.
hr-waiting = { $count ->
        [one] 1 person waits:
       *[other] { $count } people wait. The first:
    }
hr-name = 👤 { $name }
hr-id = ID number: { $id }
hr-mobile = Mobile: { $mobile }
hr-from = From: { $place }
hr-trip = Trip: { $code }, { $departs }
hr-since = Waiting since { $since }
hr-due = Please answer before { $due }
hr-ask = Does this person work for you?
button-hr-go = 👀 Look at them
button-hr-again = 🔄 Look again
button-hr-yes = ✅ Ours, confirm
button-hr-no = ❌ Not ours
button-hr-later = ⏭ Later
button-hr-keep = ↩ Do not reject
ask-hr-reason = Why is { $name } not to be confirmed? Choose, or type it in your own words (2 to 200 characters); { $name } will read it.
hr-reason-unknown = We do not know this person
hr-reason-left = No longer works for us
hr-reason-not-yet = Not to come back yet
hr-reason-wrong = A reason has 2 to 200 characters.
hr-confirmed = ✅ { $name } is confirmed and has been told.
hr-rejected = ❌ { $name } is rejected and has been told why.
hr-already-confirmed = { $name } has been confirmed already; nothing has changed.
hr-already-rejected = { $name } has been rejected already; nothing has changed.
hr-locked = 🔒 Your roster is locked, so nothing can be changed. Please ask the bureau to open it.
hr-gone = This person no longer waits: they have taken it back or named another employer.
hr-nobody = Nobody waits for { $employer } now. You are told here when somebody does.
hr-last = That was the last one. { $count ->
        [one] One person still waits.
       *[other] { $count } people still wait.
    }
