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

## An officer's inbox

# Button before all others, for the keyboard: to the report, or to the inbox.
officer-skip = Hoppa till ärendet

# Heading of an officer's inbox. $count is how many real reports wait to be read.
inbox-title = { $count ->
    [0] Anmälningar
    [one] Anmälningar: 1 väntar
   *[other] Anmälningar: { $count } väntar
}

# In a row of the inbox: the number to say on the telephone.
inbox-number = Nr { $number }

# Mark in a row that nobody here has read.
inbox-unread = Oläst

# In a row: sent again because nobody answered. $times is how often.
inbox-again = { $times ->
    [one] Skickad igen: ingen gjorde klart den
   *[other] Skickad igen { $times } gånger: ingen gjorde klart den
}

# How long ago a report was sent.
inbox-age-minutes = { $minutes ->
    [0] nyss
   *[other] för { $minutes } min sedan
}

# How long ago a report was sent.
inbox-age-hours = för { $hours } tim { $minutes } min sedan

# How long ago a report was sent.
inbox-age-days = för { $days } dagar sedan

# How long ago a report was sent, from six hours.
inbox-age-many-hours = för { $hours } tim sedan

# In place of the list until the server has answered once.
inbox-fetching = Hämtar …

# In place of the list when there is nothing.
inbox-empty-title = Inget väntar på dig.

# Under that.
inbox-empty-body = När en anmälan kommer står den här. Sidan säger till med ljud om den får vara öppen.

# Bar when the server does not answer.
officer-lost-title = Ingen anslutning.

# After that. $time is a time of day.
officer-lost-since = Det du ser är från kl. { $time }. Nya anmälningar syns inte. Vi försöker igen av oss själva. Ha telefonen nära.

# After that, when the server has never answered.
officer-lost-never = Vi vet inte om något väntar på dig. Vi försöker igen av oss själva. Ha telefonen nära.

# Title of a bar when this device cannot open reports; what to do follows.
officer-device-cannot = Den här enheten kan inte öppna anmälningar.

# Bar while an exercise has not been opened on this device. $number names it.
officer-exercise-missed = Du har inte öppnat och kvitterat övning nr { $number }. Gör det nu: först då vet ni att den här enheten fungerar när det gäller.

# Button in that bar.
officer-exercise-open = Gå till övningen

# Bar when a life may be in danger. A link that dials 112 follows.
officer-112 = Ett liv kan vara i fara nu. En anmälan ersätter inte ett samtal. Ring

## A case

# How urgent a case is, in the inbox and over the case.
case-urgency-p0 = Liv i fara nu

# How urgent a case is, in the inbox and over the case.
case-urgency-p1 = Allvarlig risk, samma dag

# How urgent a case is, in the inbox and over the case.
case-urgency-p2 = Oro

# Under the case's heading: what that asks of the reader.
case-urgency-p0-means = Läs och kvittera inom 3 minuter.

# Under the case's heading: what that asks of the reader.
case-urgency-p1-means = Läs och kvittera inom 30 minuter.

# Under the case's heading: what that asks of the reader.
case-urgency-p2-means = Läs senast kl. 12 nästa arbetsdag.

# Loud word on everything that belongs to an exercise.
case-status-exercise = ÖVNING

# Loud word on everything that belongs to a test.
case-status-test = TEST

# After that word, in the banner across the case.
case-status-exercise-means = Inget barn är i fara. Gör allt som du skulle göra på riktigt, utom att ringa eller åka.

# After that word, in the banner across the case.
case-status-test-means = Någon provar om det kommer fram. Inget barn är i fara.

# After that word while the case is sealed.
case-status-sealed = Det säger servern. Öppna den som vanligt: anmälan själv säger vad den är.

# Heading in the place of the report: an exercise that the server began by itself.
exercise-title = Övning från systemet

# Under that heading.
exercise-means = Det finns ingen anmälan. Ingen har skrivit detta, och ingen har undertecknat det: Lykta skickar det för att se om alla vägar till dig fungerar och om den här enheten kan öppna det som är förseglat till den.

# Under that heading: what to do.
exercise-do = Kvittera att du har läst, som du skulle göra på riktigt. Det är allt. Alla i tjänst gör det var för sig; den som inte har gjort det visas i rött.

# Under that heading.
#   $when - day and time
exercise-when = Började { $when }.

# In the middle of a sentence: what a case is.
status-name-actual = på riktigt

# In the middle of a sentence: what a case is.
status-name-exercise = en övning

# In the middle of a sentence: what a case is.
status-name-test = ett test

# Where a case stands.
case-state-in_review = Granskas

# Where a case stands.
case-state-returned = Skickad tillbaka till stödpersonen

# Where a case stands.
case-state-sent = Väntar på att någon läser

# Where a case stands.
case-state-acknowledged = Läst

# Where a case stands.
case-state-accepted = Någon har tagit sig an den

# Where a case stands.
case-state-rerouted = Lämnad vidare till en annan myndighet

# Where a case stands.
case-state-declined = Avböjd

# Where a case stands.
case-state-outcome = Någon har sagt vad det blev

# Where a case stands.
case-state-closed = Avslutad

# Where a case stands.
case-state-cancelled = Återtagen av hjälplinjen

# Where a case stands.
case-state-expired = Har gått ut

# Where a case stands, and why.
case-state-why = { $state }: { $why }

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-more_facts = mer behöver stå där

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-wrong_agency = fel mottagare

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-wrong_urgency = fel bråttom

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_shown = den unga har inte sett den

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-prank = ett skämt

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-mistake = ett misstag

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-duplicate = finns redan

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-withdrawn = återtagen

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_ours = hör inte till oss

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_capacity = vi kan inte ta den nu

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_enough = för lite att handla på

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-safe_now = barnet är i säkerhet nu

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-investigation = utredning har inletts

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_investigation = ingen utredning

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-police = polisen har tagit över

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-not_found = vi hittade inte barnet

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-no_outcome = ingen har sagt vad det blev

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-new_facts = något nytt har kommit fram

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-done = klart

