# SPDX-License-Identifier: EUPL-1.2
# Det en besökare sällan läser, på svenska: hämtas när det behövs. Reglerna står i sv.ftl.

## Medan man väntar

# Rubrik över de lugna texterna.
calm-heading = Medan du väntar
# Raden som öppnar den första lugna texten.
calm-breathe = Andas långsamt
# Första lugna texten.
calm-breathe-text = Andas in genom näsan och räkna till fyra. Andas ut genom munnen och räkna till sex. Fem gånger. Du behöver inte göra det bra. Kroppen brukar bli lite lugnare, även om tankarna inte blir det.
# Raden som öppnar den andra lugna texten.
calm-look = Se dig omkring
# Andra lugna texten.
calm-look-text = Hitta fem saker som du kan se. Fyra som du kan röra vid. Tre som du kan höra. Ta den tid du behöver. Du är här, nu.
# Raden som öppnar den tredje lugna texten.
calm-say = Vad ska jag skriva?
# Tredje lugna texten.
calm-say-text = Det behöver inte komma i ordning, och det behöver inte vara något stort. ”Hej” räcker. Du bestämmer vad du berättar, och du kan sluta när du vill. Vad som än har hänt blir vi inte arga på dig.
# Raden som öppnar den fjärde lugna texten.
calm-then = Vad händer när någon svarar?
# Fjärde lugna texten.
calm-then-text = Först kontrollerar den här sidan att det verkligen är en av oss. Sedan ser du vem det är, och ni kan skriva båda två.

## I samtalet: fem ord att jämföra

# Före de fem orden.
words-text = Om ni två också talas vid i telefon: läs upp orden för varandra. Är de samma kan ingen annan läsa det ni skriver.

## I samtalet: stödpersonen är borta

# När stödpersonen har varit borta länge.
another-offer = { $name } har varit borta en stund. Vill du ha en annan?
# Samma sak när inget namn är känt.
another-offer-nobody = Ingen har varit här på en stund. Vill du ha en annan stödperson?
# Knapp.
another-yes = Ja, hitta en annan
# Knapp.
another-no = Nej, jag väntar
# Efter ja.
another-wanted = Vi letar efter en annan stödperson. Vi kontrollerar vem det är först, och din text finns kvar här.
# Knapp efter ja.
another-stop = Sluta leta

## När sidan har laddats om

# Rubrik medan det som fanns här öppnas.
returning-heading = Ett ögonblick
# Under den, när det tar tid.
returning-slow = Ingen kontakt än. Vi fortsätter att försöka av oss själva.
# Rubrik när fliken har kopierats och samtalet är öppet i den första.
elsewhere-heading = Samtalet är öppet i en annan flik
# Under den.
elsewhere-text = Det kan vara öppet i en flik i taget. Om du fortsätter här stängs det där.
# Knapp: stänger samtalet i den andra fliken och öppnar det här.
elsewhere-here = Fortsätt här
# Under den medan den andra fliken tillfrågas.
elsewhere-asking = Vi frågar den andra fliken. Det tar en liten stund.
# Under den när den andra fliken inte har svarat.
elsewhere-silent = Den andra fliken svarar inte. Leta upp den och fortsätt där, eller börja ett nytt samtal här.
# Knapp: den här fliken börjar om; den andra är som den var.
elsewhere-new = Börja ett nytt samtal
# Rubrik efter en omladdning. Inget som är skrivet, och inget namn, syns förrän knappen har tryckts.
veil-heading = Ditt samtal finns kvar
# Under den.
veil-text = Det du har skrivit är dolt, ifall någon annan ser skärmen. Den du pratar med ser att sidan har laddats om.
# Knapp: visar texterna och namnen.
veil-show = Visa det
# Rubrik i den första fliken när en annan har tagit över samtalet.
moved-heading = Du fortsätter i en annan flik
# Under den.
moved-text = Här finns inget kvar. Du kan stänga den här fliken.

## När inget kan sparas

# Tyst rad i kön eller samtalet, när webbläsaren inte låter oss spara något. Öppnar texterna under.
unkept-line = Ladda inte om sidan
# Under den.
unkept-text = Din webbläsare låter oss inte spara något över en omladdning. Låt sidan vara som den är, så försvinner inget.
# Knapp efter den: lägger undan raden.
unkept-close = Okej
# Efter den i en ram, före länken: vad en egen flik skulle ändra.
unkept-tab = I en egen flik går det att spara. Där börjar du om.

## Kunde inte vara säker på vem som svarar: varför

