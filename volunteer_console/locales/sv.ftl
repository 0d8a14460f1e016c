# SPDX-License-Identifier: EUPL-1.2

## The name

# The product's name: top bar, page title. Not translated.
app-name = Lykta

# Title of the browser tab while somebody is offered to me. Never says who or what.
title-waiting = Någon väntar · Lykta

# Title of the browser tab when a message came while another window was in front. Never says from whom.
title-new = Nytt meddelande · Lykta

# The whole text of the system notification while somebody is offered to me.
notification-waiting = Någon väntar.

## People and lanes

# A person's role, after their name.
role-counsellor = stödperson

# A person's role, after their name.
role-supervisor = samordnare

# A person's role, after their name: on duty at an authority.
role-officer = handläggare

# A person's role, after their name: answers for safeguarding.
role-safeguarding = trygghetsansvarig

# For whom a lane is, at the start of the lane's name.
audience-young = Unga

# For whom a lane is, at the start of the lane's name.
audience-adult = Vuxna

# For whom a lane is, at the start of the lane's name.
audience-professional = Yrkesverksamma

# The name of a lane: for whom, in which language. In the list of lanes, in an offer, above a conversation.
lane-name = { $audience }, { $language }

## The door: before the desk

# Shown for a moment when the page opens.
door-looking = Öppnar …

# Heading when the server does not answer at the start.
door-unreachable-title = Vi når inte servern

# Under that heading.
door-unreachable-body = Inget har gått förlorat. Vi försöker igen av oss själva med några sekunders mellanrum. Om det fortsätter: säg till den som har teknikjour.

# Button that tries at once.
door-try-again = Försök igen

# Quiet button at the foot of the pages between sign-in and desk.
door-sign-out = Logga ut

# Heading of the page for signing in.
sign-in-title = Logga in

# Under that heading: for whom the page is.
sign-in-lead = För dig som svarar på hjälplinjen.

# Heading when the sign-in has run out while the page was open.
sign-in-again-title = Du har blivit utloggad

# Under that heading.
sign-in-again-body = Din inloggning har gått ut. Logga in igen så är du tillbaka vid din arbetsplats.

# Under that heading when conversations are still held in this page.
sign-in-again-talks = Ditt samtal finns kvar på den här sidan. Stäng den inte: logga in igen och fortsätt.

# Primary button of the sign-in page.
sign-in-passkey = Logga in med passnyckel (passkey)

# In the button's place while the browser asks for the passkey.
sign-in-waiting = Väntar på din passnyckel …

# Under the button: what will happen.
sign-in-how = Webbläsaren frågar efter ditt fingeravtryck, ditt ansikte eller din PIN-kod. Det finns inget lösenord.

# What folds out a short help text at the foot of the sign-in page.
sign-in-lost-title = Har du tappat bort din passnyckel?

# The help text that folds out.
sign-in-lost-body = Be en administratör om en ny länk. Den fungerar en gång, i tio minuter.

# Heading of the sign-in page in the demonstration, above the people to choose from.
demo-title = Det här är en demonstration

# Under that heading.
demo-lead = Välj vem du vill vara. Inget här når en riktig person.

# Button that signs in as this person, in the demonstration only.
demo-choose = { $name }, { $role }

# Above the button when the passkey question was closed or ran out.
problem-cancelled = Det avbröts, eller tog för lång tid. Inget har ändrats. Försök igen när du är redo.

# Above the button when the browser has no passkeys.
problem-unsupported = Den här webbläsaren klarar inte passnycklar. Använd en nyare, och öppna sidan på dess vanliga adress.

# Above the button when the server did not accept the passkey.
problem-refused = Den passnyckeln godtogs inte. Prova en annan, eller fråga en administratör.

# Above the button when the server did not answer.
problem-unreachable = Servern svarade inte. Inget har ändrats. Försök igen om en stund.

# Above the button when this device already has a passkey of this person.
problem-registered = Det finns redan en passnyckel för dig här. Logga in med den.

