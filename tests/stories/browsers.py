# SPDX-License-Identifier: EUPL-1.2
"""Which browser, and how it is started: without anything that would speak to strangers."""

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
