# SPDX-License-Identifier: EUPL-1.2

## The name

# The product's name: top bar, page title. Not translated.
app-name = Lykta

# Title of the browser tab while somebody is offered to me. Never says who or what.
title-waiting = Someone is waiting · Lykta

# Title of the browser tab when a message came while another window was in front. Never says from whom.
title-new = New message · Lykta

# The whole text of the system notification while somebody is offered to me.
notification-waiting = Someone is waiting.

## People and lanes

# A person's role, after their name.
role-counsellor = counsellor

# A person's role, after their name.
role-supervisor = supervisor

# A person's role, after their name: on duty at an authority.
role-officer = officer

# A person's role, after their name: answers for safeguarding.
role-safeguarding = safeguarding

# For whom a lane is, at the start of the lane's name.
audience-young = Young people

# For whom a lane is, at the start of the lane's name.
audience-adult = Adults

# For whom a lane is, at the start of the lane's name.
audience-professional = Professionals

# The name of a lane: for whom, in which language. In the list of lanes, in an offer, above a conversation.
lane-name = { $audience }, { $language }

## The door: before the desk

# Shown for a moment when the page opens.
door-looking = Opening …

# Heading when the server does not answer at the start.
door-unreachable-title = We cannot reach the server

# Under that heading.
door-unreachable-body = Nothing is lost. We try again by ourselves every few seconds. If it goes on, tell whoever is on call for the technology.

# Button that tries at once.
door-try-again = Try again

# Quiet button at the foot of the pages between sign-in and desk.
door-sign-out = Sign out

# Heading of the page for signing in.
sign-in-title = Sign in

# Under that heading: for whom the page is.
sign-in-lead = For you who answer at the helpline.

# Heading when the sign-in has run out while the page was open.
sign-in-again-title = You have been signed out

# Under that heading.
sign-in-again-body = Your sign-in has run out. Sign in again and you are back at your desk.

# Under that heading when conversations are still held in this page.
sign-in-again-talks = Your conversation is still in this page. Do not close it: sign in again and go on.

# Primary button of the sign-in page.
sign-in-passkey = Sign in with a passkey

# In the button's place while the browser asks for the passkey.
sign-in-waiting = Waiting for your passkey …

# Under the button: what will happen.
sign-in-how = Your browser asks for your fingerprint, your face or your PIN. There is no password.

# What folds out a short help text at the foot of the sign-in page.
sign-in-lost-title = Lost your passkey?

# The help text that folds out.
sign-in-lost-body = Ask an administrator for a new link. It works once, for ten minutes.

# Heading of the sign-in page in the demonstration, above the people to choose from.
demo-title = This is a demonstration

# Under that heading.
demo-lead = Choose who you want to be. Nothing here reaches a real person.

# Button that signs in as this person, in the demonstration only.
demo-choose = { $name }, { $role }

# Above the button when the passkey question was closed or ran out.
problem-cancelled = It was cancelled, or took too long. Nothing has changed. Try again when you are ready.

# Above the button when the browser has no passkeys.
problem-unsupported = This browser cannot use passkeys. Use a newer browser, and open this page by its usual address.

# Above the button when the server did not accept the passkey.
problem-refused = That passkey was not accepted. Try another one, or ask an administrator.

# Above the button when the server did not answer.
problem-unreachable = The server did not answer. Nothing has changed. Try again in a moment.

# Above the button when this device already has a passkey of this person.
problem-registered = There is already a passkey for you here. Sign in with it.

# When an enrolment link does not work.
problem-link = The link does not work any more. A link works once, and for ten minutes. Ask an administrator for a new one.

# Heading of the enrolment page, once the link has been looked up.
enrol-title = Welcome, { $name }

# Under that heading.
enrol-lead = You are invited as { $role }. Three short steps, and you are ready for your first shift.

# First of three numbered steps.
enrol-step-passkey = You make a passkey. It takes the place of a password, and nobody can guess it or trick it out of you.

# Second of three numbered steps.
enrol-step-words = You read five words aloud to the registrar, who certifies this device.

# Third of three numbered steps.
enrol-step-ready = Your desk opens.

# Primary button of the enrolment page.
enrol-make = Make my passkey

# While the link is looked up.
enrol-looking = Looking up your link …

# Heading when the link does not work.
enrol-failed-title = Ask for a new link

# Button from there to the sign-in page.
enrol-to-sign-in = To signing in

# For a moment, while this device's key is made or looked up.
device-making = Preparing this device …

# Heading when the browser would not keep a key.
device-failed-title = This browser cannot keep the key

# Under that heading.
device-failed-body = The key must stay in the browser between shifts. Open the page in an ordinary window, not a private one, and try again.

# Heading of the page with the five words.
pending-title = Read these five words aloud

# Under that heading.
pending-lead = Call your registrar, or sit beside them. They type the words, and so know that this key is yours and nobody else's.

# Name of the list of five words, for screen readers.
pending-words = Five words

# Under the words.
pending-voice = By voice, not in writing: your voice is what shows that it is you.

# Under that, as long as the registrar is not done.
pending-waiting = Waiting for the registrar. This page goes on by itself.

# Instead of that while the server does not answer.
pending-unreachable = The server does not answer right now. The words stay the same; we go on asking.

# Small, under the words: for whom they are computed.
pending-who = { $name }, { $role }, { $helpline }

# Heading when this device's certificate fails a check.
distrust-title = You cannot answer from this device now

# Last on that page: what to do.
distrust-do = Call your registrar and read this page to them. You have done nothing wrong, and nobody has been let in.

# Why the certificate fails.
distrust-unknownRoot = The certificate was signed by somebody this helpline does not know.

# Why the certificate fails.
distrust-expired = The certificate has run out. A new one takes a few minutes.

# Why the certificate fails.
distrust-notYet = The certificate is not valid yet. Check that this device's clock is right.

# Why the certificate fails.
distrust-demonstration = The certificate is for demonstrations only.

# Why the certificate fails.
distrust-wrongHelpline = The certificate belongs to another helpline.

# Why the certificate fails.
distrust-wrongUse = The certificate is not for conversations.

# Why the certificate fails.
distrust-forged = A signature in the certificate is wrong.

# Why the certificate fails.
distrust-malformed = The certificate cannot be read.

# Why the certificate fails.
distrust-notAllowed = The certificate does not allow this role to take conversations.

# Why the certificate fails.
distrust-denied = This device, or the key that certified it, has been denied.

# Why nothing could be checked: the deny-list is not there, or is not this helpline's.
distrust-denyListMissing = The deny-list is missing or is not the helpline's own. Nobody can answer until it is back.

# Why nothing could be checked.
distrust-denyListOld = The deny-list is too old, or the clock of this device is wrong. Nobody can answer until the list has been renewed.

# Why the certificate fails.
distrust-otherKey = The certificate is made for another key or another person.

# Quiet bar at the top, from 14 days before the certificate runs out.
alarm-14 = This device's certificate runs out in { $days } days. Book a time with your registrar.

# Bar at the top, from 7 days before the certificate runs out.
alarm-7 = This device's certificate runs out in { $days } days. Call your registrar this week.

# Bar at the top, from 3 days before the certificate runs out.
alarm-3 = { $days ->
    [0] This device's certificate runs out today. After that you cannot answer from it. Call your registrar now.
    [one] This device's certificate runs out tomorrow. After that you cannot answer from it. Call your registrar now.
   *[other] This device's certificate runs out in { $days } days. After that you cannot answer from it. Call your registrar now.
}

## The desk: around everything

# First thing the Tab key reaches: jumps past the lists.
desk-skip = To the conversation

# While the desk opens, after signing in.
desk-opening = Opening your desk …

# Bar at the top as long as the certificate is a demonstration's.
desk-demo = Demonstration. The certificates are made on this machine, and nobody real is here.

# Name of the switch between the three parts, below 1200 px; for screen readers.
desk-parts = Parts of the desk

# Switch to the list of lanes, below 1200 px. The figure: how many wait.
part-lanes = Waiting ({ $count })

