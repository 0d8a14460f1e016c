# SPDX-License-Identifier: EUPL-1.2
"""The deny-list as a file that a registrar adds to and renews, and never begins anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from chatserver.domain.errors import CannotError
from chatserver.services.certification import Standards
from chatserver.services.ports import Clock
from chatserver.signing.denied import DenyList, DenyListError, make_denied, verify_denied
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import write_public


@dataclass(frozen=True, slots=True)
class DenyBook:
    """The list at *path*, by *standards*."""

    path: Path
    standards: Standards
    clock: Clock

    def read(self) -> DenyList:
        """
        The list, genuine, even if its time is over: who is on it is needed to renew it.

        Raises:
            CannotError: there is none, or none that this helpline has signed.
        """
        found = DenyList.read(self.path)
        trust = self.standards.at(1000 * min(max(self._now, found.not_before), found.not_after))
        try:
            return verify_denied(self.path.read_bytes(), trust)
        except DistrustError as wrong:
            raise DenyListError(
                f"{self.path} is not this helpline's deny-list ({wrong.why.value}): "
                "bring it back from a backup."
            ) from None

    def standing(self) -> Standards:
        """The standards with who is denied now."""
        return replace(self.standards, denied=frozenset(self.read().denied))

    def write(self, issuer: Issuer, more: Iterable[bytes] = ()) -> DenyList:
        """
        Deny *more*, and let the list live 14 days from now.

        Raises:
            CannotError: visitors would not take the result; nothing has changed.
        """
        before = self.read()
        made = make_denied(issuer, (*before.denied, *more), after=before.number, now=self._now)
        try:
            verify_denied(made.encode(), self.standards.at(self.clock.now_ms()), newest=before.number)
        except DistrustError as wrong:
            raise CannotError(
                f"Visitors would not take this list ({wrong.why.value}): "
                "check roots.json and the issuing key."
            ) from None
        write_public(self.path, made.encode())
        return made

    @property
    def _now(self) -> int:
        return self.clock.now_ms() // 1000
