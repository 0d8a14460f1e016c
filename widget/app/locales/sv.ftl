# SPDX-License-Identifier: EUPL-1.2
# Allt en besökare läser, på svenska. Kommentaren ovanför en text säger var den står.
# Du, korta meningar, vardagsord, verb på knappar. Aldrig skuld; lova aldrig det som inte går att hålla.

## Listen högst upp, på varje sida

# Neutralt namn i början av listen. Säger inget om vad sidan är till för.
bar-name = Lykta
# Knapp i slutet av listen, först för tangentbordet. Lämnar genast.
bar-leave = Lämna snabbt
# Läses upp, och är allt som syns, medan den neutrala sidan hämtas efter ”Lämna snabbt”.
bar-leaving = Laddar
# Rad under listen, på varje sida, när hjälplinjen är en demonstration.
demo-banner = Demonstration. Ingen som svarar här är en riktig stödperson.

## I själva dokumentet, före eller utan skript

# Ovanför numren, när chatten inte har kommit än eller inte kan komma.
still-text = Chatten behöver JavaScript, och en stund till om nätet är långsamt. I fara: ring 112.

## Delat

# Knapp på varje sida före och under chatten. Öppnar sidan med 112 överst.
not-safe = Jag är inte trygg nu
# Knapp: tillbaka dit man var.
back = Tillbaka
# Knapp i en ram, när inget samtal pågår: tar bort chatten från sidan under.
close-chat = Stäng
# Rubrik över listan med nummer att ringa.
help-heading = Andra som kan hjälpa
# Under listan med nummer, först.
help-trace = Ett samtal syns i mobilens samtalslista.
# Under listan med nummer. $date är en månad, som ”november 2026”.
help-checked = Numren kontrollerades i { $date }.
# Under listan med nummer när de är äldre än de får vara.
help-old = Numren är gamla och kan ha ändrats. 112 stämmer.
# En adress på nätet i listan med nummer: den öppnas i en ny flik.
help-site = { $site } (öppnas i en ny flik)

## Sidan före chatten. Rubrik, punkter och startknapp är högst 120 ord tillsammans.

# Rubrik.
front-heading = Skriv med någon som lyssnar
# Första punkten, den feta början.
front-who = En utbildad vuxen svarar.
# Första punkten, resten.
front-who-more = Det är gratis.
# Andra punkten, den feta början.
front-anonymous = Du är anonym.
# Andra punkten, resten.
front-anonymous-more = Vi sparar inte namn, nummer eller ip-adress, och inget av det du skriver. Bara du och den som svarar kan läsa det.
# Tredje punkten, den feta början: sekretessens gräns.
front-tell = Ibland måste vi berätta för någon:
# Tredje punkten, resten.
front-tell-more = om ett liv är i fara, eller om vi vet vem du är och någon under 18 far illa. Vi säger det till dig först, om det går.
# Fjärde punkten, helt fet.
front-find = Vi kan inte hitta dig om du inte säger var du är.
# Femte punkten, den feta början.
front-watched = Kan någon se vad du gör på mobilen?
# Femte punkten, resten.
front-watched-more = Låna en annan, om det går.
# Sjätte punkten, den feta början.
front-leave = För att komma bort:
# Sjätte punkten, resten. ”Lämna snabbt” är knappen högst upp.
front-leave-more = tryck på ”Lämna snabbt”. På dator: Skift tre gånger. Historiken finns kvar.
# Den enda huvudknappen.
front-start = Börja prata
# Huvudknappen när ingen svarar i den här kön: den visar annan hjälp.
front-other = Se annan hjälp
# Rad ovanför startknappen när kön är öppen.
front-open = Öppet nu.
# Rad ovanför startknappen när ingen svarar i den här kön nu. Startknappen visar då annan hjälp.
front-closed = Stängt just nu. Ingen kan svara.
# Första raden efter en omladdning, vem som än var här förut, och om någon var det.
front-anew = Sidan har laddats om. Inget från förut finns kvar här.
# Vad en skärmläsare kallar de två knapparna som väljer språk.
front-language = Språk
# I en ram, under punkterna: öppnar chatten i en egen flik.
front-tab = Öppna i en egen flik
# Efter länken ovan.
front-tab-more = Det lämnar en rad i din historik.

## Före chatten: vad man får säga först