# Orsak: ingen rot för den här hjälplinjen har skrivit under.
distrust-unknown-root = den som svarade är inte känd av den här hjälplinjen.
# Orsak.
distrust-expired = beviset på vem som svarar är för gammalt.
# Orsak.
distrust-not-yet = beviset på vem som svarar gäller inte än, eller så går klockan i din mobil fel.
# Orsak.
distrust-demonstration = den som svarade är inte en riktig stödperson, bara en demonstration.
# Orsak.
distrust-wrong-helpline = den som svarade hör till en annan hjälplinje.
# Orsak.
distrust-wrong-use = beviset på vem som svarar är till för något annat.
# Orsak.
distrust-forged = beviset på vem som svarar är falskt.
# Orsak.
distrust-malformed = beviset på vem som svarar går inte att läsa.
# Orsak: ett steg som samtalets regler förbjuder.
distrust-not-allowed = någon försökte något som inte är tillåtet här.
# Orsak: hon står på listan över dem som ingen ska lita på längre.
distrust-denied = den som svarade får inte svara här längre.
# Orsak: listan saknas, är falsk eller för gammal, eller så går klockan fel.
distrust-deny-list = spärrlistan saknas eller är för gammal.

## I samtalet: det som förs vidare

# Överst på kortet som visar vad stödpersonen vill skicka. $name är stödpersonen, $agency en myndighet, som ”Östersunds socialtjänst”.
passed-heading = { $name } vill föra det här vidare till { $agency }
# Före texten på kortet.
passed-before = Det här skulle de få läsa:
# Frågan under texten.
passed-question = Är det okej?
# Knapp, och ditt svar i samtalet.
passed-yes = Ja, för det vidare
# Knapp, och ditt svar i samtalet.
passed-no = Nej, det vill jag inte
# Knapp, och ditt svar i samtalet. Markören hamnar i fältet.
passed-talk = Jag vill säga något om det
# Under knapparna.
passed-means = Det du svarar skickas till den du pratar med. Om någon är i fara kan vi behöva föra det vidare ändå. Då säger vi det här.
# I stället för knapparna. $answer är texten på knappen.
passed-answered = Du svarade kl. { $time }: { $answer }. Har du ändrat dig? Skriv det.
# I stället för knapparna, på ett kort som har ersatts.
passed-old = Det finns en nyare längre ner.
# Överst på kortet när någon vill prata med dig. $reader är personen, $agency var den arbetar.
met-heading = { $reader }, { $agency }, vill prata med dig
# På kortet. $name är stödpersonen, $reader den som vill prata.
met-before = { $reader } har läst det som skickades. Om du vill, skriv hur och när { $reader } kan nå dig. { $name } säger det till { $reader }, och är kvar här.
# Frågan på kortet.
met-question = Vill du prata med den personen?
# Knapp, och ditt svar i samtalet.
met-yes = Ja, det vill jag
# Knapp, och ditt svar i samtalet.
met-no = Nej, inte nu
# Under knapparna.
met-means = Svarar du inte är det ett nej. Ingen annan kommer in i det här samtalet.
# Steg: rapporten är skickad.
passed-sent = Det är skickat till { $agency }.
# Steg: en människa har läst. $reader är den personens namn, $agency var den arbetar.
passed-read = Läst av { $reader }, { $agency }, kl. { $time }.
# Steg.
passed-accepted = { $agency } tar hand om det.
# Steg: en annan myndighet får det.
passed-rerouted = Det har gått vidare till { $agency }.
# Steg.
passed-declined = Den som läste hos { $agency } kunde inte ta hand om det. Det går till nästa person.
# Steg: resultatet.
passed-outcome-safe = { $agency } skriver att du är trygg nu. Stämmer det inte? Säg det här.
# Steg: resultatet.
passed-outcome-investigation = { $agency } ska ta reda på mer om hur du har det.
# Steg: resultatet. $name är stödpersonen.
passed-outcome-none = { $agency } har bestämt att inte ta reda på mer. Behöver du fortfarande hjälp? Säg det till { $name }.
# Steg: resultatet.
passed-outcome-police = { $agency } har lämnat det till polisen.
# Steg: resultatet.
passed-outcome-not-found = { $agency } har letat efter dig, men inte hittat dig. Om du kan, skriv var du är.
# Steg: resultatet. $name är stödpersonen.
passed-outcome-other = { $agency } har svarat. Fråga { $name } vad det betyder.
# Steg.
passed-closed = Det är avslutat.
# Steg.
passed-cancelled = Det har tagits tillbaka. Inget mer händer med det.
# Steg: tiden gick ut.
passed-expired = { $agency } svarade inte, och det går inte vidare. Säg här om du behöver hjälp.

## Efter slutet

# Öppnar samtalets text, en gång till.
ended-read = Läs en gång till
# Rubrik över hur man kommer tillbaka.
ended-return-heading = För att komma tillbaka
# Under den.
ended-return = Öppna sidan igen. Vi kan inte se att du har varit här, så säg det om du vill fortsätta där du var.