# Switch to my conversations, below 1200 px. The figure: how many there are.
part-talks = Mine ({ $count })

# Switch to the conversation, below 1200 px.
part-talk = Conversation

# Mark on a switch or a row: so many messages that have not been seen.
part-new = { $count } new

# Start of the bar while this page has no connection.
lost-title = No connection right now.

# The rest of that bar.
lost-body = Nothing is lost. What you write waits here and is sent when the connection is back.

# Heading when another tab or window has taken the desk.
displaced-title = Your desk is open somewhere else

# Under that heading.
displaced-body = A newer tab or window has it. Go on there; you can close this one.

# Button that takes the desk back to this tab.
displaced-here = Use this one instead

# Under that button: what it costs.
displaced-warning = A conversation that was begun there cannot be read here. The visitor can ask for you or a colleague again.

## What I take

# Name of the switch between free, pause and away.
duty-title = You are

# The switch: first choice. As if after 'I am'.
duty-free = Free

# Under that choice.
duty-free-means = You are asked about the next visitor.

# Under the first choice while a conversation is going on.
duty-free-means-talking = Free again after the conversation and the pause.

# The switch: second choice.
duty-pause = Pause

# Under that choice.
duty-pause-means = On duty, but you get no new conversations.

# The switch: third choice.
duty-away = Away

# Under that choice.
duty-away-means = Not on duty.

# Under the choices while a conversation is going on.
duty-talking = You are in a conversation. You get no new ones until it is over.

# Under the switch during the automatic pause after a conversation.
pause-minutes = { $minutes ->
    [0] Free again by itself in less than a minute
   *[other] Free again by itself in { $minutes } min
}

# Button that ends the pause.
pause-ready = Ready again

## Lanes

# Heading of the list of lanes.
lanes-title = Waiting

# Instead of the list when there is no lane.
lanes-none = There are no lanes yet. They appear here when the helpline opens one.

# Under the list when nobody waits in any lane.
lanes-all-calm = Nobody is waiting right now. Whoever comes next is shown here.

# In a lane where nobody else waits while one from it is offered to me.
lane-answering = 1 is being answered

# In a lane: how many wait.
lane-waiting = { $count ->
    [0] Nobody is waiting
    [one] 1 is waiting
   *[other] { $count } are waiting
}

# In a lane, beside a triangle: how many of those have said that they are not safe.
lane-urgent = { $count ->
    [one] 1 is not safe
   *[other] { $count } are not safe
}

# In a lane: the longest wait.
lane-longest = { $minutes ->
    [0] longest wait: under 1 min
   *[other] longest wait: { $minutes } min
}

# In a lane: how many counsellors are on duty, me included.
lane-duty = { $count ->
    [0] nobody on duty
    [one] 1 on duty
   *[other] { $count } on duty
}

## My conversations

# Heading of the list of my conversations.
talks-title = My conversations

# Instead of the list when I have none.
talks-none = None right now. When you take a conversation, it is listed here.

# What a visitor is called who has not given a name.
talk-visitor = Visitor

# State of a conversation in the list: being let in.
talk-opening = letting you in

# State of a conversation in the list: over.
talk-ended = ended

## An offer

# Heading of an offer.
offer-title = Someone is waiting

# Heading of an offer, beside a triangle, when the visitor has said that they are not safe.
offer-title-urgent = Someone is waiting who is not safe now

# In an offer: how long the visitor has waited.
offer-waited = { $minutes ->
    [0] has just come
    [one] has waited 1 minute
   *[other] has waited { $minutes } minutes
}

# In an offer: time left to answer, counting down, above a bar.
offer-left = { $seconds ->
    [0] The time is up
    [one] 1 second to answer
   *[other] { $seconds } seconds to answer
}

# Beside the time left: what happens then.
offer-after = Then you are set to Away. The visitor keeps their place.

# Primary button of an offer.
offer-accept = Take the conversation

# Quiet button of an offer, far from the other.
offer-decline = Not now

# Under that button.
offer-decline-means = You are set to Away. The visitor keeps their place.

# Read out by a screen reader when an offer comes. $keys is the shortcut.
offer-announce = Someone is waiting: { $lane }. { $seconds } seconds to answer. { $keys } takes the conversation.

# Read out by a screen reader when an urgent offer comes. $keys is the shortcut.
offer-announce-urgent = Urgent: someone is waiting who is not safe now: { $lane }. { $seconds } seconds to answer. { $keys } takes the conversation.

# Why the last offer went away.
missed-lease = You did not answer in time. The visitor keeps their place, and you are set to Away.

# Why an accepted visitor went away.
missed-key = This device's key did not come through in time. The visitor keeps their place, and you are set to Away.

# Why an accepted visitor went away.
missed-mute = The visitor's page did not answer. Nothing you did. You are still free for the next one.

# Why an offer, or an accepted visitor, went away.
missed-left = The visitor left before you met. You are still free for the next one.

# Button beside the first two of those.
missed-free = I am free again

# Button that puts such a notice away.
missed-close = OK

## Being let in

# Heading between taking an offer and the first message.
opening-title = Letting you in

# Under that heading.
opening-body = The visitor's page is checking that you are who your certificate says. It usually takes a few seconds.

# Added after ten seconds.
opening-slow = It is taking longer than usual, perhaps a slow phone. If it does not answer, you are free for the next visitor.

## The conversation

# Name of the whole conversation for screen readers.
talk-label = Conversation with { $name }

# Beside a triangle, after the visitor's name and in lists.
talk-urgent = not safe now

# Above the conversation, beside a filled dot.
visitor-here = Visitor connected

# Above the conversation, beside an empty ring, while this page itself has no connection.
visitor-unknown = You have no connection now

# Above the conversation, beside an empty ring.
visitor-away = Visitor has no connection now

# Under the last message while the visitor writes.
visitor-writing = Writing …

# Under the last message while the visitor has no connection.
visitor-away-body = What you write is kept and reaches the visitor if they come back.

# Above the conversation: how long it has lasted.
timer-minutes = { $minutes ->
    [0] just begun
   *[other] { $minutes } min
}

# Above the conversation: how long it has lasted, from one hour.
timer-hours = { $hours } h { $minutes } min

# Quiet notice above the field after 45 minutes.
prompt-long = You have talked for 45 minutes. It may be time to sum up together and say what comes next. There is no hurry.

# Button that puts that notice away.
prompt-close = OK

# Button above the conversation: blurs the text.
text-hide = Hide the text

# Opens the five words of the conversation.
spoken-open = Five words to compare

# Above the five words.
spoken-text = If the person you write with calls: ask them to read out their five words. If they are the same as here, nobody else can read. They change when somebody comes or goes.

# Instead of the words.
spoken-none = (The words could not be shown just now.)

# Quiet line under the conversation's name when the browser keeps nothing.
talk-unkept = This browser does not let us keep the conversation. A reload of this page would lose it.

# The same button while the text is blurred.
text-show = Show the text

# Heading of what the visitor wrote before the conversation, first in it.
hello-title = What the visitor chose to say first

# Under that heading when it is empty.
hello-nothing = Nothing, and that is all right. Begin gently.

# Among what the visitor wrote first, when their page says for them that a conversation was lost. A claim.
hello-back = They say that they have been here before and lost the conversation. Nobody has checked that.

# Before the name the visitor gave.
hello-name = Wants to be called

# Before what the visitor wants to talk about.
hello-about = Wants to talk about

# Before the age the visitor gave.
hello-age = Age

# Beside a triangle, when the visitor has said so.
hello-urgent = “I am not safe now”

# Under that.
hello-urgent-advice = Begin there: can they talk now, and where is the danger? If a life is in danger: 112.

# Name of the list of messages for screen readers.
log-label = Messages

# Button over the messages when newer ones are below.
log-new = Newer messages below

# Before my own message, for screen readers.
entry-mine = You, { $time }

# Above somebody else's message.
entry-theirs = { $name }, { $time }

# Line between messages: somebody was let in.
entry-joined = { $name } was let in, { $time }