# Why a deed was done: one of a closed set, after a colon or beside a choice.
case-code-other = annat

# In the case's place when none is chosen.
case-none = Välj en anmälan i listan.

# Button above a case on a small screen.
case-back = Tillbaka till listan

# Heading over a case.
case-title = Anmälan nr { $number }

# Beside a value: when it came.
case-sent = Skickad

# The value. $when is a day and a time, $age how long ago.
case-sent-value = { $when }, { $age }

# Beside a value: where the case stands.
case-state = Läge

# Beside a value: the authority.
case-to = Till

# Beside a value: which version it is.
case-version = Version

# The value, from the second version.
case-version-value = { $version }. Den ersätter de tidigare.

# Who has said that they have read it, as far as the server tells.
case-read-by = Enligt servern läst av { $name }, { $office }, { $when }.

# Who has said that they have read it; this browser has checked it.
case-read-by-checked = Läst av { $name }, { $office }, { $when }.

# I ett ärende, under vem som har läst.
join-asked = { $name } bad att få tala med den unga, { $when }. Stödpersonen har inte svarat än.

# Detsamma, när ett svar har kommit efter det.
join-answered = { $name } bad att få tala med den unga, { $when }. Stödpersonen har skrivit sedan dess: se frågorna nedan.

# Instead of that when the signature does not hold.
case-read-by-doubt = Servern säger att { $name }, { $office }, har läst den { $when }, men det går inte att kontrollera. Lita inte på det: läs den själv.

## Opening a report

# In the report's place while it is sealed.
open-sealed = Anmälan är förseglad. Den öppnas i den här webbläsaren, med din nyckel. Servern kan inte läsa den. Att öppna den säger inte till någon att du har läst.

# Primary button under that.
open-do = Öppna anmälan

# In that button's place on a device that cannot open reports.
open-not-here = Den här enheten kan inte öppna den. Överst på sidan står varför, och vad du gör. Är det bråttom: ring hjälplinjen och be dem läsa upp den, eller be en kollega.

# In the button's place while it is being opened.
open-opening = Öppnar …

# Title when it could not be opened; why and what to do follow.
open-cannot = Anmälan gick inte att öppna.

# Why, and what to do.
open-cannot-noKey = Den är inte förseglad till den här webbläsarens nyckel. Den kom kanske innan din enhet godkändes, eller så öppnade du på en annan dator. Be en kollega som kan öppna den att försegla den igen till dig. Är det bråttom: ring hjälplinjen.

# Why, and what to do.
open-cannot-changed = Det som kom är inte det som förseglades. Lita inte på det. Ring hjälplinjen och säg numret.

# Why, and what to do.
open-cannot-unsigned = Ingen som får göra det står för den. Den kan vara förfalskad. Ring hjälplinjen på ett nummer som du redan har, och säg numret på anmälan.

# Why, and what to do.
open-cannot-notYours = Servern lämnar inte ut den till dig. Kanske kom din nyckel efter anmälan, kanske har den spärrats, kanske ligger anmälan inte längre hos er. Be en kollega som kan öppna den att försegla den igen till dig, eller ring hjälplinjen.

# Why, and what to do.
open-cannot-cancelled = Passnyckeln gavs inte, eller tog för lång tid. Inget har ändrats.

# Why, and what to do.
open-cannot-unreachable = Servern svarade inte. Anmälan finns kvar. Försök igen, och ring hjälplinjen om det är bråttom.

# Button under that.
open-again = Försök igen

## Saying that one has read it, and what comes after

# Heading of the step, over the opened report.
acknowledge-title = Säg att du har läst

# What happens then. $name is my name, $office my authority.
acknowledge-body = Läs först. Sedan intygar din enhet att du har läst just den här versionen, och när. Ditt namn ({ $name }) och { $office } visas då för stödpersonen som skrev, för hjälplinjens samordnare och för dina kollegor här, och står kvar i ärendet. Den unga kan få veta att någon har läst. Tills någon gör det här går larmet vidare till nästa person.

# Primary button under that.
acknowledge-do = Jag har läst den

# On a pressed button while the server is asked.
doing = Skickar …

# Beside what was pressed, when it did not work.
failed-unreachable = Servern svarade inte, så ingen vet ännu om det blev gjort. Försök igen: det görs bara en gång.

# Beside what was pressed, when it did not work.
failed-changed = Någon annan hann före, eller så har det kommit en ny version. Se efter var ärendet står nu.

# Beside what was pressed, when it did not work.
failed-refused = Servern godtog det inte. Inget har ändrats. Ring hjälplinjen och säg numret.

# Beside what was pressed, when it did not work.
failed-noReader = Ingen där har en nyckel som vi får försegla till. Inget har ändrats. Ring dem i stället.

# Heading over what may be done with a case.
deeds-title = Vad du gör med den

# Under that while the report is not open here.
deeds-open-first = Öppna anmälan först, om du ska lämna den vidare eller försegla den till en kollega.

# Primary button.
deed-accept = Ta dig an den

# Button that opens a second step.
deed-outcome = Säg vad det blev …

# Button that opens a second step.
deed-colleague = Försegla till en kollega …

# Knapp som öppnar ett andra steg.
deed-join = Be att få tala med den unga …

# Button that opens a second step.
deed-reroute = Lämna vidare …

# Button that opens a second step.
deed-decline = Avböj …

# Button that leaves a second step.
step-back = Tillbaka

# While what a second step offers is looked up.
step-looking = Tar reda på det …

# Heading of a second step.
step-decline-title = Avböj anmälan

