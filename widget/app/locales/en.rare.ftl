# SPDX-License-Identifier: EUPL-1.2
# What a visitor seldom reads, in English: fetched when it is needed. The rules are those of en.ftl.

## While waiting

# Heading over the calm texts.
calm-heading = While you wait
# The line that opens the first calm text.
calm-breathe = Breathe slowly
# First calm text.
calm-breathe-text = Breathe in through your nose and count to four. Breathe out through your mouth and count to six. Five times. You need not do it well. Your body often grows a little calmer, even if your thoughts do not.
# The line that opens the second calm text.
calm-look = Look around you
# Second calm text.
calm-look-text = Find five things that you can see. Four that you can touch. Three that you can hear. Take your time. You are here, now.
# The line that opens the third calm text.
calm-say = What should I write?
# Third calm text.
calm-say-text = It need not be in order, and it need not be big. “Hi” is enough. You decide what you tell, and you can stop whenever you want. Whatever has happened, you are not in trouble with us.
# The line that opens the fourth calm text.
calm-then = What happens when someone answers?
# Fourth calm text.
calm-then-text = First this page checks that it really is one of ours. Then you see who it is, and you can both write.

## In the conversation: five words to compare

# Before the five words.
words-text = If you two also talk on the phone: read the words to each other. If they are the same, nobody else can read what you write.

## Talking: the counsellor is gone

# When the counsellor has been away for long.
another-offer = { $name } has been gone for a while. Would you like another?
# The same when no name is known.
another-offer-nobody = Nobody has been here for a while. Would you like another counsellor?
# Button.
another-yes = Yes, find another
# Button.
another-no = No, I will wait
# After yes.
another-wanted = We are looking for another counsellor. We check who it is first, and your text stays here.
# Button after yes.
another-stop = Stop looking

## After a reload

# Heading while what was there is being opened.
returning-heading = One moment
# Under it, when that takes long.
returning-slow = No connection yet. We keep trying by ourselves.
# Heading when the tab was duplicated and the conversation is open in the first one.
elsewhere-heading = This conversation is open in another tab
# Under it.
elsewhere-text = It can be open in one tab at a time. If you go on here, it closes there.
# Button: closes it in the other tab and opens it here.
elsewhere-here = Go on here
# Under it while the other tab is being asked.
elsewhere-asking = We are asking the other tab. It takes a moment.
# Under it when the other tab has not answered.
elsewhere-silent = The other tab does not answer. Look for it and go on there, or begin a new conversation here.
# Button: this tab begins anew; the other one stays as it is.
elsewhere-new = Begin a new conversation
# Heading after a reload. Nothing that was written, and no name, is shown before the button is pressed.
veil-heading = Your conversation is still here
# Under it.
veil-text = What you have written is hidden, in case somebody else sees the screen. The person you are talking with can see that the page was reloaded.
# Button: shows the texts and names.
veil-show = Show it
# Heading in the first tab when the conversation has been taken over by another.
moved-heading = Your conversation is in another tab now
# Under it.
moved-text = Nothing is left here. You can close this tab.

## While nothing can be kept

# Quiet line while waiting or talking, when the browser does not let us keep anything. Opens the texts below.
unkept-line = Do not reload this page
# Under it.
unkept-text = Your browser does not let us keep anything over a reload. Leave the page as it is, and nothing is lost.
# Button after it: puts the line away.
unkept-close = OK
# After it in a frame, before the link: what a tab of its own would change.
unkept-tab = In a tab of its own it can be kept. There you start over.

## Could not be sure who answers: why