# When an enrolment link does not work.
problem-link = Länken fungerar inte längre. En länk fungerar en gång, och i tio minuter. Be en administratör om en ny.

# Heading of the enrolment page, once the link has been looked up.
enrol-title = Välkommen, { $name }

# Under that heading.
enrol-lead = Du är inbjuden som { $role }. Tre korta steg, sedan är du redo för ditt första pass.

# First of three numbered steps.
enrol-step-passkey = Du skapar en passnyckel. Den ersätter lösenord, och ingen kan gissa den eller lura den av dig.

# Second of three numbered steps.
enrol-step-words = Du läser upp fem ord för den som godkänner enheter. Då godkänns den här enheten.

# Third of three numbered steps.
enrol-step-ready = Din arbetsplats öppnas.

# Primary button of the enrolment page.
enrol-make = Skapa min passnyckel

# While the link is looked up.
enrol-looking = Slår upp din länk …

# Heading when the link does not work.
enrol-failed-title = Be om en ny länk

# Button from there to the sign-in page.
enrol-to-sign-in = Till inloggningen

# For a moment, while this device's key is made or looked up.
device-making = Förbereder den här enheten …

# Heading when the browser would not keep a key.
device-failed-title = Den här webbläsaren kan inte spara nyckeln

# Under that heading.
device-failed-body = Nyckeln måste finnas kvar i webbläsaren mellan passen. Öppna sidan i ett vanligt fönster, inte ett privat, och försök igen.

# Heading of the page with the five words.
pending-title = Läs upp de här fem orden

# Under that heading.
pending-lead = Ring den som godkänner enheter, eller sitt bredvid. Hen skriver in orden och vet då att nyckeln är din och ingen annans.

# Name of the list of five words, for screen readers.
pending-words = Fem ord

# Under the words.
pending-voice = Med rösten, inte i skrift: det är rösten som visar att det är du.

# Under that, as long as the registrar is not done.
pending-waiting = Väntar på godkännaren. Sidan går vidare av sig själv.

# Instead of that while the server does not answer.
pending-unreachable = Servern svarar inte just nu. Orden är desamma; vi fortsätter fråga.

# Small, under the words: for whom they are computed.
pending-who = { $name }, { $role }, { $helpline }

# Heading when this device's certificate fails a check.
distrust-title = Du kan inte svara från den här enheten nu

# Last on that page: what to do.
distrust-do = Ring den som godkänner enheter och läs upp den här sidan. Du har inte gjort något fel, och ingen har släppts in.

# Why the certificate fails.
distrust-unknownRoot = Intyget är undertecknat av någon som hjälplinjen inte känner till.

# Why the certificate fails.
distrust-expired = Intyget har gått ut. Ett nytt tar några minuter.

# Why the certificate fails.
distrust-notYet = Intyget gäller inte än. Kontrollera att klockan på den här enheten går rätt.

# Why the certificate fails.
distrust-demonstration = Intyget gäller bara för demonstrationer.

# Why the certificate fails.
distrust-wrongHelpline = Intyget hör till en annan hjälplinje.

# Why the certificate fails.
distrust-wrongUse = Intyget gäller inte för samtal.

# Why the certificate fails.
distrust-forged = En underskrift i intyget stämmer inte.

# Why the certificate fails.
distrust-malformed = Intyget går inte att läsa.

# Why the certificate fails.
distrust-notAllowed = Intyget ger inte den här rollen rätt att ta samtal.

# Why the certificate fails.
distrust-denied = Enheten, eller nyckeln som godkände den, har spärrats.

# Why nothing could be checked: the deny-list is not there, or is not this helpline's.
distrust-denyListMissing = Spärrlistan saknas eller är inte hjälplinjens egen. Ingen kan svara förrän den är tillbaka.

# Why nothing could be checked.
distrust-denyListOld = Spärrlistan är för gammal, eller så går klockan på den här enheten fel. Ingen kan svara förrän listan har förnyats.

