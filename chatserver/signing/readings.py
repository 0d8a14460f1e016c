# SPDX-License-Identifier: EUPL-1.2
"""What an officer's device signs once they have opened a report; the author's page checks the same."""

from dataclasses import dataclass

from chatserver.signing import p256


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """*digest*: SHA-256 of the ciphertext as it was stored.  *time_ms*: by the officer's clock."""

    case: str
    version: int
    digest: bytes
    officer: str
    time_ms: int

    def signed_text(self) -> bytes:
        """What is signed."""
        parts = (self.case, str(self.version), self.digest.hex(), self.officer, str(self.time_ms))
        return "|".join(("lykta/read/v1", *parts)).encode()


def check_reading(device: bytes, signature: bytes, reading: Reading) -> None:
    """
    Nothing, if *device* has signed *reading*.

    Raises:
        BadSignatureError: it has not.
    """
    p256.check(device, signature, reading.signed_text())
