# SPDX-License-Identifier: EUPL-1.2
# Everything a visitor reads, in English. The comment above a text says where it stands.
# Short sentences, everyday words, verbs on buttons. Never blame; never promise what cannot be kept.

## The bar at the top, on every page

# Neutral name at the start of the bar. Says nothing about what the page is for.
bar-name = Lykta
# Button at the end of the bar, first for the keyboard. Leaves at once.
bar-leave = Leave quickly
# Read aloud, and all that is seen, while the neutral page is being fetched after "Leave quickly".
bar-leaving = Loading
# Line under the bar, on every page, when the helpline is a demonstration.
demo-banner = Demonstration. Nobody who answers here is a real counsellor.

## In the document itself, before or without any script

# Above the numbers, when the chat has not come yet or cannot come.
still-text = The chat needs JavaScript, and a little longer on a slow network. In danger: call 112.

## Shared

# Button on every page before and during the chat. Opens the page with 112 at the top.
not-safe = I am not safe now
# Button: back to where one was.
back = Back
# Button in a frame, when no conversation runs: takes the chat away from the page below.
close-chat = Close
# Heading over the list of numbers to call.
help-heading = Others who can help
# Under the list of numbers, first.
help-trace = A call shows in the list of calls on the phone.
# Under the list of numbers. $date is a month, such as "November 2026".
help-checked = Numbers checked { $date }.
# Under the list of numbers when they are older than they may be.
help-old = These numbers are old and may have changed. 112 is right.
# Before an internet address in the list of numbers: it opens in a new tab.
help-site = { $site } (opens a new tab)

## The page before the chat. Heading, items and the start button are 120 words together at most.

# Heading.
front-heading = Write with someone who listens
# First item, the bold beginning.
front-who = A trained adult answers.
# First item, the rest.
front-who-more = It is free.
# Second item, the bold beginning.
front-anonymous = You are anonymous.
# Second item, the rest.
front-anonymous-more = We keep no name, number or IP address, and nothing that you write. Only you and the person who answers can read it.
# Third item, the bold beginning: the limit of confidentiality.
front-tell = Sometimes we must tell someone:
# Third item, the rest.
front-tell-more = if a life is in danger, or if we know who you are and someone under 18 is being harmed. We tell you first if we can.
# Fourth item, all bold.
front-find = We cannot find you unless you tell us where you are.
# Fifth item, the bold beginning.
front-watched = Can somebody see what you do on this phone?
# Fifth item, the rest.
front-watched-more = Borrow another one if you can.
# Sixth item, the bold beginning.
front-leave = To get away:
# Sixth item, the rest. "Leave quickly" is the button at the top.
front-leave-more = press “Leave quickly”. On a computer: Shift three times. The history stays.
# The one primary button.
front-start = Start talking
# The main button when nobody answers in this lane: it shows other help.
front-other = See other help
# Line above the start button when the lane is open.
front-open = Open now.
# Line above the start button when nobody answers in this lane now. Pressing start shows other help.
front-closed = Closed right now. Nobody can answer.
# First line after a reload, whoever was here before, and whether anybody was.
front-anew = This page was reloaded. Nothing from before is left here.
# What a screen reader calls the two buttons that choose the language.
front-language = Language
# In a frame, below the items: opens the chat in a tab of its own.
front-tab = Open in its own tab
# After the link above.
front-tab-more = It leaves a line in your history.

## Before the chat: what one may say first

# The line that opens the optional questions.
hello-open = Say something first, if you want
# First line under it.
hello-nothing-needed = You can skip all of this. It stays on this page until someone answers, and only they see it.
# Field.
hello-name = What may we call you?
# Under the field.
hello-name-hint = Any name. It need not be your own.
# Field.
hello-about = What is it about?
# Below the field, near the limit.
hello-about-left =
    { $left ->
        [0] No more fits here. You can write the rest when someone answers.
        [one] 1 more character fits here. You can write the rest when someone answers.
       *[other] { $left } more characters fit here. You can write the rest when someone answers.
    }
# Question with a few answers.
hello-age = How old are you?
# Answer to the question above, chosen from the start.
hello-age-unsaid = I would rather not say
# Answer: age. The others are figures and need no words.
hello-age-12 = 12 or younger
# Answer: age.
hello-age-21 = 21 or older
# Question that decides who answers.
audience-question = You are …
# Answer, chosen from the start.
audience-young = Young
# Answer.
audience-adult = An adult, worried about someone
# Answer.
audience-professional = Someone who works with young people

## I am not safe now