# Why the certificate fails.
distrust-otherKey = Intyget är utfärdat för en annan nyckel eller en annan person.

# Quiet bar at the top, from 14 days before the certificate runs out.
alarm-14 = Enhetens intyg går ut om { $days } dagar. Boka en tid med den som godkänner enheter.

# Bar at the top, from 7 days before the certificate runs out.
alarm-7 = Enhetens intyg går ut om { $days } dagar. Ring den som godkänner enheter den här veckan.

# Bar at the top, from 3 days before the certificate runs out.
alarm-3 = { $days ->
    [0] Enhetens intyg går ut i dag. Sedan kan du inte svara från den. Ring den som godkänner enheter nu.
    [one] Enhetens intyg går ut i morgon. Sedan kan du inte svara från den. Ring den som godkänner enheter nu.
   *[other] Enhetens intyg går ut om { $days } dagar. Sedan kan du inte svara från den. Ring den som godkänner enheter nu.
}

## The desk: around everything

# First thing the Tab key reaches: jumps past the lists.
desk-skip = Till samtalet

# While the desk opens, after signing in.
desk-opening = Öppnar din arbetsplats …

# Bar at the top as long as the certificate is a demonstration's.
desk-demo = Demonstration. Intygen är gjorda på den här datorn, och ingen riktig person är här.

# Name of the switch between the three parts, below 1200 px; for screen readers.
desk-parts = Arbetsplatsens delar

# Switch to the list of lanes, below 1200 px. The figure: how many wait.
part-lanes = Väntar ({ $count })

# Switch to my conversations, below 1200 px. The figure: how many there are.
part-talks = Mina ({ $count })

# Switch to the conversation, below 1200 px.
part-talk = Samtal

# Mark on a switch or a row: so many messages that have not been seen.
part-new = { $count ->
    [one] 1 nytt
   *[other] { $count } nya
}

# Start of the bar while this page has no connection.
lost-title = Ingen anslutning just nu.

# The rest of that bar.
lost-body = Inget går förlorat. Det du skriver väntar här och skickas när anslutningen är tillbaka.

# Heading when another tab or window has taken the desk.
displaced-title = Din arbetsplats är öppen någon annanstans

# Under that heading.
displaced-body = En nyare flik eller ett nyare fönster har den. Fortsätt där; den här kan du stänga.

# Button that takes the desk back to this tab.
displaced-here = Använd den här i stället

# Under that button: what it costs.
displaced-warning = Ett samtal som påbörjats där går inte att läsa här. Besökaren kan be om dig eller en kollega igen.

## What I take

# Name of the switch between free, pause and away.
duty-title = Du är

# The switch: first choice. As if after 'I am'.
duty-free = Redo

# Under that choice.
duty-free-means = Du får frågan om nästa besökare.

# Under the first choice while a conversation is going on.
duty-free-means-talking = Redo igen efter samtalet och pausen.

# The switch: second choice.
duty-pause = Paus

# Under that choice.
duty-pause-means = I tjänst, men du får inga nya samtal.

# The switch: third choice.
duty-away = Borta

# Under that choice.
duty-away-means = Inte i tjänst.

# Under the choices while a conversation is going on.
duty-talking = Du är i ett samtal. Du får inga nya förrän det är över.

# Under the switch during the automatic pause after a conversation.
pause-minutes = { $minutes ->
    [0] Redo igen av sig själv om mindre än en minut
   *[other] Redo igen av sig själv om { $minutes } min
}

# Button that ends the pause.
pause-ready = Redo igen

## Lanes

# Heading of the list of lanes.
lanes-title = Väntar

# Instead of the list when there is no lane.
lanes-none = Det finns inga köer än. De visas här när hjälplinjen öppnar en.

# Under the list when nobody waits in any lane.
lanes-all-calm = Ingen väntar just nu. Den som kommer härnäst visas här.

# In a lane where nobody else waits while one from it is offered to me.
lane-answering = 1 får svar nu