# What will happen.
step-decline-body = Nästa i er ordning larmas genast, och stödpersonen ser orsaken och ditt namn.

# The button that does it.
step-decline-do = Avböj

# Heading of a second step.
step-outcome-title = Vad blev det?

# What will happen.
step-outcome-body = Stödpersonen och samordnarna ser det. Den unga kan få höra det av dem. Du kan ändra det senare.

# The button that does it.
step-outcome-do = Säg det

# Heading of a second step.
step-reroute-title = Lämna vidare till en annan myndighet

# What will happen.
step-reroute-body = Din webbläsare förseglar samma anmälan till dem, och deras larm börjar genast. Ring dem också om det är bråttom. Sedan står den inte längre hos er.

# The button that does it.
step-reroute-do = Försegla och lämna vidare

# Heading of a second step.
step-colleague-title = Försegla till en kollega

# What will happen.
step-colleague-body = För den som är ny, eller har fått en ny nyckel sedan anmälan skrevs. De kan läsa hela anmälan efteråt. Den som redan kan öppna den behåller det.

# The button that does it.
step-colleague-do = Försegla till dem

# Rubrik för ett andra steg.
step-join-title = Be att få tala med den unga?

# Vad som händer.
step-join-body = Stödpersonen frågar den unga, som säger ja eller nej, och svarar dig här. Du kommer inte själv in i samtalet: ett ja säger hur den unga vill bli nådd. Du kan fråga en gång.

# Vem som får veta vad.
step-join-who = Stödpersonen och arbetsledarna ser att { $name }, { $office }, frågar. Den unga får veta ditt namn och varifrån du är.

# Knappen som gör det.
step-join-do = Fråga

# Over the reasons.
step-decline-why = Varför?

# Over the outcomes.
step-outcome-what = Det här blev det

# Over the authorities.
step-reroute-where = Till vem?

# When there is no such colleague.
step-colleague-none = Ingen annan hos er har en godkänd nyckel. Be den som är ny att logga in och bli godkänd först.

# After a colleague's name: the beginning of their key's fingerprint.
step-colleague-key = nyckel { $key }

# Heading over questions and answers.
notes-title = Frågor till stödpersonen

# In their place until the report is open here.
notes-open-first = { $count ->
    [0] Öppna anmälan för att fråga.
    [one] Det finns 1. Öppna anmälan för att läsa.
   *[other] Det finns { $count }. Öppna anmälan för att läsa.
}

# Over a question.
notes-asked = { $name } frågade, { $when }

# Over an answer.
notes-answered = { $name } svarade, { $when }

# In a note's place when it does not open here.
notes-closed = Den är förseglad till andra än den här enheten.

# Name of the field.
notes-ask = Fråga den som skrev

# Under the field.
notes-ask-means = Förseglas till den som skrev, och till dig. Svaret kan dina kollegor läsa. Är det bråttom: ring.

# In place of that. $over is how many characters too many there are.
notes-too-long = { $over ->
    [one] 1 tecken för mycket.
   *[other] { $over } tecken för mycket.
}

# Button under the field.
notes-send = Försegla och skicka

## An opened report

# Heading over the report.
sheet-title = Anmälan

# Button beside that heading.
sheet-print = Skriv ut

# Under the report, about printing.
sheet-print-means = På papper skyddas den inte längre av något: förvara den som ni förvarar orosanmälningar.

# Button at the end of the report.
sheet-to-deeds = Upp till vad du gör med den

# At the top of the printed report.
sheet-printed = Nr { $number }, version { $version }, till { $agency }

# Who vouches for it.
sheet-vouches = { $name }, { $role } på { $helpline }, står för anmälan.

# After that: what it means.
sheet-vouches-means = Deras enhet har skrivit under, och den här webbläsaren har kontrollerat det. Det visar vem som står för den, inte vem som har sagt orden eller vad som inte kom med.

# That a second person has approved it.
sheet-reviewed = En samordnare på hjälplinjen har godkänt att den skickas.

# Instead of that when one person decided alone.
sheet-reviewed-not = Ingen samordnare har granskat den: en person beslutade ensam, därför att ett liv var i fara.

# When and to whom it was written.
sheet-written = Skriven { $when } till { $agency }.

# When it was written to another authority.
sheet-passed-on = Den skrevs till en annan myndighet, som har lämnat den vidare till { $agency }.

# Loud, when the server says something else than the signed report. $report: real, an exercise, a test.
sheet-contradicts-status = Servern säger något annat än anmälan själv. Enligt anmälan, som är underskriven, är det { $report }. Lita på anmälan, och ring hjälplinjen.

# Loud, when the server says something else than the signed report. $report is an urgency.
sheet-contradicts-urgency = Servern säger att det är olika bråttom. Enligt anmälan, som är underskriven: { $report }. Lita på anmälan.

# Mark on what the young person has said.
sheet-told = Berättat av den unga

# Heading of one of the four boxes of concern.
sheet-voice-told = Den ungas egna ord

# Heading of one of the four boxes of concern.
sheet-voice-seen = Det stödpersonen själv såg

# Heading of one of the four boxes of concern.
sheet-voice-heard = Det någon annan har sagt

# Heading of one of the four boxes of concern.
sheet-voice-thought = Stödpersonens egen slutsats

# In the box of what others have said.
sheet-from = Från: { $who }

# In an empty box.
sheet-nothing = Inget skrivet här.

# At the guardians, always.
sheet-guardians = Hjälplinjen har inte informerat någon vårdnadshavare, om det inte står annat här. Att informera kan vara farligt för barnet: bedöm det först.

# At the excerpts, always.
sheet-excerpts = Utvalt av stödpersonen ur samtalet. Det är stödpersonen som står för att det är rätt återgivet.

# Over an excerpt.
sheet-excerpt-child = Den unga

