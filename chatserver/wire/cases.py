# SPDX-License-Identifier: EUPL-1.2
"""What crosses the wire about cases: reports that browsers have sealed, and what people do to them.

The server sees who, when, which agency and how urgent.  A report, a note, and which conversation a case
came from, it never does.  Bytes are base64.
"""

import enum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chatserver.domain.agencies import AgencyKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.escalation import CaseState, CaseStatus, Urgency
from chatserver.domain.ladder import Step
from chatserver.domain.staff import Role
from chatserver.wire.http import Point, SealKey
from chatserver.wire.sealed import Fingerprint
from chatserver.wire.shapes import Base64, Counter, Generation, Instant, Positive, Shape, Token

CaseName = Annotated[str, Meta(min_length=22, max_length=22, pattern=r"^[A-Za-z0-9_-]{22}\Z")]
"""A case's, or a note's, name: 128 random bits that a browser has made."""
AgencyName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}\Z")]
Municipality = Annotated[str, Meta(pattern=r"^[0-9]{4}\Z")]
"""A municipality's code: text, never a number."""
Ciphertext = Annotated[str, Meta(min_length=5_500, max_length=87_424, pattern=r"^[A-Za-z0-9+/]+={0,2}\Z")]
"""Nonce (12), then AES-256-GCM of 4, 16 or 64 kB, in base64."""
SealedKey = Annotated[str, Meta(min_length=1560, max_length=1560, pattern=r"^[A-Za-z0-9+/]{1558}==\Z")]
"""A content key of 32 bytes, sealed by HPKE with X-Wing: encapsulated key (1120), ciphertext (48)."""
Signature = Annotated[str, Meta(min_length=88, max_length=88, pattern=r"^[A-Za-z0-9+/]{86}==\Z")]
"""A P-256 signature, r and s, in base64."""


class CaseRoute(Shape, frozen=True, kw_only=True):
    """Where would a report go?  *now_in*: where the young person is; *home*: where they live, both as told."""

    urgency: Urgency
    now_in: Municipality | None = None
    home: Municipality | None = None


class AgencyNamed(Shape, frozen=True):
    """An agency."""

    id: AgencyName
    name: str


class AgencyChoice(AgencyNamed, frozen=True, kw_only=True):
    """
    An agency that a report can go to.

    *open*: somebody is there now.  *phones*: numbers of its ladder, the first rung's first.  *stale*: one of
    its addresses has not been verified for too long.
    """

    kind: AgencyKind
    open: bool
    phones: list[str]
    stale: bool


class MunicipalityNamed(Shape, frozen=True):
    """A municipality, for choosing."""

    code: Municipality
    name: str


class Recipient(Shape, frozen=True, kw_only=True):
    """
    Somebody whose key a report is to be sealed to, once its *certificate* (issuing || report) is believed.

    *rung*: their position in the ladder; absent for supervisors and for a recovery key, whose *recovery* is
    true and which lies in the agency's safe.
    """

    certificate: Base64
    key: SealKey
    name: str
    role: Role
    rung: Counter | None = None
    recovery: bool = False


class Recipients(Shape, frozen=True):
    """Whom to seal to for an agency.  *unopenable*: rungs nobody on which has a certified key."""

    agency: AgencyName
    recipients: list[Recipient]
    rungs: list[str]
    """The rungs' labels."""
    unopenable: list[Counter]


class CaseRouted(Shape, frozen=True, kw_only=True):
    """Where a report goes.  No *agency*: no municipality was told, or nobody is recorded for it: choose."""

    municipalities: list[MunicipalityNamed]
    agencies: list[AgencyNamed]
    """All there are, for choosing by hand."""
    agency: AgencyChoice | None = None
    municipality: Municipality | None = None
    to: Recipients | None = None


class CaseWrap(Shape, frozen=True):
    """The content key, sealed to the key with this fingerprint (SHA-256 of the X-Wing key)."""

    key: Fingerprint
    sealed: SealedKey


class CaseSubmit(Shape, frozen=True, kw_only=True):
    """
    Store this sealed report and begin its review.  Repeating the same is safe; another one is refused.

    *version*: 1, and after each return one more.  *author_key*: X-Wing key of the author's page, for answers.
    """

    case: CaseName
    version: Positive
    urgency: Urgency
    status: CaseStatus
    agency: AgencyName
    ciphertext: Ciphertext
    wraps: Annotated[list[CaseWrap], Meta(min_length=1, max_length=64)]
    author_key: SealKey
    municipality: Municipality | None = None


class CaseDue(Shape, frozen=True):
    """What is due next in a case, and when."""

    step: Step
    at: Counter


class ReadBy(Shape, frozen=True, kw_only=True):
    """
    Who at the agency has read it: verify before you show it.

    *signature* is by the key of the certified *device* over the UTF-8 of
    ``lykta/read/v1|case|version|sha256(ciphertext) in hex|officer|time``; *certificate* is issuing || device.
    """

    officer: Token
    name: str
    office: str
    at: Counter
    time: Counter
    version: Positive
    device: Point
    certificate: Base64
    signature: Signature


class JoinAsked(Shape, frozen=True):
    """An officer asks to join the conversation.  *answered*: a note to the agency has come since."""

    name: str
    office: str
    at: Counter
    answered: bool