# Heading.
unsafe-heading = In danger? Call 112
# The large link that dials 112.
unsafe-call = Call 112
# Under it.
unsafe-reach = It brings the police and an ambulance.
# Under it: nobody else can send help.
unsafe-tell-where = Say where you are. We cannot send anyone: we do not know where you are unless you tell us.
# Before the chat: button that starts with urgency.
unsafe-start = Start talking, ahead of the line
# Before the chat and while waiting: what the button for urgency does.
unsafe-start-more = We can move you ahead in the line. Then you count as having come ten minutes earlier.
# While waiting: button that moves ahead.
unsafe-ahead = Move me ahead
# While waiting, when it was asked for and has not been done yet. On the page of waiting, too.
unsafe-moving = We will move you ahead as soon as we have a connection.
# While waiting, when the urgency has been passed on.
unsafe-moved = We have moved you ahead in the line.
# While talking.
unsafe-say-it = The person you talk with cannot see that you pressed this. Write it to them.
# During the conversation: button that writes the message below.
unsafe-write = Write that I am not safe
# That message, as from the visitor.
unsafe-message = I am not safe now.
# While this page is open and somebody has answered in the meantime.
unsafe-answered = Someone is ready to talk with you now.
# While this page is open and the conversation has begun in the meantime.
unsafe-here = { $name } is here, waiting for you.
# Button: from this page to the conversation.
unsafe-to-talk = Go to the conversation
# When the chat is closed or full.
unsafe-nobody = Nobody can answer here right now. 112 always answers.

## No counsellor now

# Heading when nobody is on duty in this lane.
closed-heading = Nobody can answer right now
# Under it.
closed-text = We are closed at the moment. It has nothing to do with you. Try again later, or turn to one of these.
# Heading when the line has no room.
full-heading = The line is full
# Under it.
full-text = More people want to talk than we can answer. Try again in a while, or turn to one of these.
# Button.
try-again = Try again

## Waiting

# Heading while the line is being entered.
joining-heading = You are getting a place in the line …
# Under it, without a connection.
joining-offline = No connection yet. We keep trying by ourselves.
# Heading while waiting.
wait-heading = You are in the line
# The place: nobody is before you.
wait-next = You are next.
# The place: being shown to a counsellor right now.
wait-offered = Someone is about to answer you.
# The place.
wait-place = You are number { $place } in the line.
# How long it may take, whole minutes.
wait-range = Probably between { $soonest } and { $latest } minutes.
# How long it may take when both ends of the range are the same.
wait-about = Probably about { $latest } minutes.
# How long it may take when it may be at once.
wait-within =
    { $latest ->
        [one] Probably within a minute.
       *[other] Probably within { $latest } minutes.
    }
# When nothing honest can be said about how long.
wait-unknown = We cannot say yet how long it will take.
# Past the limit.
wait-unlikely = We will probably not reach you now. You may stay in the line, but look at the other help below.
# When nobody is on duty any more.
wait-nobody = Nobody is on duty right now. You keep your place. Below are others who can help.
# When this visitor is urgent.
wait-urgent = You have been moved ahead because you are not safe.
# Why the place became later: someone urgent.
wait-why-urgent = Your place moved back a step, because someone who is not safe came before you.
# Why the place became later: an offer was not taken.
wait-why-returned = Your place moved back a step, because someone who was about to be answered is back in the line.
# Why the place became later: someone had lost the connection.
wait-why-back = Your place moved back a step, because someone who had lost the connection is back at their place.
# Without a connection.
wait-offline = No connection right now. We keep trying. Your place is kept.
# What happens if the phone locks.
wait-locked = If your phone locks, you keep your place. But we can only answer when this page is in front of you.
# Checkbox.
wait-screen = Keep my screen on
# Under it when the browser said no.
wait-screen-refused = The phone said no. It may be saving power.
# Button that leaves the line.
wait-leave = Leave the line
# Heading of the calm second step.
wait-leave-heading = Leave the line?
# Under it.
wait-leave-text = You lose your place. You may come back whenever you want, but then you are last in the line.
# Button of that step.
wait-leave-yes = Leave the line
# Button of that step.
wait-leave-no = Stay

## Somebody has answered

# Heading.
meet-heading = Someone is here
# Under it.
meet-text = We are checking who answers. It takes a moment.
# Without a connection.
meet-offline = No connection right now. We keep trying.

## Talking