# Raden som öppnar de frivilliga frågorna.
hello-open = Säg något först, om du vill
# Första raden under den.
hello-nothing-needed = Du kan hoppa över allt. Det stannar på den här sidan tills någon svarar, och bara den personen ser det.
# Fält.
hello-name = Vad får vi kalla dig?
# Under fältet.
hello-name-hint = Vilket namn som helst. Det behöver inte vara ditt.
# Fält.
hello-about = Vad handlar det om?
# Under fältet nära gränsen.
hello-about-left =
    { $left ->
        [0] Här får inte mer plats. Resten kan du skriva när någon svarar.
       *[other] Här får { $left } tecken till plats. Resten kan du skriva när någon svarar.
    }
# Fråga med några svar.
hello-age = Hur gammal är du?
# Svar på frågan ovan, valt från början.
hello-age-unsaid = Det vill jag inte säga
# Svar: ålder. De andra är siffror och behöver inga ord.
hello-age-12 = 12 eller yngre
# Svar: ålder.
hello-age-21 = 21 eller äldre
# Fråga som avgör vem som svarar.
audience-question = Vem vill du prata som?
# Svar, valt från början.
audience-young = Jag är ung
# Svar.
audience-adult = Jag är vuxen och orolig för någon
# Svar.
audience-professional = Jag jobbar med unga

## Jag är inte trygg nu

# Rubrik.
unsafe-heading = I fara? Ring 112
# Den stora länken som ringer 112.
unsafe-call = Ring 112
# Under den.
unsafe-reach = Där når du polis och ambulans.
# Under den: ingen annan kan skicka hjälp.
unsafe-tell-where = Säg var du är. Vi kan inte skicka någon: vi vet inte var du är om du inte säger det.
# Före chatten: knapp som börjar med förtur.
unsafe-start = Börja prata, före i kön
# Före chatten och i väntan: vad knappen som ger förtur gör.
unsafe-start-more = Vi kan flytta fram dig i kön. Då räknas du som om du kom tio minuter tidigare.
# I väntan: knapp som ger förtur.
unsafe-ahead = Flytta fram mig i kön
# I väntan, när förturen är begärd men inte ordnad än. Också på sidan om väntan.
unsafe-moving = Vi flyttar fram dig i kön så snart vi har kontakt.
# I väntan, när förturen är ordnad.
unsafe-moved = Vi har flyttat fram dig i kön.
# Under samtalet.
unsafe-say-it = Den du pratar med ser inte att du tryckte här. Skriv det till hen.
# Under samtalet: knapp som skriver meddelandet här under.
unsafe-write = Skriv att jag inte är trygg
# Det meddelandet, som från besökaren.
unsafe-message = Jag är inte trygg nu.
# Medan den här sidan är öppen och någon under tiden har svarat.
unsafe-answered = Någon kan prata med dig nu.
# Medan den här sidan är öppen och samtalet under tiden har börjat.
unsafe-here = { $name } är här och väntar på dig.
# Knapp: från den här sidan till samtalet.
unsafe-to-talk = Gå till samtalet
# När chatten är stängd eller full.
unsafe-nobody = Ingen kan svara här just nu. 112 svarar alltid.

## Ingen stödperson nu

# Rubrik när ingen är i tjänst i den här kön.
closed-heading = Ingen kan svara just nu
# Under den.
closed-text = Vi har stängt för tillfället. Det beror inte på dig. Försök igen senare, eller vänd dig till någon av de här.
# Rubrik när kön inte har plats.
full-heading = Kön är full
# Under den.
full-text = Fler vill prata än vi hinner svara. Försök igen om en stund, eller vänd dig till någon av de här.
# Knapp.
try-again = Försök igen

## Väntan

# Rubrik medan platsen i kön tas.
joining-heading = Du får en plats i kön …
# Under den, utan anslutning.
joining-offline = Ingen kontakt än. Vi fortsätter att försöka själva.
# Rubrik i väntan.
wait-heading = Du står i kö
# Platsen: ingen är före dig.
wait-next = Du är näst på tur.
# Platsen: visas för en stödperson just nu.
wait-offered = Någon är på väg att svara dig.
# Platsen.
wait-place = Du är nummer { $place } i kön.
# Hur länge det kan ta, hela minuter.
wait-range = Troligen mellan { $soonest } och { $latest } minuter.
# Hur länge det kan ta när båda ändarna är lika.
wait-about = Troligen ungefär { $latest } minuter.
# Hur länge det kan ta när det kan bli genast.
wait-within =
    { $latest ->
        [one] Troligen inom en minut.
       *[other] Troligen inom { $latest } minuter.
    }