# Line between messages: somebody is no longer in the conversation.
entry-left = { $name } is no longer here, { $time }

# Line between messages: somebody lost the connection.
entry-away = { $name } lost the connection, { $time }

# Line between messages: somebody's connection is back.
entry-back = { $name } is back, { $time }

# Line between messages: what somebody wrote could not be read here.
entry-missing =
    { $count ->
        [one] A message from { $name } could not be opened, { $time }. You can ask for it again.
       *[other] { $count } messages from { $name } could not be opened, { $time }. You can ask for them again.
    }

# Line between messages: the visitor's page was loaded anew. It may be somebody else who looks at it now.
entry-restored = { $name } is back with a reloaded page, { $time }. Make sure who it is.

# Under my message: not stored by the server yet.
progress-sending = sending

# Under my message: stored, the visitor's page does not have it yet.
progress-onItsWay = on its way

# Under my message: the visitor's page has it.
progress-arrived = arrived

# Under my message: it will not be sent unless I say so.
progress-notDelivered = did not arrive

# Button beside that.
progress-retry = Send again

# Read out by a screen reader when a message of mine was not delivered.
progress-alert = A message did not arrive.

## Writing

# Name of the field to write in.
write-label = Write to { $name }

# Under the field.
write-hint = Enter sends, Shift + Enter makes a new line.

# Button beside the field.
write-send = Send

# Under the field when few characters are left.
write-left = { $count ->
    [one] 1 character left
   *[other] { $count } characters left
}

# Under the field when the text is too long.
write-over = { $count ->
    [one] 1 character too many. Send it in two parts.
   *[other] { $count } characters too many. Send it in two parts.
}

# Under the field when there was nothing to send.
write-empty = There is nothing to send yet.

# Under the field when the text has characters that cannot be sent.
write-controlCharacters = The text has hidden control characters, perhaps from something pasted. Take them away and send again.

# Under the field when the visitor's page was loaded anew, and nobody has made sure who it is.
write-unsure = Make sure first that it is still the same person. Your text stays here.

# Heading in place of the field, after the visitor's page was loaded anew.
back-title = Somebody says they are back. Make sure who it is before you write.

# Under that heading.
back-body = Their page was reloaded. Somebody else may be looking at it now: begin with something that gives nothing away.

# Button under it: the field comes back.
back-write = I understand, let me write

# Under the field when the conversation can take no text now.
write-notTalking = It cannot be sent now. Your text stays here.

## Ending

# Button above the conversation; opens a second step.
end-open = End …

# Heading of the second step.
end-title = End the conversation?

# Under that heading.
end-body = The visitor sees that you have ended it. Neither of you can write more. The text stays on this page until you close it.

# Under that.
end-before = Before you do: does the visitor know how to come back?

# Primary button of the second step.
end-stay = Go on talking

# Other button of the second step.
end-do = End the conversation

# Heading in place of the field.
ended-visitor-title = The visitor has ended the conversation

# Under that heading.
ended-visitor-body = Take a moment before you close it. The text stays on this page until then.

# Heading in place of the field.
ended-counsellor-title = You have ended the conversation

# Under that heading.
ended-counsellor-body = The visitor sees that you have ended it. The text stays on this page until you close it.

# Heading in place of the field after a quick exit.
ended-exit-title = Left, maybe in a hurry

# Under that heading.
ended-exit-body = Do not write, and do not look for them. Someone else may be at the screen now. The visitor can come back when it is safe.

# Heading in place of the field when the server has lost the conversation, or nobody came back.
ended-lost-title = The conversation was cut off

# Under that heading.
ended-lost-body = Something went wrong with us or the connection, and the conversation cannot be brought back. Nobody else has read anything. The visitor can start a new one.

# Heading in place of the field when the visitor has gone on with a colleague.
ended-replaced-title = A colleague has taken over

# Under that heading.
ended-replaced-body = You were away for a while, and the visitor let a colleague in. They are talking now; you can no longer read along.

# Heading in place of the field when this page has not got the keys.
ended-keysLost-title = This page cannot read the conversation

# Under that heading.
ended-keysLost-body = The keys are in a page that is closed, or open elsewhere, and nobody else has them. The visitor sees that you are away and can ask for a colleague.

# Under that, before the next button.
ended-alone = If you are alone on duty: end it, and the visitor can begin a new conversation with you.

# Added to that, since a pause begins when a conversation ends.
ended-alone-ready = Then press Ready again.

# Button that ends such a conversation for the visitor too.
ended-alone-end = End it for the visitor too

# Button that closes an ended conversation.
ended-close = Close the conversation

# Beside that button.
ended-close-means = The text disappears from this page.

## No conversation

# Heading in the conversation's place when I am free.
empty-free-title = You are free

# Under that heading.
empty-free-body = When someone comes it shows on this page, with a sound. You have 30 seconds to answer.

# Heading in the conversation's place during a pause.
empty-pause-title = You have a pause

# Under that heading.
empty-pause-body = Stand up, drink some water, look out of the window. You get no new conversations until you are ready again.

# Heading in the conversation's place when I am away.
empty-away-title = You are away

# Under that heading.
empty-away-body = You get no new conversations. Press here when you are ready.

# Primary button there.
empty-away-begin = I am free

## Settings

# Button in the top bar.
settings-open = Settings

# Heading of the settings.
settings-title = Settings

# Button beside the heading of the settings and of the shortcuts.
settings-close = Close

# Name of the choice of language.
settings-language = Language of this page

# Switch in the settings.
settings-sound = Sound when someone is waiting

# Button beside that switch.
settings-sound-try = Listen

# Switch in the settings.
settings-notify = Notification from the system

# Under that switch.
settings-notify-means = Says only “Someone is waiting”, when this page is behind another.

# Under that switch when the browser does not allow it.
settings-notify-denied = The browser does not allow notifications from this page. You can change that in the browser's settings for it.

# Button in the settings.
settings-sign-out = Sign out

# In place of that button while a conversation is going on.
settings-sign-out-not-now = You can sign out when your conversation is over.

# Heading in the settings over the keys of this device.
keys-title = Your keys on this device

# Under that heading. $day is a date.
keys-talk-until = For conversations: certified until { $day }.

# Under that, for those who open reports. $day is a date.
keys-report-until = For sealed reports: certified until { $day }. Only this browser can open them.

# Instead of that, over the five words, while the registrar has not typed them.
keys-report-waiting = For sealed reports: not certified yet, so nobody can send you one. Read these five words aloud to your registrar, who types them.

# Instead of that when the browser would not keep the key.
keys-report-none = For sealed reports: this browser could not keep the key. Open the page in an ordinary window, not a private one.

# Instead of that when the certificate fails a check. $why is the reason, a sentence.
keys-report-doubt = For sealed reports: the certificate does not hold. { $why } Nothing is sealed to you until it does. Call your registrar.

# Bar at the top, from 14 days before the report key's certificate runs out.
alarm-report = { $days ->
    [0] Your key for sealed reports runs out today. Call your registrar now.
    [one] Your key for sealed reports runs out tomorrow. Call your registrar now.
   *[other] Your key for sealed reports runs out in { $days } days. Ask your registrar to renew it.
}

# Button in the settings that shows the keyboard shortcuts.
shortcuts-open = Keyboard shortcuts

# Heading of the list of keyboard shortcuts.
shortcuts-title = Keyboard shortcuts

# Under that list.
shortcuts-note = Declining and ending have no shortcut, on purpose.

# How a shortcut is written.
shortcut-keys = Ctrl + Alt + { $key }

# What a shortcut does.
shortcut-accept = Take the offered conversation

# What a shortcut does.
shortcut-free = Free

# What a shortcut does.
shortcut-pause = Pause

# What a shortcut does.
shortcut-away = Away

# What a shortcut does.
shortcut-lanes = To those who wait

# What a shortcut does.
shortcut-talks = To my conversations

# What a shortcut does.
shortcut-write = To the field to write in

