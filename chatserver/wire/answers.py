# SPDX-License-Identifier: EUPL-1.2
"""The headers of every answer that no browser shows: the API's, refusals, polling, what is no HTTP.

Rule: what is not said here is off.  What a page may do beyond this says ``web/headers.py``.
"""

from collections.abc import Mapping
from typing import Final

NO_STORE: Final = "no-store"
NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of what is no page."""
_OFF: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)


def permissions(may: frozenset[str] = frozenset()) -> str:
    """``Permissions-Policy``: all off, but what the page *may* do itself."""
    return ", ".join(f"{name}={'(self)' if name in may else '()'}" for name in _OFF)


UNSHOWN: Final[Mapping[str, str]] = {
    "Cache-Control": NO_STORE,
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissions(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Said by whatever says nothing else."""