# När det inte går att säga något ärligt om hur länge.
wait-unknown = Vi kan inte säga än hur länge det dröjer.
# Efter gränsen.
wait-unlikely = Vi hinner troligen inte till dig nu. Du får stå kvar, men titta på den andra hjälpen här under.
# När ingen är i tjänst längre.
wait-nobody = Ingen är i tjänst just nu. Du har kvar din plats. Här under finns andra som kan hjälpa.
# När den här besökaren har förtur.
wait-urgent = Du har flyttats fram eftersom du inte är trygg.
# Varför platsen blev senare: någon med förtur.
wait-why-urgent = Din plats flyttades bakåt ett steg, eftersom någon som inte är trygg kom före dig.
# Varför platsen blev senare: ett erbjudande togs inte emot.
wait-why-returned = Din plats flyttades bakåt ett steg, eftersom någon som var på väg att få svar är tillbaka i kön.
# Varför platsen blev senare: någon hade tappat anslutningen.
wait-why-back = Din plats flyttades bakåt ett steg, eftersom någon som hade tappat anslutningen är tillbaka på sin plats.
# Utan anslutning.
wait-offline = Ingen kontakt just nu. Vi fortsätter att försöka. Din plats är kvar.
# Vad som händer om mobilen låser sig.
wait-locked = Om mobilen låser sig har du kvar din plats. Men vi kan bara svara när den här sidan är framme.
# Kryssruta.
wait-screen = Håll skärmen tänd
# Under den när webbläsaren sa nej.
wait-screen-refused = Mobilen sa nej. Den kanske sparar ström.
# Knapp som lämnar kön.
wait-leave = Lämna kön
# Rubrik i det lugna andra steget.
wait-leave-heading = Lämna kön?
# Under den.
wait-leave-text = Du förlorar din plats. Du får komma tillbaka när du vill, men då hamnar du sist i kön.
# Knapp i det steget.
wait-leave-yes = Lämna kön
# Knapp i det steget.
wait-leave-no = Stanna kvar

## Någon har svarat

# Rubrik.
meet-heading = Någon är här
# Under den.
meet-text = Vi kontrollerar vem som svarar. Det tar en liten stund.
# Utan anslutning.
meet-offline = Ingen kontakt just nu. Vi fortsätter att försöka.

## Samtalet

# En rad: vem som är här. En för varje roll, eftersom ord böjs olika på andra språk.
talk-with-counsellor = Du pratar med { $name }, stödperson på { $helpline }. Kontrollerad.
# Som ovan, en samordnare.
talk-with-supervisor = Du pratar med { $name }, samordnare på { $helpline }. Kontrollerad.
# Som ovan, en handläggare på en myndighet.
talk-with-officer = Du pratar med { $name }, handläggare på { $helpline }. Kontrollerad.
# Som ovan, en person med ansvar för trygghet.
talk-with-safeguarding = Du pratar med { $name }, trygghetsansvarig på { $helpline }. Kontrollerad.
# Samma rad när ingen är här.
talk-nobody = Ingen är här med dig just nu.
# Vad en skärmläsare kallar listan med meddelanden.
talk-log = Meddelanden
# I det tomma samtalet.
talk-empty = Du kan skriva nu. ”Hej” räcker.
# Före ett eget meddelande, för en skärmläsare.
talk-you = Du:
# Före någon annans meddelande, för en skärmläsare. Syns också, litet, ovanför.
talk-other = { $name }:
# I listan med meddelanden.
talk-joined = { $name } är här nu.
# I listan med meddelanden.
talk-left = { $name } har lämnat samtalet.
# I listan med meddelanden.
talk-away = { $name } har tappat anslutningen.
# I listan med meddelanden.
talk-back = { $name } är tillbaka.
# I listan med meddelanden.
talk-missing =
    { $count ->
        [one] Ett meddelande från { $name } gick inte att öppna. Du kan be om det igen.
       *[other] { $count } meddelanden från { $name } gick inte att öppna. Du kan be om dem igen.
    }
