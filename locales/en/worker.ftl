# The page of one worker.

console-worker-seat = Seat
console-worker-line = In line
console-worker-ahead = { $ahead } in front
console-worker-lacks = What is missing
console-worker-why = Reason (2 to 200 characters; kept on record)
console-worker-reason = Please give a reason of 2 to 200 characters.
console-worker-save = Save
console-worker-class-title = Priority in line
console-worker-class = Priority
console-class-medical = Medical need
console-class-pregnant = Pregnant
console-class-key-employer = Key employer
console-class-ordinary = None
console-worker-class-set = The priority is set.
console-worker-waive-title = Waive a requirement
console-worker-trip = Trip
console-worker-requirement = Requirement
console-worker-waived = The requirement is waived for this worker on this trip.
console-worker-never-waived = This requirement protects the others on board and is never waived.
console-worker-name-title = Correct the name
console-worker-name = Name, as on the ID card
console-worker-name-wrong = That is no name.
console-worker-name-set = The name is corrected; seat and ticket stay as they are.
