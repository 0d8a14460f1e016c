# SPDX-License-Identifier: EUPL-1.2
"""Which browser, and how it is started: without anything that would speak to strangers."""

CHROMIUM = "/usr/bin/chromium"
WITHOUT = (
    # The driver's own list of what gets in the way, which ours replaces; but storage stays divided by
    # site, as it is for people.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    # Two pages of the address bar that every window would load: two thirds of what a context costs.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
FLAGS = (
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