# In a lane: how many wait.
lane-waiting = { $count ->
    [0] Ingen väntar
    [one] 1 väntar
   *[other] { $count } väntar
}

# In a lane, beside a triangle: how many of those have said that they are not safe.
lane-urgent = { $count ->
    [one] 1 är inte trygg
   *[other] { $count } är inte trygga
}

# In a lane: the longest wait.
lane-longest = { $minutes ->
    [0] längsta väntan: under 1 min
   *[other] längsta väntan: { $minutes } min
}

# In a lane: how many counsellors are on duty, me included.
lane-duty = { $count ->
    [0] ingen i tjänst
    [one] 1 i tjänst
   *[other] { $count } i tjänst
}

## My conversations

# Heading of the list of my conversations.
talks-title = Mina samtal

# Instead of the list when I have none.
talks-none = Inga just nu. När du tar ett samtal står det här.

# What a visitor is called who has not given a name.
talk-visitor = Besökare

# State of a conversation in the list: being let in.
talk-opening = du släpps in

# State of a conversation in the list: over.
talk-ended = avslutat

## An offer

# Heading of an offer.
offer-title = Någon väntar

# Heading of an offer, beside a triangle, when the visitor has said that they are not safe.
offer-title-urgent = Någon väntar som inte är trygg nu

# In an offer: how long the visitor has waited.
offer-waited = { $minutes ->
    [0] har just kommit
    [one] har väntat i 1 minut
   *[other] har väntat i { $minutes } minuter
}

# In an offer: time left to answer, counting down, above a bar.
offer-left = { $seconds ->
    [0] Tiden är ute
    [one] 1 sekund kvar att svara
   *[other] { $seconds } sekunder kvar att svara
}

# Beside the time left: what happens then.
offer-after = Sedan blir du borta. Besökaren behåller sin plats.

# Primary button of an offer.
offer-accept = Ta samtalet

# Quiet button of an offer, far from the other.
offer-decline = Inte nu

# Under that button.
offer-decline-means = Du blir borta. Besökaren behåller sin plats.

# Read out by a screen reader when an offer comes. $keys is the shortcut.
offer-announce = Någon väntar: { $lane }. { $seconds } sekunder att svara. { $keys } tar samtalet.

# Read out by a screen reader when an urgent offer comes. $keys is the shortcut.
offer-announce-urgent = Brådskande: någon väntar som inte är trygg nu: { $lane }. { $seconds } sekunder att svara. { $keys } tar samtalet.

# Why the last offer went away.
missed-lease = Du hann inte svara. Besökaren behåller sin plats, och du är borta.

# Why an accepted visitor went away.
missed-key = Enhetens nyckel kom inte fram i tid. Besökaren behåller sin plats, och du är borta.

# Why an accepted visitor went away.
missed-mute = Besökarens sida svarade inte. Det berodde inte på dig. Du är fortfarande redo för nästa.

# Why an offer, or an accepted visitor, went away.
missed-left = Besökaren gick innan ni möttes. Du är fortfarande redo för nästa.

# Button beside the first two of those.
missed-free = Jag är redo igen

# Button that puts such a notice away.
missed-close = OK

## Being let in

# Heading between taking an offer and the first message.
opening-title = Du släpps in

# Under that heading.
opening-body = Besökarens sida kontrollerar att du är den som intyget säger. Det tar oftast några sekunder.

# Added after ten seconds.
opening-slow = Det tar längre tid än vanligt, kanske en långsam telefon. Om den inte svarar är du redo för nästa besökare.

## The conversation

# Name of the whole conversation for screen readers.
talk-label = Samtal med { $name }

# Beside a triangle, after the visitor's name and in lists.
talk-urgent = inte trygg nu

# Above the conversation, beside a filled dot.
visitor-here = Besökaren ansluten

# Above the conversation, beside an empty ring, while this page itself has no connection.
visitor-unknown = Du har ingen anslutning nu

# Above the conversation, beside an empty ring.
visitor-away = Besökaren har ingen anslutning nu