# Over an excerpt.
sheet-excerpt-counsellor = Stödpersonen

# Heading of a part of a report.
section-now = Nu

# Heading of a part of a report.
section-concern = Oron

# Heading of a part of a report.
section-view = Vad den unga vet och vill

# Heading of a part of a report.
section-child = Barnet

# Heading of a part of a report.
section-guardians = Vårdnadshavare

# Heading of a part of a report.
section-household = I hemmet

# Heading of a part of a report.
section-history = Tidigare, och vad som håller

# Heading of a part of a report.
section-excerpts = Ur samtalet

# Heading of a part of a report.
section-reporter = Den som anmäler

# Name of a field of a report.
field-concern-childWords = Den ungas egna ord

# Name of a field of a report.
field-concern-observed = Det du själv såg

# Name of a field of a report.
field-concern-secondHand = Det någon annan har sagt

# Name of a field of a report.
field-concern-secondHandFrom = Vem sa det

# Name of a field of a report.
field-concern-inference = Din slutsats

# Name of a field of a report.
field-concern-when = När

# Name of a field of a report.
field-concern-ongoing = Pågår det

# Name of a field of a report.
field-concern-suspected = Om den som misstänks

# Name of a field of a report.
field-concern-violence = Våld, vapen, droger

# Name of a field of a report.
field-concern-images = Bilder

# Name of a field of a report.
field-now-where = Var barnet är nu

# Name of a field of a report.
field-now-alone = Ensam

# Name of a field of a report.
field-now-danger = I fara just nu

# Name of a field of a report.
field-now-contact = Säkert sätt och tid att nå

# Name of a field of a report.
field-now-doNotCall = Ring inte

# Name of a field of a report.
field-now-doNotLeaveMessage = Lämna inget meddelande

# Name of a field of a report.
field-now-doNotWrite = Skicka inget brev eller meddelande

# Name of a field of a report.
field-now-codeWord = Kodord

# Name of a field of a report.
field-child-name = Namn

# Name of a field of a report.
field-child-personNumber = Personnummer

# Name of a field of a report.
field-child-age = Ålder, ungefär

# Name of a field of a report.
field-child-address = Adress

# Name of a field of a report.
field-child-contact = Telefon eller annat

# Name of a field of a report.
field-child-school = Skola eller förskola

# Name of a field of a report.
field-child-neighbourhood = Område

# Name of a field of a report.
field-child-knownBy = Annat att känna igen på

# Name of a field of a report.
field-child-interpreter = Tolk och språk

# Name of a field of a report.
field-child-needs = Särskilda behov

# Name of a field of a report.
field-view-told = Vet om anmälan

# Name of a field of a report.
field-view-agrees = Går med på

# Name of a field of a report.
field-view-wants = Vill

# Name of a field of a report.
field-view-notToShare = Har bett att inte föra vidare

# Name of a field of a report.
field-household-otherChildren = Andra barn i hemmet

# Name of a field of a report.
field-history-earlier = Tidigare anmälningar och stöd

# Name of a field of a report.
field-history-affected = Hur barnet påverkas

# Name of a field of a report.
field-history-strengths = Styrkor och trygga vuxna

# Name of a field of a report.
field-reporter-name = Namn

# Name of a field of a report.
field-reporter-profession = Roll eller yrke

# Name of a field of a report.
field-reporter-organisation = Organisation

# Name of a field of a report.
field-reporter-contact = Telefon eller e-post

# Name of a field of a report.
field-reporter-reach = Bästa tid att nå

# Name of a field of a report.
field-reporter-mandated = Anmälningsskyldig

# Name of a field of a report.
field-guardian-name = Namn

# Name of a field of a report.
field-guardian-personNumber = Personnummer

# Name of a field of a report.
field-guardian-contact = Adress eller telefon

# Name of a field of a report.
field-guardian-interpreter = Tolk och språk

# Name of a field of a report.
field-guardian-informed = Informerad

# Name of a field of a report.
field-guardian-why = Varför, eller varför inte

# An answer in a field of a report.
value-yes = ja

# An answer in a field of a report.
value-no = nej

# An answer in a field of a report.
value-unknown = vet inte

# An answer in a field of a report.
value-threatened = hot om att sprida

# An answer in a field of a report.
value-spread = spridda

# An answer in a field of a report.
value-notSafe = nej: det hade varit farligt

# An answer in a field of a report.
value-couldNot = gick inte att fråga

# An answer in a field of a report.
value-all = allt

# An answer in a field of a report.
value-part = en del

# An answer in a field of a report.
value-none = inget

# An answer in a field of a report.
value-notAsked = inte tillfrågad

# Whether a guardian has been informed.
value-guardian-no = nej

# Whether a guardian has been informed.
value-guardian-yes = ja, av hjälplinjen

## Escalation: the way through it

# Button above a conversation: begins an escalation.
escalate-open = Slå larm

# In that button's place when a report was begun and put aside.
escalate-go-on = Fortsätt med anmälan

# Above the heading of each step.
escalate-place = Steg { $at } av { $of }

# Above the heading of the first step, before it is known how many there are.
escalate-place-first = Steg 1

# Button to the step before.
escalate-back = Tillbaka

# Button to the next step.
escalate-on = Nästa

# Button that asks once more.
escalate-again = Försök igen

# Button that closes an escalation in which nothing is written.
escalate-leave = Stäng

# Button: the report stays as it is and the conversation comes back in front.
escalate-aside = Lägg åt sidan

# Button: throws the report away, after a second step.
escalate-throw = Kasta …

# The second step before a report is thrown away.
escalate-throw-sure = Då är det du har skrivit borta. Ingen annan har det.

# In the second step: keeps it.
escalate-throw-not = Behåll

# In the second step: does it.
escalate-throw-do = Kasta

