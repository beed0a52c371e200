# Live
problem-crowded = Too many open windows
problem-crowded-detail = Too many of your windows are listening at once. Close some and reload; pages work without it.
live-updated = This page has been brought up to date.
live-editing = Something new has been served. What you are entering was left as it is.
live-look = Load the new state
live-ended = You are signed out, or may no longer see this page.
live-away = The connection is interrupted; trying again.

# Deadlines across negotiations
what-runs-out = What runs out
all-deadlines = All deadlines
all-deadlines-hint = Deadlines of all negotiations that you may see, overdue ones first, then by the day they run out.
see-all-deadlines = All deadlines ({ $count })
no-deadlines-found = There is no such deadline.
when-it-runs-out = If nothing is done
to-do = To do
whose-all = everybody
whose-mine = our party
whose-theirs = others
which-open = running or overdue
which-running = running
which-overdue = overdue
which-all = all, also those done
runs-out-reply = Silence is not consent: a late reply is still possible, and the other side may complain to the labour bureau.
runs-out-disclosure = It counts as late; the other side may complain to the labour bureau.
runs-out-replacement = It counts as late; the vacancy is still to be filled.
runs-out-talks = It counts as too long; the talks do not end by themselves, and either side may apply for coordination.
runs-out-suspension = The suspension ends and the talks resume by themselves.
runs-out-coordination = It counts as late; the dispute is not settled by that.
runs-out-offer_expiry = The offer lapses and can no longer be accepted.
runs-out-ballot = It counts as late; the draft does not pass by that, the vote is still to be held.
runs-out-second_vote = It counts as late; the draft does not pass by that.
runs-out-filing = It counts as late; the contract is still to be filed.
runs-out-correction = It counts as late; the review does not go on until the filing is complete.
runs-out-review = If no objection is given in time, the contract takes effect by this rule.
runs-out-publication = It counts as late; the contract is still to be published.
runs-out-renewal = The contract ends with its term.

# Calendar
calendar-name = Concord: deadlines
calendar-summary = { $deadline } ({ $who }): { $title }
calendar-summary-nobody = { $deadline }: { $title }
calendar-feeds = Calendar
calendar-hint = Subscribe to your deadlines in your own calendar. Whoever knows the address reads them: keep it secret, and revoke it if in doubt. It shows only what you may see at that time.
calendar-once = Address of your calendar. It is shown only this once.
calendar-make = Make an address
calendar-number = No. { $number }
field-too-many = You have ten addresses already; revoke one first.
label-calendar = Calendar