# Under the last message while the visitor writes.
visitor-writing = Skriver …

# Under the last message while the visitor has no connection.
visitor-away-body = Det du skriver sparas och når besökaren om hen kommer tillbaka.

# Above the conversation: how long it has lasted.
timer-minutes = { $minutes ->
    [0] just börjat
   *[other] { $minutes } min
}

# Above the conversation: how long it has lasted, from one hour.
timer-hours = { $hours } tim { $minutes } min

# Quiet notice above the field after 45 minutes.
prompt-long = Ni har pratat i 45 minuter. Det kan vara dags att sammanfatta tillsammans och säga vad som händer härnäst. Det är ingen brådska.

# Button that puts that notice away.
prompt-close = OK

# Button above the conversation: blurs the text.
text-hide = Dölj texten

# Opens the five words of the conversation.
spoken-open = Fem ord att jämföra

# Above the five words.
spoken-text = Om den du skriver med ringer: be dem läsa upp sina fem ord. Är de samma som här kan ingen annan läsa. De byts när någon kommer eller går.

# Instead of the words.
spoken-none = (Orden kunde inte visas just nu.)

# Quiet line under the conversation's name when the browser keeps nothing.
talk-unkept = Webbläsaren låter oss inte spara samtalet. Om den här sidan laddas om försvinner det.

# The same button while the text is blurred.
text-show = Visa texten

# Heading of what the visitor wrote before the conversation, first in it.
hello-title = Det besökaren valde att säga först

# Under that heading when it is empty.
hello-nothing = Ingenting, och det är helt okej. Börja varsamt.

# Among what the visitor wrote first, when their page says for them that a conversation was lost. A claim.
hello-back = Säger att hen har varit här förut och tappade samtalet. Det har ingen kontrollerat.

# Before the name the visitor gave.
hello-name = Vill kallas

# Before what the visitor wants to talk about.
hello-about = Vill prata om

# Before the age the visitor gave.
hello-age = Ålder

# Beside a triangle, when the visitor has said so.
hello-urgent = ”Jag är inte trygg nu”

# Under that.
hello-urgent-advice = Börja där: går det att prata nu, och var finns faran? Vid fara för liv: 112.

# Name of the list of messages for screen readers.
log-label = Meddelanden

# Button over the messages when newer ones are below.
log-new = Nyare meddelanden nedanför

# Before my own message, for screen readers.
entry-mine = Du, { $time }

# Above somebody else's message.
entry-theirs = { $name }, { $time }

# Line between messages: somebody was let in.
entry-joined = { $name } släpptes in, { $time }

# Line between messages: somebody is no longer in the conversation.
entry-left = { $name } är inte längre med, { $time }

# Line between messages: somebody lost the connection.
entry-away = { $name } tappade anslutningen, { $time }

# Line between messages: somebody's connection is back.
entry-back = { $name } är tillbaka, { $time }

# Line between messages: what somebody wrote could not be read here.
entry-missing =
    { $count ->
        [one] Ett meddelande från { $name } gick inte att öppna, { $time }. Du kan be om det igen.
       *[other] { $count } meddelanden från { $name } gick inte att öppna, { $time }. Du kan be om dem igen.
    }

# Line between messages: the visitor's page was loaded anew. It may be somebody else who looks at it now.
entry-restored = { $name } är tillbaka med en omladdad sida, { $time }. Försäkra dig om vem det är.

# Under my message: not stored by the server yet.
progress-sending = skickas

# Under my message: stored, the visitor's page does not have it yet.
progress-onItsWay = på väg

# Under my message: the visitor's page has it.
progress-arrived = framme

# Under my message: it will not be sent unless I say so.
progress-notDelivered = kom inte fram

# Button beside that.
progress-retry = Skicka igen

# Read out by a screen reader when a message of mine was not delivered.
progress-alert = Ett meddelande kom inte fram.

## Writing

# Name of the field to write in.
write-label = Skriv till { $name }

