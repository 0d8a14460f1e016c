# SPDX-License-Identifier: EUPL-1.2
"""How near the end of a certificate is, and when to say so: 14, 7 and 3 days before.

The console tells the person herself by the same steps (``volunteer_console/src/door/alarms.ts``).
"""

from typing import Final

DAY_SECONDS: Final = 86_400
STEPS: Final = (3, 7, 14)
"""Days before the end; the last is when to begin."""


def alarm(not_after: int, now: int) -> int | None:
    """The step that *now* has reached of what ends at *not_after* (seconds); none while it is far."""
    return next((days for days in STEPS if not_after - now <= days * DAY_SECONDS), None)