# At the foot of each step.
escalate-memory = Det du skriver finns bara på den här sidan tills du skickar. Stängs eller laddas sidan om är det borta.

# In a choice: nothing is said.
escalate-unsaid = inget sagt

# Under a field with too much in it.
escalate-too-long = { $over } tecken för mycket. Högst { $most }.

# Heading of the first step.
escalate-danger-title = Är någon i fara nu?

# Under that heading.
escalate-danger-body = Välj det som stämmer bäst. Du kan gå tillbaka och ändra.

# First answer.
escalate-danger-now = Ja, nu

# Under it.
escalate-danger-now-means = Det gäller liv eller svår skada, eller pågår på en plats som vi vet.

# Second answer.
escalate-danger-soon = Inte just nu, men inom ett dygn

# Under it.
escalate-danger-soon-means = Allvarlig risk för någon som går att hitta. Läses samma dag.

# Third answer.
escalate-danger-concern = Jag är orolig för någon

# Under it.
escalate-danger-concern-means = En skriftlig orosanmälan. Läses senast klockan tolv nästa arbetsdag.

# Fourth answer.
escalate-danger-unknown = Jag vet inte vem eller var det är

# Under it.
escalate-danger-unknown-means = Det finns ingen att anmäla om än. Här står vad du kan göra.

# Tick under the answers.
escalate-exercise = Det här är en övning

# Heading of the step with the call.
escalate-call-title = Ring 112 först

# Under that heading.
escalate-call-body = Ring nu, medan samtalet pågår. Anmälan går bredvid samtalet, aldrig i stället för det.

# In its place in an exercise.
escalate-call-exercise = Det här är en övning: ring inte. Säg högt vad du skulle säga.

# Quiet button: goes on without a call.
escalate-call-later = Fortsätt, jag ringer strax

# Heading of what to say to 112.
escalate-script-title = Säg så här

# First line of the script.
escalate-script-who = ”Jag heter { $name }. Jag svarar i chatten på { $helpline }.”

# Line of the script.
escalate-script-what = ”En ung person skriver till mig nu.” Säg vad som händer, i en mening.

# Line of the script.
escalate-script-where = Säg var det är, precis som de har berättat. Kommun, gata, vad man ser.

# Line of the script.
escalate-script-person = Säg vem det gäller: namn, ålder, hur man känner igen dem. Vilka fler som är där, och om det finns vapen eller droger.

# Line of the script.
escalate-script-reach = Säg hur de kan nås, och om det är farligt att ringa dem.

# Line of the script.
escalate-script-limits = ”Vi kan inte spåra dem. Allt vi vet är det de har skrivit.”

# Last line of the script.
escalate-script-number = Fråga vad de gör nu, och vem du har pratat med. Stanna kvar i chatten.

# Heading when nobody can be found.
escalate-consult-title = Fortsätt prata

# Under that heading.
escalate-consult-body = Vi kan inte spåra någon. Utan ett vem eller ett var finns inget att skicka, och inget har skickats.

# First piece of advice.
escalate-consult-talk = Samtalet är det som hjälper nu. Var lugn och nära.

# Second piece of advice.
escalate-consult-ask = Fråga om de vill berätta var de är, och säg varför du frågar.

# Third piece of advice.
escalate-consult-phone = Du kan be socialtjänsten om råd utan att säga vem det gäller.

# Heading of the step about where.
escalate-where-title = Var är de?

# Under that heading.
escalate-where-body = Skriv bara det de har berättat. Det avgör vem som får anmälan.

# Under the field about where.
escalate-where-told = Som de har berättat. Något annat vet vi inte.

# While the server looks who it goes to.
escalate-where-asking = Tar reda på vem den går till …

# When the server did not answer that.
escalate-where-failed = Vi kunde inte ta reda på vem den går till. Du kan skriva vidare så länge.

# In a choice of municipality: nothing was told.
escalate-untold = inget sagt

# Label: municipality.
escalate-now-in = Kommun där de är nu

# Label: municipality.
escalate-home = Kommun där de bor

# Heading where no authority was found.
escalate-agency-unknown = Vi vet inte vem den går till

# Under the name of an authority.
escalate-agency-open = Någon är på plats nu.

# Under the name of an authority.
escalate-agency-closed = Stängt nu. Den läses när de öppnar; ring om det är för sent.

# Under an authority whose addresses are old.
escalate-agency-stale = Ingen har kontrollerat numren på länge. Svarar ingen: ring 112 och be om socialjouren.

# Label of a choice.
escalate-agency-choose = Skicka till

# In that choice: none.
escalate-agency-none = välj

# Heading of who could open it.
readers-title = De här kan öppna den, och ingen annan

# What a recovery key is, in that list.
readers-recovery = myndighetens reservnyckel, i ett kassaskåp

# When nobody at the authority could open it.
readers-none = Ingen på den här myndigheten har en nyckel som vi får försegla till. Inget kan skickas dit: ring dem.

# When nobody on some rungs could.
readers-unopenable = Ingen på de här stegen i kedjan kan öppna den: { $rungs }.

# After that.
readers-changed-means = Det kan vara en ny dator. Det kan också vara någon som vill läsa. Ring myndigheten och jämför, om du kan.

# Tick: it has been seen.
readers-changed-read = Jag har sett det, och vill skicka ändå

# Heading of the step with the report.
escalate-report-title = Vad har hänt?

# Under that heading.
escalate-report-body = Fyll i det du vet. En av de fyra rutorna räcker. Misstanke räcker: inget behöver vara bevisat. Ett barn i varje anmälan.

# Under the first box.
escalate-box-childWords = Deras egna ord, som de skrev dem.

# Under the second box.
escalate-box-observed = Det du själv märkte: hur de skrev, tystnader, ljud.