# Under the field.
write-hint = Enter skickar, Skift + Enter ger ny rad.

# Button beside the field.
write-send = Skicka

# Under the field when few characters are left.
write-left = { $count } tecken kvar

# Under the field when the text is too long.
write-over = { $count } tecken för mycket. Skicka det i två delar.

# Under the field when there was nothing to send.
write-empty = Det finns inget att skicka än.

# Under the field when the text has characters that cannot be sent.
write-controlCharacters = Texten har dolda styrtecken, kanske från något inklistrat. Ta bort dem och skicka igen.

# Under the field when the visitor's page was loaded anew, and nobody has made sure who it is.
write-unsure = Försäkra dig först om att det är samma person. Din text finns kvar här.

# Heading in place of the field, after the visitor's page was loaded anew.
back-title = Någon säger att hen är tillbaka. Försäkra dig om vem det är innan du skriver.

# Under that heading.
back-body = Sidan har laddats om där. Det kan vara någon annan som ser den nu: börja med något som inte avslöjar något.

# Button under it: the field comes back.
back-write = Jag förstår, låt mig skriva

# Under the field when the conversation can take no text now.
write-notTalking = Det går inte att skicka nu. Din text finns kvar här.

## Ending

# Button above the conversation; opens a second step.
end-open = Avsluta …

# Heading of the second step.
end-title = Avsluta samtalet?

# Under that heading.
end-body = Besökaren ser att du har avslutat. Ni kan inte skriva mer. Texten finns kvar på den här sidan tills du stänger den.

# Under that.
end-before = Innan du gör det: vet besökaren hur hen kan komma tillbaka?

# Primary button of the second step.
end-stay = Fortsätt prata

# Other button of the second step.
end-do = Avsluta samtalet

# Heading in place of the field.
ended-visitor-title = Besökaren har avslutat samtalet

# Under that heading.
ended-visitor-body = Ta en stund innan du stänger det. Texten finns kvar på den här sidan tills dess.

# Heading in place of the field.
ended-counsellor-title = Du har avslutat samtalet

# Under that heading.
ended-counsellor-body = Besökaren ser att du har avslutat. Texten finns kvar på den här sidan tills du stänger den.

# Heading in place of the field after a quick exit.
ended-exit-title = Gick, kanske i all hast

# Under that heading.
ended-exit-body = Skriv inte, och sök inte upp hen. Någon annan kan sitta vid skärmen nu. Besökaren kan komma tillbaka när det är tryggt.

# Heading in place of the field when the server has lost the conversation, or nobody came back.
ended-lost-title = Samtalet bröts

# Under that heading.
ended-lost-body = Något gick fel hos oss eller med anslutningen, och samtalet går inte att få tillbaka. Ingen annan har läst något. Besökaren kan börja ett nytt.

# Heading in place of the field when the visitor has gone on with a colleague.
ended-replaced-title = En kollega har tagit över

# Under that heading.
ended-replaced-body = Du var borta en stund, och besökaren släppte in en kollega. De pratar nu; du kan inte längre läsa med.

# Heading in place of the field when this page has not got the keys.
ended-keysLost-title = Den här sidan kan inte läsa samtalet

# Under that heading.
ended-keysLost-body = Nycklarna finns i en sida som är stängd, eller öppen någon annanstans, och ingen annan har dem. Besökaren ser att du är borta och kan be om en kollega.

# Under that, before the next button.
ended-alone = Om du är ensam i tjänst: avsluta det, så kan besökaren börja ett nytt samtal med dig.

# Added to that, since a pause begins when a conversation ends.
ended-alone-ready = Tryck sedan på Redo igen.

# Button that ends such a conversation for the visitor too.
ended-alone-end = Avsluta det även för besökaren

# Button that closes an ended conversation.
ended-close = Stäng samtalet

# Beside that button.
ended-close-means = Texten försvinner från den här sidan.

## No conversation

# Heading in the conversation's place when I am free.
empty-free-title = Du är redo

