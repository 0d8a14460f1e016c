# SPDX-License-Identifier: EUPL-1.2
# What the loader adds to somebody else's page. Plain texts only: the loader carries no Fluent runtime.

# The button on the page; it opens the chat.
talk = Talk to someone
# The button on the page while the chat is open; it leaves the page at once.
leave = Leave quickly
# In the panel, until the chat has come.
opening = Opening …
# In the panel, until the chat has come: closes it again.
close = Close
# In the panel, until the chat has come: a link to the chat in a tab of its own.
tab = Open in its own tab
# What a screen reader calls the panel and the frame. Neutral on purpose.
panel = Window
# The blank page while the neutral page is being fetched.
leaving = Loading