# What a shortcut does.
shortcut-hide = Hide or show the text

# What a shortcut does.
shortcut-help = Show this list

## An officer's inbox

# Button before all others, for the keyboard: to the report, or to the inbox.
officer-skip = Skip to the case

# Heading of an officer's inbox. $count is how many real reports wait to be read.
inbox-title = { $count ->
    [0] Reports
    [one] Reports: 1 is waiting
   *[other] Reports: { $count } are waiting
}

# In a row of the inbox: the number to say on the telephone.
inbox-number = No. { $number }

# Mark in a row that nobody here has read.
inbox-unread = Not read

# In a row: sent again because nobody answered. $times is how often.
inbox-again = { $times ->
    [one] Sent again: nobody finished it
   *[other] Sent again { $times } times: nobody finished it
}

# How long ago a report was sent.
inbox-age-minutes = { $minutes ->
    [0] just now
   *[other] { $minutes } min ago
}

# How long ago a report was sent.
inbox-age-hours = { $hours } h { $minutes } min ago

# How long ago a report was sent.
inbox-age-days = { $days } days ago

# How long ago a report was sent, from six hours.
inbox-age-many-hours = { $hours } h ago

# In place of the list until the server has answered once.
inbox-fetching = Fetching …

# In place of the list when there is nothing.
inbox-empty-title = Nothing is waiting for you.

# Under that.
inbox-empty-body = When a report comes it stands here. This page makes a sound if it may stay open.

# Bar when the server does not answer.
officer-lost-title = No connection.

# After that. $time is a time of day.
officer-lost-since = What you see is from { $time }. New reports do not show. We keep trying by ourselves. Keep the telephone near.

# After that, when the server has never answered.
officer-lost-never = We do not know whether anything is waiting for you. We keep trying by ourselves. Keep the telephone near.

# Title of a bar when this device cannot open reports; what to do follows.
officer-device-cannot = This device cannot open reports.

# Bar while an exercise has not been opened on this device. $number names it.
officer-exercise-missed = You have not opened and acknowledged exercise no. { $number }. Do it now: only then do you know that this device works when it matters.

# Button in that bar.
officer-exercise-open = Go to the exercise

# Bar when a life may be in danger. A link that dials 112 follows.
officer-112 = A life may be in danger now. A report does not replace a call. Phone

## A case

# How urgent a case is, in the inbox and over the case.
case-urgency-p0 = Life in danger now

# How urgent a case is, in the inbox and over the case.
case-urgency-p1 = Serious risk, same day

# How urgent a case is, in the inbox and over the case.
case-urgency-p2 = Concern

# Under the case's heading: what that asks of the reader.
case-urgency-p0-means = Read it and say so within 3 minutes.

# Under the case's heading: what that asks of the reader.
case-urgency-p1-means = Read it and say so within 30 minutes.

# Under the case's heading: what that asks of the reader.
case-urgency-p2-means = Read it by noon of the next working day.

# Loud word on everything that belongs to an exercise.
case-status-exercise = EXERCISE

# Loud word on everything that belongs to a test.
case-status-test = TEST

# After that word, in the banner across the case.
case-status-exercise-means = No child is in danger. Do all that you would do for real, except phone or go.

# After that word, in the banner across the case.
case-status-test-means = Somebody is trying whether this arrives. No child is in danger.

# After that word while the case is sealed.
case-status-sealed = So the server says. Open it as usual: the report itself says what it is.

# Heading in the place of the report: an exercise that the server began by itself.
exercise-title = Exercise by the system

# Under that heading.
exercise-means = There is no report. Nobody has written this, and nobody has signed it: Lykta sends it to see whether every way to you works and whether this device can open what is sealed to it.

# Under that heading: what to do.
exercise-do = Say that you have read it, as you would for real. That is all. Everybody on duty does so for themselves; whoever has not is shown in red.

# Under that heading.
#   $when - day and time
exercise-when = Begun { $when }.

# In the middle of a sentence: what a case is.
status-name-actual = real

# In the middle of a sentence: what a case is.
status-name-exercise = an exercise

# In the middle of a sentence: what a case is.
status-name-test = a test

# Where a case stands.
case-state-in_review = Under review

# Where a case stands.
case-state-returned = Sent back to the counsellor

# Where a case stands.
case-state-sent = Waiting for somebody to read it

# Where a case stands.
case-state-acknowledged = Read

# Where a case stands.
case-state-accepted = Somebody has taken it on

# Where a case stands.
case-state-rerouted = Passed on to another authority

# Where a case stands.
case-state-declined = Declined

# Where a case stands.
case-state-outcome = The outcome has been told

# Where a case stands.
case-state-closed = Closed

# Where a case stands.
case-state-cancelled = Withdrawn by the helpline

# Where a case stands.
case-state-expired = Has run out

# Where a case stands, and why.
case-state-why = { $state }: { $why }

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-more_facts = more has to stand in it

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-wrong_agency = the wrong authority

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-wrong_urgency = the wrong urgency

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_shown = the young person has not seen it

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-prank = a prank

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-mistake = a mistake

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-duplicate = there is one already

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-withdrawn = withdrawn

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_ours = does not belong to us

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_capacity = we cannot take it now

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_enough = too little to act on

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-safe_now = the child is safe now

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-investigation = an investigation has begun

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_investigation = no investigation

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-police = the police have taken over

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_found = we did not find the child

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_outcome = nobody has told the outcome

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-new_facts = something new has come up

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-done = done

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-other = something else

# In the case's place when none is chosen.
case-none = Choose a report in the list.

# Button above a case on a small screen.
case-back = Back to the list

# Heading over a case.
case-title = Report no. { $number }

# Beside a value: when it came.
case-sent = Sent

# The value. $when is a day and a time, $age how long ago.
case-sent-value = { $when }, { $age }

# Beside a value: where the case stands.
case-state = Standing

# Beside a value: the authority.
case-to = To

# Beside a value: which version it is.
case-version = Version

# The value, from the second version.
case-version-value = { $version }. It replaces those before.

# Who has said that they have read it, as far as the server tells.
case-read-by = Read, the server says, by { $name }, { $office }, { $when }.

# Who has said that they have read it; this browser has checked it.
case-read-by-checked = Read by { $name }, { $office }, { $when }.

# In a case, under who has read it.
join-asked = { $name } asked to talk with the young person, { $when }. The counsellor has not answered yet.

# The same, when an answer has come since.
join-answered = { $name } asked to talk with the young person, { $when }. The counsellor has written since: see the questions below.

# Instead of that when the signature does not hold.
case-read-by-doubt = The server says that { $name }, { $office }, read it { $when }, but that cannot be checked. Do not rely on it: read it yourself.

## Opening a report

# In the report's place while it is sealed.
open-sealed = The report is sealed. It is opened in this browser, with your key. The server cannot read it. Opening it tells nobody that you have read it.

# Primary button under that.
open-do = Open the report

# In that button's place on a device that cannot open reports.
open-not-here = This device cannot open it. At the top of the page stands why, and what to do. If it is urgent: phone the helpline and have it read out, or ask a colleague.

# In the button's place while it is being opened.
open-opening = Opening …

# Title when it could not be opened; why and what to do follow.
open-cannot = The report could not be opened.

# Why, and what to do.
open-cannot-noKey = It is not sealed to this browser's key. Perhaps it came before your device was certified, or you used another computer. Ask a colleague who can open it to seal it again to you. If it is urgent: phone the helpline.

# Why, and what to do.
open-cannot-changed = What came is not what was sealed. Do not rely on it. Phone the helpline and say the number.

# Why, and what to do.
open-cannot-unsigned = Nobody who may do so vouches for it. It may be forged. Phone the helpline on a number that you already have, and say the number of the report.

# Why, and what to do.
open-cannot-notYours = The server does not give it out to you. Perhaps your key came after the report, perhaps it was revoked, perhaps the report no longer stands with you. Ask a colleague who can open it to seal it again to you, or phone the helpline.

# Why, and what to do.
open-cannot-cancelled = The passkey was not given, or took too long. Nothing has changed.