# Under meddelandena.
talk-writing = { $name } skriver …
# Läget för ett eget meddelande.
progress-sending = Skickas
# Läget för ett eget meddelande: reläet har det.
progress-on-its-way = På väg
# Läget för ett eget meddelande: alla har det.
progress-arrived = Framme
# Läget för ett eget meddelande.
progress-not-delivered = Kom inte fram
# Knapp efter ”Kom inte fram”.
progress-retry = Försök igen
# Ovanför fältet när ett meddelande inte kom fram.
talk-some-not-delivered = Ett meddelande kom inte fram. Det finns kvar här.
# Ovanför fältet utan anslutning.
talk-offline = Anslutningen är borta. Vi fortsätter att försöka. Det som är skrivet finns kvar.
# Ovanför fältet när den andra saknar anslutning.
talk-other-away = { $name } har ingen anslutning just nu. Det du skriver väntar.
# Knapp som syns när man har bläddrat uppåt.
talk-newest = Till det senaste
# Fältets namn, och den grå texten i det.
talk-field = Skriv här
# Knapp.
talk-send = Skicka
# Under fältet nära gränsen.
talk-left-count =
    { $left ->
        [one] 1 tecken kvar
       *[other] { $left } tecken kvar
    }
# Under fältet över gränsen.
talk-over-count =
    { $over ->
        [one] 1 tecken för mycket. Skicka det i två delar.
       *[other] { $over } tecken för mycket. Skicka det i två delar.
    }
# Under fältet när texten nekades för dolda tecken, ofta inklistrade.
talk-control-characters = Det finns dolda tecken i texten som inte går att skicka. Skriv den för hand i stället för att klistra in.
# Under fältet när inget kan skickas nu.
talk-not-talking = Det gick inte att skicka nu. Din text finns kvar.
# Knapp: döljer all text på skärmen.
talk-hide = Dölj texten
# Samma knapp när texten är dold.
talk-show = Visa texten
# I stället för ett meddelande medan texten är dold.
talk-hidden = Dolt
# Knapp som öppnar verktygen på en liten skärm.
talk-more = Mer
# Knapp: visar fem ord att jämföra på telefon med den som svarar.
talk-words = Vem är det?
# Knapp som börjar avslutet.
talk-end = Avsluta

## Avslutet

# Rubrik i det lugna andra steget.
end-heading = Avsluta samtalet?
# Under den.
end-text = Våra datorer raderar sin låsta kopia. Här finns texten kvar tills du stänger sidan. Du kan prata igen när du vill.
# Knapp i det steget.
end-yes = Avsluta samtalet
# Knapp i det steget.
end-no = Fortsätt prata
# Rubrik efteråt: besökaren avslutade.
ended-heading-visitor = Samtalet är slut
# Rubrik efteråt: stödpersonen avslutade.
ended-heading-counsellor = Stödpersonen har avslutat samtalet
# Tack, under rubriken.
ended-thanks = Det var bra att du skrev.
# Som ovan, när stödpersonen avslutade.
ended-thanks-counsellor = Det var bra att du skrev. Du får börja ett nytt samtal när du vill, också nu.
# Rubrik över vad som raderas.
ended-gone-heading = Det här är borta
# Första raden om vad som raderas.
ended-gone-server = Våra datorer kunde aldrig läsa det du skrev. Inom en minut har de också raderat den låsta texten.
# Andra raden om vad som raderas.
ended-gone-keys = Nycklarna är slängda. Inte ens vi kan öppna texten igen. Den du pratade med ser den tills hen stänger sin sida.
# Tredje raden om vad som raderas.
ended-gone-here = Den här mobilen eller datorn har inte sparat något. Stäng sidan, så är texten borta här också.
# Fjärde raden: vad som inte raderas.
ended-not-gone = Webbläsarens historik kan fortfarande visa att en sida var öppen. Den du pratade med minns, och håller det för sig själv så som du fick veta i början.
# Knapp.
ended-again = Prata igen
# Knapp: i en ram försvinner chatten och sidan under står kvar; i egen flik är det ”Lämna snabbt” med lugna ord.
ended-close = Stäng och töm sidan
# Rubrik när samtalet gick förlorat.
lost-heading = Samtalet försvann
# Under den.
lost-text = Något gick fel hos oss eller med anslutningen. Det var inget du gjorde, och ingen har läst det du skrev utom den du pratade med. Du kan börja om. Då är du ny för oss, så säg att du var här.

## Kunde inte vara säker på vem som svarar

# Rubrik.
refused-heading = Vi avbröt för säkerhets skull
# Under den.
refused-text = Vi kunde inte vara säkra på vem som skulle svara. Därför avbröt vi. Den personen har inte fått se något av det du skrev.
# Under den: vad man kan göra.
refused-do = Försök igen, eller vänd dig till någon av de här.
# Före orsaken.
refused-reason = Varför: { $reason }