# Under that heading.
empty-free-body = När någon kommer syns det på den här sidan, med ett ljud. Du har 30 sekunder att svara.

# Heading in the conversation's place during a pause.
empty-pause-title = Du har paus

# Under that heading.
empty-pause-body = Res på dig, drick lite vatten, titta ut. Du får inga nya samtal förrän du är redo igen.

# Heading in the conversation's place when I am away.
empty-away-title = Du är borta

# Under that heading.
empty-away-body = Du får inga nya samtal. Tryck här när du är redo.

# Primary button there.
empty-away-begin = Jag är redo

## Settings

# Button in the top bar.
settings-open = Inställningar

# Heading of the settings.
settings-title = Inställningar

# Button beside the heading of the settings and of the shortcuts.
settings-close = Stäng

# Name of the choice of language.
settings-language = Sidans språk

# Switch in the settings.
settings-sound = Ljud när någon väntar

# Button beside that switch.
settings-sound-try = Lyssna

# Switch in the settings.
settings-notify = Meddelande från systemet

# Under that switch.
settings-notify-means = Säger bara ”Någon väntar”, när sidan ligger bakom en annan.

# Under that switch when the browser does not allow it.
settings-notify-denied = Webbläsaren tillåter inte meddelanden från den här sidan. Det kan du ändra i webbläsarens inställningar för den.

# Button in the settings.
settings-sign-out = Logga ut

# In place of that button while a conversation is going on.
settings-sign-out-not-now = Du kan logga ut när ditt samtal är över.

# Heading in the settings over the keys of this device.
keys-title = Dina nycklar på den här enheten

# Under that heading. $day is a date.
keys-talk-until = För samtal: godkänd till { $day }.

# Under that, for those who open reports. $day is a date.
keys-report-until = För förseglade anmälningar: godkänd till { $day }. Bara den här webbläsaren kan öppna dem.

# Instead of that, over the five words, while the registrar has not typed them.
keys-report-waiting = För förseglade anmälningar: inte godkänd än, så ingen kan skicka någon till dig. Läs upp de här fem orden för den som godkänner enheter, så skriver hen in dem.

# Instead of that when the browser would not keep the key.
keys-report-none = För förseglade anmälningar: webbläsaren kunde inte spara nyckeln. Öppna sidan i ett vanligt fönster, inte ett privat.

# Instead of that when the certificate fails a check. $why is the reason, a sentence.
keys-report-doubt = För förseglade anmälningar: intyget håller inte. { $why } Ingenting förseglas till dig förrän det gör det. Ring den som godkänner enheter.

# Bar at the top, from 14 days before the report key's certificate runs out.
alarm-report = { $days ->
    [0] Din nyckel för förseglade anmälningar går ut i dag. Ring den som godkänner enheter nu.
    [one] Din nyckel för förseglade anmälningar går ut i morgon. Ring den som godkänner enheter nu.
   *[other] Din nyckel för förseglade anmälningar går ut om { $days } dagar. Be den som godkänner enheter att förnya den.
}

# Button in the settings that shows the keyboard shortcuts.
shortcuts-open = Kortkommandon

# Heading of the list of keyboard shortcuts.
shortcuts-title = Kortkommandon

# Under that list.
shortcuts-note = Att tacka nej och att avsluta har inget kortkommando, med flit.

# How a shortcut is written.
shortcut-keys = Ctrl + Alt + { $key }

# What a shortcut does.
shortcut-accept = Ta det erbjudna samtalet

# What a shortcut does.
shortcut-free = Redo

# What a shortcut does.
shortcut-pause = Paus

# What a shortcut does.
shortcut-away = Borta

# What a shortcut does.
shortcut-lanes = Till dem som väntar

# What a shortcut does.
shortcut-talks = Till mina samtal

# What a shortcut does.
shortcut-write = Till fältet att skriva i

# What a shortcut does.
shortcut-hide = Dölj eller visa texten

# What a shortcut does.
shortcut-help = Visa den här listan