# Why, and what to do.
open-cannot-unreachable = The server did not answer. The report is still there. Try again, and phone the helpline if it is urgent.

# Button under that.
open-again = Try again

## Saying that one has read it, and what comes after

# Heading of the step, over the opened report.
acknowledge-title = Say that you have read it

# What happens then. $name is my name, $office my authority.
acknowledge-body = Read first. Then your device vouches that you have read this very version, and when. Your name ({ $name }) and { $office } are then shown to the counsellor who wrote it, to the helpline's supervisors and to your colleagues here, and stay in the case. The young person may be told that somebody has read it. Until somebody does this the alarm goes on to the next person.

# Primary button under that.
acknowledge-do = I have read it

# On a pressed button while the server is asked.
doing = Sending …

# Beside what was pressed, when it did not work.
failed-unreachable = The server did not answer, so nobody knows yet whether it was done. Try again: it is done only once.

# Beside what was pressed, when it did not work.
failed-changed = Somebody else was faster, or there is a new version. Look where the case stands now.

# Beside what was pressed, when it did not work.
failed-refused = The server did not accept it. Nothing has changed. Phone the helpline and say the number.

# Beside what was pressed, when it did not work.
failed-noReader = Nobody there has a key that we may seal to. Nothing has changed. Phone them instead.

# Heading over what may be done with a case.
deeds-title = What you do with it

# Under that while the report is not open here.
deeds-open-first = Open the report first, if you are to pass it on or seal it to a colleague.

# Primary button.
deed-accept = Take it on

# Button that opens a second step.
deed-outcome = Tell the outcome …

# Button that opens a second step.
deed-colleague = Seal to a colleague …

# Button that opens a second step.
deed-join = Ask to talk with the young person …

# Button that opens a second step.
deed-reroute = Pass on …

# Button that opens a second step.
deed-decline = Decline …

# Button that leaves a second step.
step-back = Back

# While what a second step offers is looked up.
step-looking = Finding out …

# Heading of a second step.
step-decline-title = Decline the report

# What will happen.
step-decline-body = The next in your order is alarmed at once, and the counsellor sees the reason and your name.

# The button that does it.
step-decline-do = Decline

# Heading of a second step.
step-outcome-title = What was the outcome?

# What will happen.
step-outcome-body = The counsellor and the supervisors see it. The young person may hear it from them. You can change it later.

# The button that does it.
step-outcome-do = Tell it

# Heading of a second step.
step-reroute-title = Pass on to another authority

# What will happen.
step-reroute-body = Your browser seals the same report to them, and their alarm begins at once. Phone them too if it is urgent. Then it no longer stands with you.

# The button that does it.
step-reroute-do = Seal and pass on

# Heading of a second step.
step-colleague-title = Seal to a colleague

# What will happen.
step-colleague-body = For somebody who is new, or has had a new key since the report was written. They can read the whole report afterwards. Whoever can open it already keeps that.

# The button that does it.
step-colleague-do = Seal to them

# Heading of a second step.
step-join-title = Ask to talk with the young person?

# What will happen.
step-join-body = The counsellor asks the young person, who says yes or no, and answers you here. You do not come into the conversation yourself: a yes says how they want to be reached. You can ask once.

# Who will be told what.
step-join-who = The counsellor and the supervisors see that { $name }, { $office }, asks. The young person is told your name and your office.

# The button that does it.
step-join-do = Ask

# Over the reasons.
step-decline-why = Why?

# Over the outcomes.
step-outcome-what = This was the outcome

# Over the authorities.
step-reroute-where = To whom?

# When there is no such colleague.
step-colleague-none = Nobody else with you has a certified key. Have whoever is new sign in and be certified first.

# After a colleague's name: the beginning of their key's fingerprint.
step-colleague-key = key { $key }

# Heading over questions and answers.
notes-title = Questions to the counsellor

# In their place until the report is open here.
notes-open-first = { $count ->
    [0] Open the report to ask.
    [one] There is 1. Open the report to read it.
   *[other] There are { $count }. Open the report to read them.
}

# Over a question.
notes-asked = { $name } asked, { $when }

# Over an answer.
notes-answered = { $name } answered, { $when }

# In a note's place when it does not open here.
notes-closed = It is sealed to others than this device.

# Name of the field.
notes-ask = Ask whoever wrote it

# Under the field.
notes-ask-means = Sealed to whoever wrote the report, and to you. The answer your colleagues can read. If it is urgent: phone.

# In place of that. $over is how many characters too many there are.
notes-too-long = { $over ->
    [one] 1 character too many.
   *[other] { $over } characters too many.
}

# Button under the field.
notes-send = Seal and send

## An opened report

# Heading over the report.
sheet-title = The report

# Button beside that heading.
sheet-print = Print

# Under the report, about printing.
sheet-print-means = On paper nothing protects it any more: keep it as you keep reports of concern.

# Button at the end of the report.
sheet-to-deeds = Up to what you do with it

# At the top of the printed report.
sheet-printed = No. { $number }, version { $version }, to { $agency }

# Who vouches for it.
sheet-vouches = { $name }, { $role } at { $helpline }, vouches for this report.

# After that: what it means.
sheet-vouches-means = Their device has signed it, and this browser has checked that. It shows who vouches, not who said the words or what was left out.

# That a second person has approved it.
sheet-reviewed = A supervisor of the helpline has approved its sending.

# Instead of that when one person decided alone.
sheet-reviewed-not = No supervisor has reviewed it: one person decided alone, because a life was in danger.

# When and to whom it was written.
sheet-written = Written { $when } to { $agency }.

# When it was written to another authority.
sheet-passed-on = It was written to another authority, which passed it on to { $agency }.

# Loud, when the server says something else than the signed report. $report: real, an exercise, a test.
sheet-contradicts-status = The server says something else than the report itself. The report, which is signed, says that it is { $report }. Believe the report, and phone the helpline.

# Loud, when the server says something else than the signed report. $report is an urgency.
sheet-contradicts-urgency = The server says another urgency. The report, which is signed, says: { $report }. Believe the report.

# Mark on what the young person has said.
sheet-told = Told by the young person

# Heading of one of the four boxes of concern.
sheet-voice-told = The young person's own words

# Heading of one of the four boxes of concern.
sheet-voice-seen = What the counsellor saw

# Heading of one of the four boxes of concern.
sheet-voice-heard = What somebody else has said

# Heading of one of the four boxes of concern.
sheet-voice-thought = The counsellor's own conclusion

# In the box of what others have said.
sheet-from = From: { $who }

# In an empty box.
sheet-nothing = Nothing is written here.

# At the guardians, always.
sheet-guardians = The helpline has informed no guardian, unless it says so here. To inform can put the child in danger: judge that first.

# At the excerpts, always.
sheet-excerpts = Chosen by the counsellor from the conversation. It is the counsellor who vouches that it is given correctly.

# Over an excerpt.
sheet-excerpt-child = The young person

# Over an excerpt.
sheet-excerpt-counsellor = The counsellor

# Heading of a part of a report.
section-now = Now

# Heading of a part of a report.
section-concern = The concern

# Heading of a part of a report.
section-view = What the young person knows and wants

# Heading of a part of a report.
section-child = The child

# Heading of a part of a report.
section-guardians = Guardians

# Heading of a part of a report.
section-household = At home

# Heading of a part of a report.
section-history = Before, and what holds

# Heading of a part of a report.
section-excerpts = From the conversation

# Heading of a part of a report.
section-reporter = Who reports

# Name of a field of a report.
field-concern-childWords = The young person's own words

# Name of a field of a report.
field-concern-observed = What you saw

# Name of a field of a report.
field-concern-secondHand = What somebody else has said

# Name of a field of a report.
field-concern-secondHandFrom = Who said it

# Name of a field of a report.
field-concern-inference = Your conclusion

# Name of a field of a report.
field-concern-when = When

# Name of a field of a report.
field-concern-ongoing = Is it going on

