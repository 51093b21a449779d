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
