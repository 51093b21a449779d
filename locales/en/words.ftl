# Words that work anywhere. Alternatives are separated by |; case and spaces around do not matter.

word-start = start | begin
word-hello = hello | hi | hey
word-status = status | how far | where am i
word-change = change | edit | correct
word-cancel = cancel | give up
word-language = language | lang | languages
word-help = help | ? | commands
word-stop = stop | td | unsubscribe | opt out
word-back = back | previous | undo
word-more = more | next
word-human = 0 | human | person | agent | clerk
word-end = end | bye | finish
word-yes = yes | y | ok | okay | sure | right
word-no = no | n | nope | wrong
word-ticket = ticket | my ticket
word-group = group | together | we travel together
word-newticket = new ticket | lost ticket
word-privacy = privacy | my data | personal data | what do you know about me

word-roster = roster | who waits