# Reason: no root of this helpline has signed it.
distrust-unknown-root = the one who answered is not known to this helpline.
# Reason.
distrust-expired = the proof of who answers is too old.
# Reason.
distrust-not-yet = the proof of who answers is not valid yet, or the clock of your phone is wrong.
# Reason.
distrust-demonstration = the one who answered is not a real counsellor, only a demonstration.
# Reason.
distrust-wrong-helpline = the one who answered belongs to another helpline.
# Reason.
distrust-wrong-use = the proof of who answers is meant for something else.
# Reason.
distrust-forged = the proof of who answers is false.
# Reason.
distrust-malformed = the proof of who answers cannot be read.
# Reason: a step that the rules of the conversation forbid.
distrust-not-allowed = somebody tried something that is not allowed here.
# Reason: they stand on the list of those whom nobody should trust any more.
distrust-denied = the one who answered may not answer here any more.
# Reason: the list is missing, false or too old, or the clock is wrong.
distrust-deny-list = the list of those who may not answer any more is missing or too old.

## In the conversation: what is passed on

# At the top of the card that shows what the counsellor wants to send. $name is the counsellor, $agency an authority, such as "Östersund's social services".
passed-heading = { $name } wants to pass this on to { $agency }
# Before the text on the card.
passed-before = This is what they would read:
# The question under the text.
passed-question = Is this OK?
# Button, and your answer in the conversation.
passed-yes = Yes, pass it on
# Button, and your answer in the conversation.
passed-no = No, I don’t want that
# Button, and your answer in the conversation. The cursor is in the field then.
passed-talk = I want to say something about it
# Under the buttons.
passed-means = Your answer goes to the person you are talking with. If somebody is in danger, we may have to pass it on anyway. Then we say so here.
# In place of the buttons. $answer is what stands on the button.
passed-answered = You answered at { $time }: { $answer }. Have you changed your mind? Write it.
# In place of the buttons, on a card that has been replaced.
passed-old = There is a newer one below.
# At the top of the card when somebody wants to talk with you. $reader is the person, $agency where they work.
met-heading = { $reader }, { $agency }, would like to talk with you
# On the card. $name is the counsellor, $reader the one who wants to talk.
met-before = { $reader } has read what was sent. If you want to, write how and when { $reader } can reach you. { $name } tells { $reader }, and stays here.
# The question on the card.
met-question = Do you want to talk with them?
# Button, and your answer in the conversation.
met-yes = Yes, I want to
# Button, and your answer in the conversation.
met-no = No, not now
# Under the buttons.
met-means = If you do not answer, that is a no. Nobody else comes into this conversation.
# Step: the report has been sent.
passed-sent = It has been sent to { $agency }.
# Step: a human has read it. $reader is that person's name, $agency where they work.
passed-read = Read by { $reader }, { $agency }, at { $time }.
# Step.
passed-accepted = { $agency } is taking care of it.
# Step: another authority gets it.
passed-rerouted = It has gone on to { $agency }.
# Step.
passed-declined = The person who read it at { $agency } could not take care of it. It goes to the next person.
# Step: the outcome.
passed-outcome-safe = { $agency } writes that you are safe now. If that is not so, say it here.
# Step: the outcome.
passed-outcome-investigation = { $agency } is going to find out more about how things are for you.
# Step: the outcome. $name is the counsellor.
passed-outcome-none = { $agency } has decided not to find out more. Do you still need help? Tell { $name }.
# Step: the outcome.
passed-outcome-police = { $agency } has handed it to the police.
# Step: the outcome.
passed-outcome-not-found = { $agency } has looked for you and not found you. If you can, write where you are.
# Step: the outcome. $name is the counsellor.
passed-outcome-other = { $agency } has answered. Ask { $name } what it means.
# Step.
passed-closed = It is finished.
# Step.
passed-cancelled = It has been taken back. Nothing more happens with it.
# Step: time ran out.
passed-expired = { $agency } did not answer, and it goes no further. Say here if you need help.

## After the end

# Opens the text of the conversation, once more.
ended-read = Read it once more
# Heading over how to come back.
ended-return-heading = To come back
# Under it.
ended-return = Open the page again. We cannot see that you have been here, so say it if you want to go on where you were.
