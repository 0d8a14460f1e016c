# SPDX-License-Identifier: EUPL-1.2
"""Why a certificate is not believed, in the words of ``Distrust`` in ``widget/core/src/session.ts``."""

import enum


class Distrust(enum.StrEnum):
    """The checks in the order in which they are made; the first that fails is the answer."""

    MALFORMED = "malformed"  # the layout is not ours
    UNKNOWN_ROOT = "unknownRoot"  # no root of this helpline has signed the issuing certificate
    FORGED = "forged"  # a signature, or what a genuine issuer never signs
    WRONG_HELPLINE = "wrongHelpline"  # genuine, for another helpline
    DEMONSTRATION = "demonstration"  # a demonstration's certificate where it is not allowed
    NOT_YET = "notYet"
    EXPIRED = "expired"
    WRONG_USE = "wrongUse"  # for talking where it is to be for reports, or the other way round
    DENIED = "denied"  # the deny-list names the device, or the key that certified it
    DENY_LIST_OLD = "denyListOld"  # not of now, or older than one that was seen already


class DistrustError(Exception):
    """A certificate, or an identity, is not believed.  Never on the wire: devices decide for themselves."""

    def __init__(self, why: Distrust, text: str) -> None:
        super().__init__(text)
        self.why = why