class Case(Shape, frozen=True, kw_only=True):
    """
    A case as I may see it.

    *number*: what to say on the telephone.  *begun*: submitted, or sent again.  *since*: in this state.
    *raised*: what stands until somebody acts; ``phone`` is the modal that only a logged call takes away.
    *break_glass_from*: when the author may decide alone.  *unread*: for me.  *unopenable*: as in `Recipients`.
    *by_system*: an exercise of the helpline itself, which no person wrote or signed.
    """

    case: CaseName
    number: str
    version: Positive
    urgency: Urgency
    status: CaseStatus
    state: CaseState
    agency: AgencyNamed
    begun: Counter
    since: Counter
    loop: Counter
    rung: Counter
    rungs: Counter
    raised: list[Step]
    break_glass: bool
    calls: Counter
    notes: Counter
    mine: bool
    unread: bool
    municipality: Municipality | None = None
    released: Counter | None = None
    due: CaseDue | None = None
    break_glass_from: Counter | None = None
    code: DeedCode | None = None
    """Of the last deed that had one: why it was returned, declined, closed ..."""
    read_by: ReadBy | None = None
    asked: JoinAsked | None = None
    unopenable: list[Counter] = msgspec.field(default_factory=list)
    by_system: bool = False


class CaseNamed(Shape, frozen=True):
    """A version of a case."""

    case: CaseName
    version: Positive


class CaseOnly(Shape, frozen=True):
    """A case, whichever version."""

    case: CaseName


class CaseAcknowledge(Shape, frozen=True, kw_only=True):
    """I have opened and read it: see `ReadBy` for what *signature* is over.  *time*: ms, when I signed."""

    case: CaseName
    version: Positive
    device: Point
    time: Instant
    signature: Signature


class CaseDeed(enum.StrEnum):
    """What people do to a case by one word."""

    APPROVE = "approve"
    RETURN = "return"
    BREAK_GLASS = "break_glass"
    CANCEL = "cancel"
    CLOSE = "close"
    ACCEPT = "accept"
    DECLINE = "decline"
    OUTCOME = "outcome"
    REOPEN = "reopen"
    JOINED_ASKED = "joined_asked"


class CaseDo(Shape, frozen=True):
    """Do *deed* to this version of a case.  *code*: why, for deeds that need it."""

    case: CaseName
    version: Positive
    deed: CaseDeed
    code: DeedCode | None = None


class CallKind(enum.StrEnum):
    """Whom somebody phoned."""

    EMERGENCY = "112"
    AGENCY = "agency"
    OTHER = "other"


class CaseCall(Shape, frozen=True, kw_only=True):
    """
    I have phoned.  *call*: 22 random characters, so that repeating is safe.  *named*: who answered.

    A call to the agency that names somebody stops the ladder; any call takes the modal away.
    """

    call: CaseName
    case: CaseName
    kind: CallKind
    to: Annotated[str, Meta(max_length=120)] = ""
    named: Annotated[str, Meta(max_length=80)] = ""


class CaseWraps(Shape, frozen=True):
    """Seal again for colleagues: the content key of this version, sealed to more keys of the same agency."""

    case: CaseName
    version: Positive
    wraps: Annotated[list[CaseWrap], Meta(min_length=1, max_length=64)]


class CaseReroute(Shape, frozen=True):
    """It belongs to another agency: *wraps* are the content key, sealed to that agency's keys."""

    case: CaseName
    version: Positive
    agency: AgencyName
    wraps: Annotated[list[CaseWrap], Meta(min_length=1, max_length=64)]


class AgencyOnly(Shape, frozen=True):
    """An agency."""

    agency: AgencyName


class NoteTo(enum.StrEnum):
    """Whom a note is for."""

    AUTHOR = "author"  # an officer asks
    AGENCY = "agency"  # the author, or a supervisor, answers


NoteText = Annotated[str, Meta(min_length=60, max_length=22_000, pattern=r"^[A-Za-z0-9+/]+={0,2}\Z")]
"""Nonce (12), then AES-256-GCM of the padded note, bound to ``lykta/note/v1|case|note``; in base64."""


class NoteWrite(Shape, frozen=True, kw_only=True):
    """A sealed note of at most 2,000 code points.  *note*: 22 random characters; repeating is safe."""

    note: CaseName
    case: CaseName
    version: Positive
    to: NoteTo
    ciphertext: NoteText
    wraps: Annotated[list[CaseWrap], Meta(min_length=1, max_length=64)]


class Note(Shape, frozen=True, kw_only=True):
    """A note, with only the wraps that are mine."""

    note: CaseName
    to: NoteTo
    by: str
    """The name of whoever wrote it, as the helpline knows them."""
    role: Role
    at: Counter
    ciphertext: NoteText
    wraps: list[CaseWrap]


class Notes(Shape, frozen=True):
    """All notes of a case, the first first, and the key of the author's page that notes to it are sealed to."""

    author_key: SealKey
    notes: list[Note]


class CaseChanged(Shape, frozen=True):
    """Something has happened to a case: fetch ``GET /api/cases``."""

    case: CaseName


class ReplyTyped(Shape, frozen=True):
    """*On it*: the code that a bell on a telephone carried, as it was typed."""

    code: Annotated[str, Meta(pattern=r"^[0-9 ]{8,12}\Z")]


class AgencyAuth(Shape, frozen=True):
    """Sent with CONNECT to ``/agency``; who it is stands in the session cookie."""

    v: Literal[1]
    generation: Generation
