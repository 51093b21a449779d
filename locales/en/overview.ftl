# The overview and the lists behind its figures

overview-by-employer = Registrations by employer
overview-by-origin = Registrations by place of origin
overview-by-day = Registrations by day
overview-most-a-day = The highest bar: { $count } on one day
overview-day = { $date }
overview-col-day = Day
overview-as-table = The same in numbers
overview-arranged = { $count } with a journey
overview-all-employers = All { $count } employers
overview-cities =
    { $count ->
        [one] 1 place
       *[other] { $count } places
    }
overview-overdue = Rosters overdue
overview-overdue-tile = Not answered by HR in time
overview-overdue-people =
    { $count ->
        [one] 1 person waits
       *[other] { $count } people wait
    }
overview-overdue-since = overdue for
overview-all-overdue = All { $count } in the list of rosters
overview-none-overdue = Every employer has answered in time.
overview-none-overdue-advice = Who lets the time pass shows up here.
overview-all-demand = All demand
overview-origin = Place of origin
overview-show-all = Show all
overview-in-all =
    { $count ->
        [one] 1 person in all
       *[other] { $count } people in all
    }
overview-col-arranged = With a journey
overview-col-arrived = Arrived
overview-col-capacity = Seats to be had
