# SPDX-License-Identifier: EUPL-1.2
# Det som laddaren lägger till på någon annans sida. Bara enkla texter: laddaren bär inget Fluent.

# Knappen på sidan; den öppnar chatten.
talk = Prata med någon
# Knappen på sidan medan chatten är öppen; den lämnar sidan genast.
leave = Lämna snabbt
# I rutan, tills chatten har kommit.
opening = Öppnar …
# I rutan, tills chatten har kommit: stänger den igen.
close = Stäng
# I rutan, tills chatten har kommit: länk till chatten i en egen flik.
tab = Öppna i en egen flik
# Vad en skärmläsare kallar rutan och ramen. Med flit neutralt.
panel = Ruta
# Den tomma sidan medan den neutrala sidan hämtas.
leaving = Laddar