# Under the third box.
escalate-box-secondHand = Det någon annan har berättat, och inte den unga.

# Under the fourth box.
escalate-box-inference = Det du tror att det betyder. Det märks som ditt.

# Heading above the folded parts.
escalate-more = Mer, om du vet det

# In the part about guardians.
escalate-guardians-means = Vårdnadshavare informeras inte, om du inte väljer det för någon av dem.

# Warning when one is chosen to be informed.
escalate-guardians-informed = Stanna upp. Vid sexuella övergrepp, våld hemma eller heder kan det vara farligt för barnet att en vårdnadshavare får veta. Skriv varför det är säkert.

# Legend of one guardian's fields.
escalate-guardian = Vårdnadshavare { $number }

# Button.
escalate-guardian-add = Lägg till en vårdnadshavare

# Button.
escalate-guardian-remove = Ta bort

# Heading of the step about the young person.
escalate-view-title = Vad vet de, och vad vill de?

# Under that heading.
escalate-view-body = Berätta i chatten vad du tänker skicka, innan du skickar, om det inte gör det farligt för dem. Fråga vad de vill.

# A sentence that can be used.
escalate-view-tell = Till exempel: ”Jag är orolig, och jag vill be socialtjänsten om hjälp. Jag skriver det du har berättat, och så här kommer det att stå …”

# Heading of the step about messages.
escalate-excerpts-title = Ska några meddelanden med?

# Under that heading.
escalate-excerpts-body = Välj bara det som behövs. Du intygar att de är rätt återgivna.

# When there is nothing to choose from.
escalate-excerpts-none = Det finns inget samtal på den här sidan att välja ur.

# Heading of the last step.
escalate-preview-title = Läs den en gång till

# Under that heading.
escalate-preview-body = Precis så här kommer de att läsa den.

# Above the button that sends.
escalate-preview-means = Din webbläsare förseglar den nu. En arbetsledare läser den först, och släpper iväg den. Servern kan inte läsa den. Du kan berätta för den unga när någon har läst.

# Primary button of the last step.
escalate-send = Försegla och skicka för granskning

# In the button's place meanwhile.
escalate-sending = Förseglar och skickar …

# Heading of what is still missing.
escalate-missing-title = Innan den kan skickas

# Button beside each.
escalate-missing-go = Gå dit

# What is missing.
escalate-missing-concern = Något i en av de fyra rutorna.

# What is missing.
escalate-missing-reporter = Vem som anmäler.

# What is missing.
escalate-missing-agency = Vem den går till.

# What is wrong.
escalate-missing-unfit = Ett fält har för mycket i sig, eller ett tecken som inte går att visa.

# What is wrong.
escalate-missing-size = Den är för lång sammanlagt. Välj färre meddelanden.

# What is wrong.
escalate-missing-readers = Någon på myndigheten måste kunna öppna den, och du måste ha sett nycklar som har ändrats.

# Under what was tried.
escalate-failed-unreachable = Servern svarade inte. Inget är borta: försök igen, det görs bara en gång. Är det bråttom: ring.

# Under what was tried.
escalate-failed-refused = Servern tog inte emot det. Inget har ändrats. Fråga en arbetsledare, och ring om det är bråttom.

# Under what was tried.
escalate-failed-noReader = Det finns ingen som vi får försegla till. Ring i stället.

# Under what was tried.
escalate-failed-noKey = Den här webbläsaren kan inte öppna den: den är förseglad till en annan.

# Under what was tried.
escalate-failed-tooLong = Den är för lång. Korta den, eller välj färre meddelanden.

# Under what was tried.
escalate-failed-changed = Någon annan hann före. Se hur det står med ärendet nu.

## Escalation: calls

# What folds out a form.
call-title = Logga ett samtal

# In that form.
call-means = Ett samtal till myndigheten där en person säger sitt namn stoppar kedjan.

# Legend of a choice.
call-whom = Vem ringde du?

# A choice.
call-kind-112 = 112

# A choice.
call-kind-agency = Myndigheten

# A choice.
call-kind-other = Någon annan

# Label.
call-named = Vem svarade? (om du vet)

# Under it.
call-named-means = Namn, eller nummer. Servern kan läsa det här: skriv inget om den unga.

# Label.
call-to = Nummer eller ställe

# Button: the call has been made.
call-log = Jag har ringt

# A call that was made.
call-logged = { $time }: du ringde 112.

# A call that was made.
call-logged-named = { $time }: du ringde 112, och { $named } svarade.

## Escalation: a case and where it stands

# Heading of a counsellor's cases.
cases-title-mine = Mina ärenden

# When a supervisor has no cases.
cases-none = Inget väntar. När någon slår larm står det här.

# When the server does not answer about cases.
cases-lost = Vi hör inget om ärenden. Vi försöker igen av oss själva.

# Mark in a row.
cases-unread = Nytt

# På en rad i listan, och bredvid samtalet.
cases-asked = Någon på myndigheten vill tala med den unga

# Button: closes the case's view.
case-close = Stäng

# Button to the case, where one part is shown at a time.
part-case = Ärende

# Button above a conversation: to its case.
strip-case = Ärende nr { $number }: { $state }

# What stands until somebody acts.
raised-review = Ingen arbetsledare har svarat

# What stands until somebody acts.
raised-alarm = Ingen på myndigheten har läst

# What stands until somebody acts.
raised-phone = Ingen har läst: ring

# What stands until somebody acts.
raised-climb = Nästa i kedjan larmas

# What stands until somebody acts.
raised-reopen = Den skickas igen

# Button in the bar that says how many cases wait.
cases-go = Titta

# Name of the time line, for screen readers.
line-label = Vad som har hänt

# A line.
line-begun = Förseglad och skickad för granskning

# A line.
line-begun-again = Skickad igen

