# SPDX-License-Identifier: EUPL-1.2
"""What every bell says, and nothing else: that a report is waiting, and its number, in two languages.

No place, no urgency, no name: whoever looks over a shoulder at a lit telephone learns that somebody works
with reports, which they knew.  An exercise sounds like the real thing; the inbox says which it is.
"""

import hashlib
from typing import Final

SUBJECT: Final = "En rapport väntar / A report is waiting"
_TEXT: Final = "En rapport väntar, nummer {number}.\nA report is waiting, number {number}.\n"
_SHORT: Final = "En rapport väntar, nummer {number}. A report is waiting."
_REPLY: Final = " Jag tar den/On it: {code}"
_DIGITS: Final = 6


def number_of(case: str) -> str:
    """The number by which people speak of *case*; the inbox shows the same.  It leads to no case."""
    hashed = hashlib.sha256(b"lykta number v1\0" + case.encode()).digest()
    digits = f"{int.from_bytes(hashed[:8], 'big') % 10**_DIGITS:0{_DIGITS}}"
    return f"{digits[:3]}-{digits[3:]}"


def text_of(case: str) -> str:
    """The bell of *case* as a letter has it."""
    return _TEXT.format(number=number_of(case))


def short_text_of(case: str, code: str) -> str:
    """The bell of *case* as a telephone has it, with the code that postpones the next rung."""
    return _SHORT.format(number=number_of(case)) + _REPLY.format(code=code)