# Name of a field of a report.
field-concern-suspected = About whoever is suspected

# Name of a field of a report.
field-concern-violence = Violence, weapons, drugs

# Name of a field of a report.
field-concern-images = Images

# Name of a field of a report.
field-now-where = Where the child is now

# Name of a field of a report.
field-now-alone = Alone

# Name of a field of a report.
field-now-danger = In danger right now

# Name of a field of a report.
field-now-contact = A safe way and time to reach them

# Name of a field of a report.
field-now-doNotCall = Do not call

# Name of a field of a report.
field-now-doNotLeaveMessage = Leave no message

# Name of a field of a report.
field-now-doNotWrite = Send no letter or text

# Name of a field of a report.
field-now-codeWord = Code word

# Name of a field of a report.
field-child-name = Name

# Name of a field of a report.
field-child-personNumber = Personal identity number

# Name of a field of a report.
field-child-age = Age, about

# Name of a field of a report.
field-child-address = Address

# Name of a field of a report.
field-child-contact = Telephone or other

# Name of a field of a report.
field-child-school = School or preschool

# Name of a field of a report.
field-child-neighbourhood = Neighbourhood

# Name of a field of a report.
field-child-knownBy = Other ways to recognise them

# Name of a field of a report.
field-child-interpreter = Interpreter and language

# Name of a field of a report.
field-child-needs = Special needs

# Name of a field of a report.
field-view-told = Knows of the report

# Name of a field of a report.
field-view-agrees = Agrees to

# Name of a field of a report.
field-view-wants = Wants

# Name of a field of a report.
field-view-notToShare = Has asked not to pass on

# Name of a field of a report.
field-household-otherChildren = Other children at home

# Name of a field of a report.
field-history-earlier = Earlier reports and support

# Name of a field of a report.
field-history-affected = How the child is affected

# Name of a field of a report.
field-history-strengths = Strengths and safe adults

# Name of a field of a report.
field-reporter-name = Name

# Name of a field of a report.
field-reporter-profession = Role or profession

# Name of a field of a report.
field-reporter-organisation = Organisation

# Name of a field of a report.
field-reporter-contact = Telephone or e-mail

# Name of a field of a report.
field-reporter-reach = Best time to reach

# Name of a field of a report.
field-reporter-mandated = Has a duty to report

# Name of a field of a report.
field-guardian-name = Name

# Name of a field of a report.
field-guardian-personNumber = Personal identity number

# Name of a field of a report.
field-guardian-contact = Address or telephone

# Name of a field of a report.
field-guardian-interpreter = Interpreter and language

# Name of a field of a report.
field-guardian-informed = Informed

# Name of a field of a report.
field-guardian-why = Why, or why not

# An answer in a field of a report.
value-yes = yes

# An answer in a field of a report.
value-no = no

# An answer in a field of a report.
value-unknown = not known

# An answer in a field of a report.
value-threatened = threatened to spread

# An answer in a field of a report.
value-spread = spread

# An answer in a field of a report.
value-notSafe = no: it would have been dangerous

# An answer in a field of a report.
value-couldNot = could not be asked

# An answer in a field of a report.
value-all = all of it

# An answer in a field of a report.
value-part = part of it

# An answer in a field of a report.
value-none = none of it

# An answer in a field of a report.
value-notAsked = not asked

# Whether a guardian has been informed.
value-guardian-no = no

# Whether a guardian has been informed.
value-guardian-yes = yes, by the helpline

## Escalation: the way through it

# Button above a conversation: begins an escalation.
escalate-open = Escalate

# In that button's place when a report was begun and put aside.
escalate-go-on = Go on with the report

# Above the heading of each step.
escalate-place = Step { $at } of { $of }

# Above the heading of the first step, before it is known how many there are.
escalate-place-first = Step 1

# Button to the step before.
escalate-back = Back

# Button to the next step.
escalate-on = Next

# Button that asks once more.
escalate-again = Try again

# Button that closes an escalation in which nothing is written.
escalate-leave = Close

# Button: the report stays as it is and the conversation comes back in front.
escalate-aside = Put aside

# Button: throws the report away, after a second step.
escalate-throw = Throw away …

# The second step before a report is thrown away.
escalate-throw-sure = What you have written is gone then. Nobody else has it.

# In the second step: keeps it.
escalate-throw-not = Keep it

# In the second step: does it.
escalate-throw-do = Throw it away

# At the foot of each step.
escalate-memory = What you write is only on this page until you send it. If the page is closed or loaded again, it is gone.

# In a choice: nothing is said.
escalate-unsaid = not said

# Under a field with too much in it.
escalate-too-long = { $over } characters too many. At most { $most }.

# Heading of the first step.
escalate-danger-title = Is somebody in danger now?

# Under that heading.
escalate-danger-body = Choose what fits best. You can go back and change it.

# First answer.
escalate-danger-now = Yes, now

# Under it.
escalate-danger-now-means = A life or serious harm is at stake, or it is going on at a place that we know.

# Second answer.
escalate-danger-soon = Not this minute, but within a day

# Under it.
escalate-danger-soon-means = Serious risk for somebody who can be found. It is read the same day.

# Third answer.
escalate-danger-concern = I am worried about somebody

# Under it.
escalate-danger-concern-means = A written report of concern. It is read by noon of the next working day.

# Fourth answer.
escalate-danger-unknown = I do not know who or where it is

# Under it.
escalate-danger-unknown-means = There is nobody to report about yet. Here stands what you can do.

# Tick under the answers.
escalate-exercise = This is an exercise

# Heading of the step with the call.
escalate-call-title = Phone 112 first

# Under that heading.
escalate-call-body = Phone now, while the conversation goes on. The report goes beside the call and never in place of it.

# In its place in an exercise.
escalate-call-exercise = This is an exercise: do not phone. Say aloud what you would say.

# Quiet button: goes on without a call.
escalate-call-later = Go on, I phone in a moment

# Heading of what to say to 112.
escalate-script-title = Say this

# First line of the script.
escalate-script-who = “My name is { $name }. I answer the chat at { $helpline }.”

# Line of the script.
escalate-script-what = “A young person is writing to me now.” Say what is happening, in one sentence.

# Line of the script.
escalate-script-where = Say where it is, exactly as they have told you. Municipality, street, what can be seen.

# Line of the script.
escalate-script-person = Say who it is: name, age, how to recognise them. Who else is there, and whether there are weapons or drugs.

# Line of the script.
escalate-script-reach = Say how they can be reached, and if it is dangerous to call them.

# Line of the script.
escalate-script-limits = “We cannot trace them. All we know is what they have written.”

# Last line of the script.
escalate-script-number = Ask what they are going to do, and who you have talked with. Stay in the chat.

# Heading when nobody can be found.
escalate-consult-title = Keep talking

# Under that heading.
escalate-consult-body = We cannot trace anybody. Without a who or a where there is nothing to send, and nothing has been sent.

# First piece of advice.
escalate-consult-talk = The conversation is what helps now. Stay calm and near.

# Second piece of advice.
escalate-consult-ask = Ask whether they want to tell where they are, and say why you ask.

# Third piece of advice.
escalate-consult-phone = You can ask the social services for advice without naming anybody.

# Heading of the step about where.
escalate-where-title = Where are they?

# Under that heading.
escalate-where-body = Write only what they have told. It decides who gets the report.

# Under the field about where.
escalate-where-told = As told. There is nothing else that we know.

# While the server looks who it goes to.
escalate-where-asking = Finding out who it goes to …

# When the server did not answer that.
escalate-where-failed = We could not find out who it goes to. You can go on writing meanwhile.

# In a choice of municipality: nothing was told.
escalate-untold = not told

# Label: municipality.
escalate-now-in = Municipality where they are now

# Label: municipality.
escalate-home = Municipality where they live

# Heading where no authority was found.
escalate-agency-unknown = We do not know who it goes to

# Under the name of an authority.
escalate-agency-open = Somebody is there now.

# Under the name of an authority.
escalate-agency-closed = Closed now. It is read when they open; phone if that is too late.