# One line: who is here. One for each role, since words bend differently in other languages.
talk-with-counsellor = You are talking with { $name }, counsellor at { $helpline }. Checked.
# As above, a supervisor.
talk-with-supervisor = You are talking with { $name }, supervisor at { $helpline }. Checked.
# As above, an officer of an authority.
talk-with-officer = You are talking with { $name }, officer at { $helpline }. Checked.
# As above, a person responsible for safeguarding.
talk-with-safeguarding = You are talking with { $name }, responsible for safeguarding at { $helpline }. Checked.
# The same line when nobody is here.
talk-nobody = Nobody is here with you right now.
# What a screen reader calls the list of messages.
talk-log = Messages
# In the empty conversation.
talk-empty = You can write now. “Hi” is enough.
# Before a message of one's own, for a screen reader.
talk-you = You:
# Before a message of someone else, for a screen reader. Also seen, small, above it.
talk-other = { $name }:
# In the list of messages.
talk-joined = { $name } is here now.
# In the list of messages.
talk-left = { $name } has left the conversation.
# In the list of messages.
talk-away = { $name } has lost the connection.
# In the list of messages.
talk-back = { $name } is back.
# In the list of messages.
talk-missing =
    { $count ->
        [one] A message from { $name } could not be opened. You can ask for it again.
       *[other] { $count } messages from { $name } could not be opened. You can ask for them again.
    }
# Under the messages.
talk-writing = { $name } is writing …
# State of a message of one's own.
progress-sending = Sending
# State of a message of one's own: the relay has it.
progress-on-its-way = On its way
# State of a message of one's own: everybody has it.
progress-arrived = Arrived
# State of a message of one's own.
progress-not-delivered = Not delivered
# Button after "Not delivered".
progress-retry = Try again
# Above the field when a message was not delivered.
talk-some-not-delivered = A message was not delivered. It is still here.
# Above the field without a connection.
talk-offline = The connection is gone. We keep trying. What is written stays here.
# Above the field when the other has no connection.
talk-other-away = { $name } has no connection right now. What you write waits for them.
# Button that appears when one has scrolled up.
talk-newest = Newest message
# Name of the field, and the grey text in it.
talk-field = Write here
# Button.
talk-send = Send
# Under the field near the limit.
talk-left-count =
    { $left ->
        [one] 1 character left
       *[other] { $left } characters left
    }
# Under the field over the limit.
talk-over-count =
    { $over ->
        [one] 1 character too many. Send it in two parts.
       *[other] { $over } characters too many. Send it in two parts.
    }
# Under the field when the text was refused for hidden characters, often pasted.
talk-control-characters = There are hidden characters in the text that cannot be sent. Write it by hand instead of pasting.
# Under the field when nothing can be sent now.
talk-not-talking = It could not be sent now. Your text is still here.
# Button: hides all text on the screen.
talk-hide = Hide the text
# The same button when the text is hidden.
talk-show = Show the text
# In the place of a message while the text is hidden.
talk-hidden = Hidden
# Button that opens the tools on a small screen.
talk-more = More
# Button: shows five words to compare by telephone with whoever answers.
talk-words = Who is it?
# Button that begins the end.
talk-end = End

## Ending

# Heading of the calm second step.
end-heading = End the conversation?
# Under it.
end-text = Our computers delete their locked copy. Here the text stays until you close the page. You can talk again whenever you want.
# Button of that step.
end-yes = End the conversation
# Button of that step.
end-no = Keep talking
# Heading afterwards: the visitor ended it.
ended-heading-visitor = The conversation has ended
# Heading afterwards: the counsellor ended it.
ended-heading-counsellor = The counsellor has ended the conversation
# Thanks, under the heading.
ended-thanks = It was good that you wrote.
# As above, when the counsellor ended.
ended-thanks-counsellor = It was good that you wrote. You may begin a new conversation whenever you want, also now.
# Heading over what is deleted.
ended-gone-heading = What is gone
# First line of what is deleted.
ended-gone-server = Our computers never could read what you wrote. Within a minute they have deleted the locked text, too.
# Second line of what is deleted.
ended-gone-keys = The keys are thrown away. Not even we can open the text again. The person you talked with sees it until they close their page.
# Third line of what is deleted.
ended-gone-here = This phone or computer has saved nothing. Close the page, and the text is gone from here as well.
# Fourth line: what is not deleted.
ended-not-gone = The browser’s history may still show that a page was open. The person you talked with remembers, and keeps it to themselves in the way you were told at the start.
# Button.
ended-again = Talk again
# Button: in a frame the chat goes and the page below stays; in its own tab it is "Leave quickly" in calm words.
ended-close = Close and clear this page
# Heading when the conversation was lost.
lost-heading = The conversation was lost
# Under it.
lost-text = Something went wrong with us or the connection. It was nothing you did, and nobody has read what you wrote but the person you talked with. You can start again. Then you are new to us, so say that you were here.

## Could not be sure who answers

# Heading.
refused-heading = We stopped, to be safe
# Under it.
refused-text = We could not be sure who was going to answer. So we stopped. That person has not seen anything that you wrote.
# Under it: what to do.
refused-do = Try again, or turn to one of these.
# Before the reason.
refused-reason = Why: { $reason }