# A line.
line-released = Släppt till { $agency }: steg { $rung } av { $rungs } i deras kedja

# A line.
line-broken = Släppt av en person ensam, eftersom ett liv var i fara

# A line: this browser has checked the signature.
line-read = { $name }, { $office }, har läst den

# A line: not checked yet.
line-read-told = Servern säger att { $name }, { $office }, har läst den

# A line: the signature does not hold.
line-read-forged = Servern säger att { $name }, { $office }, har läst den, men underskriften håller inte. Ring dem.

# En rad.
line-asked = { $name }, { $office }, ber att få tala med den unga

# What comes.
line-next-review = Då får den som skrev besluta ensam

# What comes.
line-next-climb = Läser ingen larmas nästa i kedjan

# What comes.
line-next-alarm = Läser ingen larmas arbetsledarna

# What comes.
line-next-phone = Läser ingen måste någon här ringa

# What comes.
line-next-reopen = Kommer inget besked skickas den igen

# How long until then.
line-in = om { $minutes }:{ $seconds }

# When that time has come.
line-due = nu

# Heading when a report was sent back to its author.
again-title = Arbetsledaren vill ha den annorlunda

# Under it.
again-body = Varför: { $why }. Prata med arbetsledaren, ändra och skicka igen.

# Button.
again-do = Öppna och ändra

# Heading of an officer's questions.
answer-title = Frågor från myndigheten

# Över svarsfältet, tills ett svar har skickats.
join-asks = { $name }, { $office }, ber att få tala med den unga. Fråga den unga: namn och myndighet visas i chatten. Nej är nej, och tystnad också. Svara sedan här; om det är ett ja, med hur den unga vill bli nådd. Du står emellan: ingen från en myndighet kommer in i samtalet.

# Knapp under det.
join-introduce = Fråga den unga i chatten

# I stället för knappen: bara servern säger vem som frågar.
join-unverified = Den här webbläsaren har inte sett den personens underskrift. Öppna anmälan här. Står det kvar: ring dem innan du frågar den unga.

# I stället för knappen.
join-unanswered = Frågat i chatten kl. { $time }. Inget svar än: det är ett nej.

# Label of the field.
answer-label = Ditt svar

# Under it.
answer-means = Förseglas till dem på myndigheten som kan öppna anmälan.

## Escalation: a supervisor's review

# Heading of what a supervisor can do.
review-label = Vad du kan göra

# Above the button that opens a report.
review-sealed = Anmälan är förseglad. Den öppnas i den här webbläsaren, med din nyckel.

# When it cannot be opened.
review-cannot-noKey = Den är inte förseglad till den här webbläsarens nyckel. Någon annan får granska, eller så får den som skrev skicka igen.

# When it cannot be opened.
review-cannot-changed = Det som kom är inte det som förseglades. Godkänn den inte: prata med den som skrev.

# When it cannot be opened.
review-cannot-unsigned = Ingen som får det intygar den. Den kan vara förfalskad. Godkänn den inte.

# When it cannot be opened.
review-cannot-notYours = Servern lämnar inte ut den till dig.

# When it cannot be opened.
review-cannot-cancelled = Nyckeln gavs inte. Inget har ändrats.

# When it cannot be opened.
review-cannot-unreachable = Servern svarade inte. Försök igen.

# A supervisor's time.
review-left = { $seconds } s kvar att svara

# When it has run out.
review-over = Tiden att svara är slut

# After that.
review-after = Sedan får den som skrev besluta ensam.

# In the timer's place where nobody's life is in danger.
review-calm = Den skickas inte förrän en arbetsledare har läst den.

# Beside the button that approves.
review-read-first = Öppna och läs den först.

# Primary button.
review-approve = Godkänn och skicka

# Button to a second step.
review-return-open = Skicka tillbaka …

# Heading of it.
review-return-title = Skicka tillbaka till den som skrev

# Under it.
review-return-body = Inget går till myndigheten. Prata med den som skrev, så att de vet vad som behövs.

# Button that does it.
review-return = Skicka tillbaka

# Button to a second step.
review-cancel-open = Avbryt …

# Heading of it.
review-cancel-title = Avbryt ärendet

# Under it.
review-cancel-body = Allt stannar, och myndigheten får veta att den är tillbakadragen. Det står kvar i loggen med skälet.

# Button that does it.
review-cancel = Avbryt ärendet

# Button to a second step.
review-close-open = Avsluta ärendet …

# Heading of it.
review-close-title = Avsluta ärendet

# Under it.
review-close-body = Inget mer skickas, och inget larm kommer. Gör det när någon har tagit över.

# Button that does it.
review-close = Avsluta

# Button to a second step.
review-reopen-open = Skicka igen …

# Heading of it.
review-reopen-title = Skicka ärendet igen

# Under it.
review-reopen-body = Myndigheten larmas på nytt, från den första i kedjan.

# Button that does it.
review-reopen = Skicka igen

# Heading when the author may decide alone.
break-title = Ingen arbetsledare har svarat

# Under it.
break-body = Du får skicka nu, ensam, eftersom ett liv kan vara i fara. Det granskas efteråt, och ditt namn står i loggen.

# Tick before it can be done.
break-sure = Ett liv kan vara i fara, och det kan inte vänta

# Button that does it.
break-do = Skicka utan godkännande

# Heading of what lies over everything.
phone-title = Ring nu: ärende nr { $number }

# Under it.
phone-body = Det har gått { $minutes } minuter och ingen på { $agency } har läst. Nu hjälper bara ett samtal. Det här försvinner när du har loggat ett.

# At its foot.
phone-means = Samtalet finns kvar bakom det här.

# Under who vouches, before a supervisor has answered.
sheet-reviewed-yet = Ingen arbetsledare har godkänt den än.