# Under an authority whose addresses are old.
escalate-agency-stale = Nobody has checked these numbers for too long. If nobody answers: phone 112 and ask for the social services on call.

# Label of a choice.
escalate-agency-choose = Send to

# In that choice: none.
escalate-agency-none = choose

# Heading of who could open it.
readers-title = These people can open it, and nobody else

# What a recovery key is, in that list.
readers-recovery = the authority's spare key, in a safe

# When nobody at the authority could open it.
readers-none = Nobody at this authority has a key that we may seal to. Nothing can be sent there: phone them.

# When nobody on some rungs could.
readers-unopenable = Nobody on these steps of the ladder can open it: { $rungs }.

# After that.
readers-changed-means = It may be a new computer. It may also be somebody who wants to read. Phone the authority and compare, if you can.

# Tick: it has been seen.
readers-changed-read = I have seen this, and want to send all the same

# Heading of the step with the report.
escalate-report-title = What has happened?

# Under that heading.
escalate-report-body = Fill in what you know. One of the four boxes is enough. Suspicion is enough: nothing has to be proved. One child in each report.

# Under the first box.
escalate-box-childWords = Their own words, as they wrote them.

# Under the second box.
escalate-box-observed = What you noticed yourself: how they wrote, silences, noises.

# Under the third box.
escalate-box-secondHand = What somebody else has told, and not the young person.

# Under the fourth box.
escalate-box-inference = What you think it means. It is marked as yours.

# Heading above the folded parts.
escalate-more = More, if you know it

# In the part about guardians.
escalate-guardians-means = Guardians are not informed, unless you choose it for one of them.

# Warning when one is chosen to be informed.
escalate-guardians-informed = Stop and think. With sexual abuse, violence at home or honour, informing a guardian can put the child in danger. Write why it is safe.

# Legend of one guardian's fields.
escalate-guardian = Guardian { $number }

# Button.
escalate-guardian-add = Add a guardian

# Button.
escalate-guardian-remove = Take away

# Heading of the step about the young person.
escalate-view-title = What do they know, and want?

# Under that heading.
escalate-view-body = Tell them in the chat what you are going to send, before you send it, unless that puts them in danger. Ask what they want.

# A sentence that can be used.
escalate-view-tell = For instance: “I am worried, and I want to ask the social services for help. I will write what you have told me, and this is what will stand there …”

# Heading of the step about messages.
escalate-excerpts-title = Should any messages go with it?

# Under that heading.
escalate-excerpts-body = Choose only what is needed. You vouch that they are given correctly.

# When there is nothing to choose from.
escalate-excerpts-none = There is no conversation on this page to choose from.

# Heading of the last step.
escalate-preview-title = Read it once more

# Under that heading.
escalate-preview-body = This is exactly what they will read.

# Above the button that sends.
escalate-preview-means = Your browser seals it now. A supervisor reads it first, and releases it. The server cannot read it. The young person can be told when somebody has read it.

# Primary button of the last step.
escalate-send = Seal and send for review

# In the button's place meanwhile.
escalate-sending = Sealing and sending …

# Heading of what is still missing.
escalate-missing-title = Before it can be sent

# Button beside each.
escalate-missing-go = Go there

# What is missing.
escalate-missing-concern = Something in one of the four boxes.

# What is missing.
escalate-missing-reporter = Who reports.

# What is missing.
escalate-missing-agency = Who it goes to.

# What is wrong.
escalate-missing-unfit = A field holds more than it may, or a character that cannot be shown.

# What is wrong.
escalate-missing-size = It is too long in all. Choose fewer messages.

# What is wrong.
escalate-missing-readers = Somebody at the authority must be able to open it, and you must have looked at keys that changed.

# Under what was tried.
escalate-failed-unreachable = The server did not answer. Nothing is lost: try again, it is done only once. If it is urgent: phone.

# Under what was tried.
escalate-failed-refused = The server did not accept it. Nothing has changed. Ask a supervisor, and phone if it is urgent.

# Under what was tried.
escalate-failed-noReader = There is nobody whom we may seal to. Phone instead.

# Under what was tried.
escalate-failed-noKey = This browser cannot open it: it was sealed to another one.

# Under what was tried.
escalate-failed-tooLong = It is too long. Shorten it, or choose fewer messages.

# Under what was tried.
escalate-failed-changed = Somebody else was faster. Look where the case stands now.

## Escalation: calls

# What folds out a form.
call-title = Log a call

# In that form.
call-means = A call to the authority in which a person gives their name stops the ladder.

# Legend of a choice.
call-whom = Whom did you phone?

# A choice.
call-kind-112 = 112

# A choice.
call-kind-agency = The authority

# A choice.
call-kind-other = Somebody else

# Label.
call-named = Who answered? (if you know)

# Under it.
call-named-means = Their name, or their number. The server can read this: write nothing about the young person.

# Label.
call-to = Number or place

# Button: the call has been made.
call-log = I have phoned

# A call that was made.
call-logged = { $time }: you phoned 112.

# A call that was made.
call-logged-named = { $time }: you phoned 112, and { $named } answered.

## Escalation: a case and where it stands

# Heading of a counsellor's cases.
cases-title-mine = My cases

# When a supervisor has no cases.
cases-none = Nothing waits. When a counsellor escalates, it stands here.

# When the server does not answer about cases.
cases-lost = We do not hear of cases. We try again by ourselves.

# Mark in a row.
cases-unread = New

# In a row of the list, and beside the conversation.
cases-asked = An officer asks to talk with the young person

# Button: closes the case's view.
case-close = Close

# Button to the case, where one part is shown at a time.
part-case = Case

# Button above a conversation: to its case.
strip-case = Case no. { $number }: { $state }

# What stands until somebody acts.
raised-review = No supervisor has answered

# What stands until somebody acts.
raised-alarm = Nobody at the authority has read it

# What stands until somebody acts.
raised-phone = Nobody has read it: phone

# What stands until somebody acts.
raised-climb = The next in line is told

# What stands until somebody acts.
raised-reopen = It is sent again

# Button in the bar that says how many cases wait.
cases-go = Look

# Name of the time line, for screen readers.
line-label = What has happened

# A line.
line-begun = Sealed and sent for review

# A line.
line-begun-again = Sent again

# A line.
line-released = Released to { $agency }: step { $rung } of { $rungs } in their ladder

# A line.
line-broken = Released by one person alone, because a life was in danger

# A line: this browser has checked the signature.
line-read = { $name }, { $office }, has read it

# A line: not checked yet.
line-read-told = The server says that { $name }, { $office }, has read it

# A line: the signature does not hold.
line-read-forged = The server says that { $name }, { $office }, has read it, but their signature does not hold. Phone them.

# A line.
line-asked = { $name }, { $office }, asks to talk with the young person

# What comes.
line-next-review = Then the author may decide alone

# What comes.
line-next-climb = If nobody reads it, the next in the ladder is told

# What comes.
line-next-alarm = If nobody reads it, the supervisors are alarmed

# What comes.
line-next-phone = If nobody reads it, somebody here must phone

# What comes.
line-next-reopen = If there is no outcome, it is sent again

# How long until then.
line-in = in { $minutes }:{ $seconds }

# When that time has come.
line-due = now

# Heading when a report was sent back to its author.
again-title = The supervisor wants it otherwise

# Under it.
again-body = Why: { $why }. Talk with the supervisor, mend it and send it again.

# Button.
again-do = Open and mend

# Heading of an officer's questions.
answer-title = Questions from the authority

# Over the field for the answer, until one has been sent.
join-asks = { $name }, { $office }, asks to talk with the young person. Ask the young person: name and office are shown in the chat. No is a no, and so is silence. Then answer here; if it is a yes, with how they want to be reached. You are the one between them: nobody from an authority comes into the conversation.

# Button under that.
join-introduce = Ask the young person in the chat

# In place of the button: only the server says who asks.
join-unverified = This browser has not seen that person's signature. Open the report here. If this stays: phone them before you ask the young person.

