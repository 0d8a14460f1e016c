# SPDX-License-Identifier: EUPL-1.2
"""What the HTTP edge is put together from.  ``app/`` fills it in; nothing here makes anything."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from aiohttp import web

from chatserver.services.admission import Admissions
from chatserver.services.certification import Certification
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.demonstration import DemonstrationStaff
from chatserver.services.enrolment import Enrolment
from chatserver.services.escalations.whole import Escalations
from chatserver.services.staff import Doorman, SignIn
from chatserver.signing.roots import Roots
from chatserver.wire.capsules import CapsuleAsk, CapsuleTaken
from chatserver.wire.shapes import Lane

Probe = Callable[[], Awaitable[object]]
"""Returns if something works; raises `RefusedError` or `OSError` if not."""


class Lanes(Protocol):
    """Whoever knows which lanes are open: ``services/line.py``."""

    async def open_lanes(self) -> Sequence[tuple[Lane, bool]]:
        """Every lane of the helpline, and whether somebody serves it now."""


class KeysInTrust(Protocol):
    """Whoever gives pages their keys back: ``services/capsules.py``."""

    async def take(self, ask: CapsuleAsk) -> CapsuleTaken:
        """
        The key for whoever shows the secret.

        Raises:
            GoneError: there is none for that.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is set about the pages."""

    helpline: str
    origin: str
    """Where browsers reach the API and the sockets."""
    pages: str
    """Where browsers reach the pages; the same, or not: then they are *split*."""
    embedding_sites: tuple[str, ...]
    """Origins that may show the chat in a frame."""
    build_folder: Path
    exit_page: str
    """The neutral page that *Leave quickly* goes to."""
    denied: Path
    """The deny-list; read at every question, since a registrar may renew it at any time."""
    hosts: frozenset[str] | None = None
    """Names of hosts that are answered, without ports; none: whichever the proxy lets through."""

    @property
    def split(self) -> bool:
        """Whether the pages are somewhere else than the relay."""
        return self.pages != self.origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The use cases behind the API.  *demonstration* is there only while one runs."""

    site: Site
    lanes: Lanes
    roots: Roots
    admissions: Admissions
    capsules: KeysInTrust
    doorman: Doorman
    sign_in: SignIn
    enrolment: Enrolment
    certification: Certification
    cases: Escalations
    replies: ReplyCodes
    demonstration: DemonstrationStaff | None
    probes: Mapping[str, Probe]


PARTS: Final = web.AppKey("parts", Parts)
LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""What a demonstration answers to: a page that points its own name at this machine gets nothing."""