# Loud, when keys are others than last time.
readers-changed = { $count ->
    [one] En nyckel är inte den från förra gången.
   *[other] { $count } nycklar är inte de från förra gången.
}

# When some keys are not believed.
readers-refused = { $count ->
    [one] En nyckel som servern erbjöd går inte att lita på. Inget förseglas till den.
   *[other] { $count } nycklar som servern erbjöd går inte att lita på. Inget förseglas till dem.
}

# When the version before had messages.
escalate-excerpts-kept = { $count ->
    [one] Ett meddelande från förra versionen följer med.
   *[other] { $count } meddelanden från förra versionen följer med.
}

# How many are chosen.
escalate-excerpts-count = { $count ->
    [0] Inga meddelanden är valda.
    [one] Ett meddelande är valt.
   *[other] { $count } meddelanden är valda.
}

# Heading of a supervisor's cases; $count wait for review.
cases-title-all = { $count ->
    [0] Ärenden
   *[other] Ärenden: { $count } att granska
}

# Read out to a supervisor by a screen reader.
cases-waiting = { $count ->
    [one] Ett ärende väntar på din granskning.
   *[other] { $count } ärenden väntar på din granskning.
}

# A line.
line-called = { $count ->
    [one] Ett samtal är loggat
   *[other] { $count } samtal är loggade
}

# Rubrik, i steget om den unga.
show-title = Visa det för dem

# Kryssruta: då skickas inget om ärendet till den ungas sida.
show-unsafe = Att visa det skulle sätta dem i fara: någon kan se skärmen

# När den är ikryssad, och före sändningen.
show-unsafe-means = Inget om rapporten skickas till deras sida: inte det här, och inget steg efter det.

# Etikett på fältet med det som kommer att visas.
show-text = Det de får se

# Under det fältet. $agency är myndighetens namn.
show-text-means = Börjar med det som står i rapporten. Skriv enkelt: den som läser kan vara femton och rädd. De ser också vart det skulle gå: { $agency }.

# Knapp.
show-do = Visa det i chatten och fråga

# Knapp: fältet fylls på nytt från rapporten.
show-afresh = Börja om från rapporten

# Varför det inte kan visas.
show-no-talk = Det finns inget öppet samtal att visa det i.

# Varför det inte kan visas.
show-unsure = Deras sida har börjat om. Kontrollera vem det är innan du visar något.

# Varför det inte kan visas.
show-no-agency = Välj först vart det går: det ser de också.

# Efter ett försök.
show-failed = Det gick inte att visa. Inget har skickats. Försök igen.

# När det har visats.
show-unanswered = Visat i chatten kl. { $time }. De har inte svarat än.

# När de har svarat. $answer är texten på deras knapp.
show-answered = I chatten svarade de kl. { $time }: { $answer }.

# När rapportens fält säger något annat än svaret i chatten.
show-contradicts = I rapporten står något annat än det de svarade.

# Knapp efter det.
show-take-over = Ta över deras svar

# Före sändningen: det som visades är inte det som står i rapporten nu.
show-old = Det du visade för dem är inte det som står här nu.

# Före sändningen: inget har visats.
show-not-yet = Det här har inte visats för dem i chatten.

# Före den ungas egna ord, så som de visas för dem.
shown-told = Med dina egna ord

# Före det stödpersonen såg, så som det visas för den unga.
shown-seen = Det jag har sett

# Före andrahandsuppgifter, så som de visas för den unga.
shown-heard = Det någon annan har sagt

# Före en slutsats, så som den visas för den unga.
shown-thought = Det jag tror

# Före det de vill, så som det visas för dem.
shown-wants = Du vill

# Före det de bett att inte föra vidare, så som det visas för dem.
shown-notToShare = Du vill inte att de får veta

# En vårdnadshavare i rapporten, så som det visas för den unga.
shown-guardian-no = { $name }: får inte veta något

# En vårdnadshavare i rapporten, så som det visas för den unga.
shown-guardian-yes = { $name }: får veta, eller kan få veta

# Före ett av deras meddelanden som följer med.
shown-excerpt-child = Du skrev

# Före ett av stödpersonens meddelanden som följer med.
shown-excerpt-counsellor = Jag skrev

# Den ungas svar i chatten.
passed-yes = Ja, för det vidare

# Den ungas svar i chatten.
passed-no = Nej, det vill jag inte

# Den ungas svar i chatten.
passed-talk = Jag vill säga något om det

# Den ungas svar i chatten.
met-yes = Ja, det vill jag

# Den ungas svar i chatten.
met-no = Nej, inte nu

# Bland meddelandena, över vem det gäller.
met-asked = Frågat dem: vill du prata med den här personen?

# Bland meddelandena.
met-who = { $name }, { $agency }

# I samtalet, över det som har visats.
passed-asked = Visat för dem: till { $agency }. Är det okej?

# I samtalet, över ett svar.
passed-answer = Svar

# I samtalet, över ett steg i ärendet.
passed-step = Berättat på deras sida

# Ett steg, så som den unga får veta det.
told-sent = { $agency }: skickat

# Ett steg, så som den unga får veta det.
told-read = Läst av { $name }, { $agency }, kl. { $time }

# Ett steg, så som den unga får veta det. $what är ärendets läge.
told-step = { $agency }: { $what }

# Rubrik vid ett ärende: vad den unga ser av det.
told-title = På deras sida

# Under den rubriken.
told-steps = De får veta varje steg när det händer: skickat, läst av vem, och vad det blir av det.

# Under den rubriken, när det är märkt som farligt.
told-unsafe = Inget om det här ärendet skickas till deras sida.

# Under den rubriken, i en övning.
told-exercise = Det här är en övning: inget av den skickas till deras sida.

# Knapp.
told-stop = Det sätter dem i fara: berätta inget mer

# Knapp.
told-go-on = Berätta stegen för dem igen