# In place of the button.
join-unanswered = Asked in the chat at { $time }. No answer yet: that is a no.

# Label of the field.
answer-label = Your answer

# Under it.
answer-means = Sealed to those at the authority who can open the report.

## Escalation: a supervisor's review

# Heading of what a supervisor can do.
review-label = What you can do

# Above the button that opens a report.
review-sealed = The report is sealed. It is opened in this browser, with your key.

# When it cannot be opened.
review-cannot-noKey = It is not sealed to this browser's key. Somebody else must review it, or the author must send it again.

# When it cannot be opened.
review-cannot-changed = What came is not what was sealed. Do not approve it: talk with the author.

# When it cannot be opened.
review-cannot-unsigned = Nobody who may do so vouches for it. It may be forged. Do not approve it.

# When it cannot be opened.
review-cannot-notYours = The server does not give it out to you.

# When it cannot be opened.
review-cannot-cancelled = The passkey was not given. Nothing has changed.

# When it cannot be opened.
review-cannot-unreachable = The server did not answer. Try again.

# A supervisor's time.
review-left = { $seconds } s left to answer

# When it has run out.
review-over = The time to answer has run out

# After that.
review-after = Then the author may decide alone.

# In the timer's place where nobody's life is in danger.
review-calm = It is not sent until a supervisor has read it.

# Beside the button that approves.
review-read-first = Open and read it first.

# Primary button.
review-approve = Approve and send

# Button to a second step.
review-return-open = Send back …

# Heading of it.
review-return-title = Send it back to the author

# Under it.
review-return-body = Nothing goes to the authority. Talk with the author, so that they know what is wanted.

# Button that does it.
review-return = Send back

# Button to a second step.
review-cancel-open = Cancel …

# Heading of it.
review-cancel-title = Cancel the case

# Under it.
review-cancel-body = Everything stops, and the authority is told that it was withdrawn. It stays on record with the reason.

# Button that does it.
review-cancel = Cancel the case

# Button to a second step.
review-close-open = Close the case …

# Heading of it.
review-close-title = Close the case

# Under it.
review-close-body = Nothing more is sent, and no alarm comes. Do it when somebody has taken over.

# Button that does it.
review-close = Close

# Button to a second step.
review-reopen-open = Send again …

# Heading of it.
review-reopen-title = Send the case again

# Under it.
review-reopen-body = The authority is told anew, from the first in their ladder.

# Button that does it.
review-reopen = Send again

# Heading when the author may decide alone.
break-title = No supervisor has answered

# Under it.
break-body = You may send it now, alone, because a life may be in danger. It is reviewed afterwards, and your name stands in the log.

# Tick before it can be done.
break-sure = A life may be in danger, and it cannot wait

# Button that does it.
break-do = Send without approval

# Heading of what lies over everything.
phone-title = Phone now: case no. { $number }

# Under it.
phone-body = { $minutes } minutes have gone and nobody at { $agency } has read it. Only a call helps now. This goes away when you have logged one.

# At its foot.
phone-means = The conversation is still there behind this.

# Under who vouches, before a supervisor has answered.
sheet-reviewed-yet = No supervisor has approved it yet.

# Loud, when keys are others than last time.
readers-changed = { $count ->
    [one] A key is not the one from last time.
   *[other] { $count } keys are not those from last time.
}

# When some keys are not believed.
readers-refused = { $count ->
    [one] One key that the server offered is not believed. Nothing is sealed to it.
   *[other] { $count } keys that the server offered are not believed. Nothing is sealed to them.
}

# When the version before had messages.
escalate-excerpts-kept = { $count ->
    [one] One message from the version before goes with it.
   *[other] { $count } messages from the version before go with it.
}

# How many are chosen.
escalate-excerpts-count = { $count ->
    [0] No messages are chosen.
    [one] One message is chosen.
   *[other] { $count } messages are chosen.
}

# Heading of a supervisor's cases; $count wait for review.
cases-title-all = { $count ->
    [0] Cases
   *[other] Cases: { $count } to review
}

# Read out to a supervisor by a screen reader.
cases-waiting = { $count ->
    [one] A case waits for your review.
   *[other] { $count } cases wait for your review.
}

# A line.
line-called = { $count ->
    [one] One call has been logged
   *[other] { $count } calls have been logged
}

# Heading, in the step about the young person.
show-title = Show it to them

# Tick box: then nothing of the case is ever sent to their page.
show-unsafe = Showing it would put them in danger: somebody may see their screen

# When that is ticked, and before sending.
show-unsafe-means = Nothing about the report is sent to their page: not this, and no step after it.

# Label of the field with what will be shown.
show-text = What they will see

# Under that field. $agency is the authority's name.
show-text-means = Begins with what stands in the report. Make it plain: who reads this may be fifteen, and afraid. They also see that it would go to: { $agency }.

# Button.
show-do = Show it in the chat, and ask

# Button: the field is filled in anew from the report.
show-afresh = Begin again from the report

# Why it cannot be shown.
show-no-talk = There is no conversation open to show it in.

# Why it cannot be shown.
show-unsure = Their page began again. Make sure who it is before you show anything.

# Why it cannot be shown.
show-no-agency = Choose first where it goes: they see that too.

# After a try.
show-failed = It could not be shown. Nothing has been sent. Try again.

# After it was shown.
show-unanswered = Shown in the chat at { $time }. They have not answered yet.

# After it was answered. $answer is the text on their button.
show-answered = In the chat they answered at { $time }: { $answer }.

# When the report's fields say something else than the answer in the chat.
show-contradicts = The report says something else than what they answered.

# Button after that.
show-take-over = Take over their answer

# Before sending: the words shown are not those of the report now.
show-old = What you showed them is not what stands here now.

# Before sending: nothing was shown.
show-not-yet = They have not been shown this in the chat.

# Before the young person's own words, as shown to them.
shown-told = In your own words

# Before what the counsellor saw, as shown to the young person.
shown-seen = What I have seen

# Before hearsay, as shown to the young person.
shown-heard = What somebody else has said

# Before a conclusion, as shown to the young person.
shown-thought = What I think

# Before what they want, as shown to them.
shown-wants = You want

# Before what they asked not to pass on, as shown to them.
shown-notToShare = You do not want them to know

# A guardian in the report, as shown to the young person.
shown-guardian-no = { $name }: they are not told

# A guardian in the report, as shown to the young person.
shown-guardian-yes = { $name }: they are told, or may be

# Before a message of theirs that goes with it.
shown-excerpt-child = You wrote

# Before a message of the counsellor's that goes with it.
shown-excerpt-counsellor = I wrote

# The young person's answer in the chat.
passed-yes = Yes, pass it on

# The young person's answer in the chat.
passed-no = No, I don’t want that

# The young person's answer in the chat.
passed-talk = I want to say something about it

# The young person's answer in the chat.
met-yes = Yes, I want to

# The young person's answer in the chat.
met-no = No, not now

# Among the messages, over who it is about.
met-asked = Asked them: do you want to talk with this person?

# Among the messages.
met-who = { $name }, { $agency }

# In the conversation, over what was shown.
passed-asked = Shown to them: to { $agency }. Is this OK?

# In the conversation, over an answer.
passed-answer = Answer

# In the conversation, over a step of the case.
passed-step = Told on their page

# A step, as told to the young person.
told-sent = { $agency }: sent

# A step, as told to the young person.
told-read = Read by { $name }, { $agency }, at { $time }

# A step, as told to the young person. $what is the state of the case.
told-step = { $agency }: { $what }

# Heading beside a case: what the young person sees of it.
told-title = On their page

# Under that heading.
told-steps = They are told of each step as it happens: sent, read by whom, and what comes of it.

# Under that heading, when it is marked as dangerous.
told-unsafe = Nothing of this case is sent to their page.

# Under that heading, in an exercise.
told-exercise = This is an exercise: nothing of it is sent to their page.

# Button.
told-stop = It puts them in danger: tell no more

# Button.
told-go-on = Tell them the steps again
