# SPDX-License-Identifier: EUPL-1.2
"""The tables as they are now.  How they came to be so is in ``migrations``; a test compares the two.

Types are those that SQLite and PostgreSQL share.  Times are milliseconds since 1970.  A secret that
somebody else keeps (a link, a session's cookie) stands here as its SHA-256 only.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from chatserver.domain.staff import MAX_NAME_BYTES

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""The same names on every engine, so that a migration can name what it changes."""

metadata = MetaData(naming_convention=NAMING)


def _whose() -> Column[str]:
    return Column(
        "staff",
        String(22),
        ForeignKey("staff.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        doc="whose",
    )


staff = Table(
    "staff",
    metadata,
    Column("id", String(22), primary_key=True, doc="opaque; also the handle in their passkeys"),
    Column("name", String(MAX_NAME_BYTES), nullable=False, doc="display name, as visitors read it"),
    Column("role", String(16), nullable=False, doc="one of domain.staff.Role"),
    Column("demo", Boolean, nullable=False, doc="may sign in only while a demonstration runs"),
    Column("joined_at", BigInteger, nullable=False, doc="when the enrolment was finished"),
)
"""Everybody who works here."""

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", LargeBinary(1023), primary_key=True, doc="WebAuthn credential id"),
    _whose(),
    Column("public_key", LargeBinary, nullable=False, doc="COSE key"),
    Column("sign_count", BigInteger, nullable=False, doc="the last one seen; 0 for ever where there is none"),
    Column("backup_eligible", Boolean, nullable=False, doc="BE flag: may be copied to other machines"),
    Column("backed_up", Boolean, nullable=False, doc="BS flag, as last seen"),
    Column("made_at", BigInteger, nullable=False, doc="when it was enrolled"),
    Column("used_at", BigInteger, nullable=True, doc="when somebody last signed in with it"),
)
"""What people sign in with; there are no passwords."""

devices = Table(
    "devices",
    metadata,
    Column("key", LargeBinary(65), primary_key=True, doc="P-256 point, uncompressed"),
    _whose(),
    Column("asked_at", BigInteger, nullable=False, doc="when the device asked to be certified"),
    Column("certificate", LargeBinary, nullable=True, doc="issuing || device; none while it waits"),
    Column("certified_at", BigInteger, nullable=True, doc="when a registrar did so"),
    Column("report_key", LargeBinary(1216), nullable=True, doc="X-Wing key of those who open reports"),
    Column("report_certificate", LargeBinary, nullable=True, doc="issuing || report; none while it waits"),
)
"""Browsers that staff talk with.  Their private keys never leave them."""

links = Table(
    "links",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True, doc="SHA-256 of the link's secret"),
    Column("staff", String(22), nullable=False, doc="id that the person will have"),
    Column("name", String(MAX_NAME_BYTES), nullable=False, doc="display name that the link is bound to"),
    Column("role", String(16), nullable=False, doc="role that the link is bound to"),
    Column("expires_at", BigInteger, nullable=False, doc="at most ten minutes after it was made"),
)
"""Invitations to enrol a passkey.  A row is deleted by its use, or after its time."""

sessions = Table(
    "sessions",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True, doc="SHA-256 of the cookie"),
    _whose(),
    Column("began_at", BigInteger, nullable=False, doc="when they signed in; 12 h at most"),
    Column(
        "seen_at", BigInteger, nullable=False, doc="when they were last here, within a minute; 30 min at most"
    ),
)
"""Who is signed in.  Staff only: a visitor has no session."""

spent = Table(
    "spent_challenges",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True, doc="SHA-256 of a WebAuthn challenge"),
    Column("expires_at", BigInteger, nullable=False, doc="after this it would be refused anyway"),
)
"""Challenges that somebody has signed in with, so that nobody can a second time."""


def _of_agency() -> Column[str]:
    mine = ForeignKey("agencies.id", ondelete="CASCADE")
    return Column("agency", String(32), mine, primary_key=True, doc="of which agency")


def _of_rung() -> ForeignKeyConstraint:
    own, theirs = ["agency", "rung"], ["rungs.agency", "rungs.position"]
    return ForeignKeyConstraint(own, theirs, ondelete="CASCADE")


agencies = Table(
    "agencies",
    metadata,
    Column("id", String(32), primary_key=True, doc="as on the command line: ostersund"),
    Column("name", String(80), nullable=False, doc="as people call it"),
    Column("kind", String(16), nullable=False, doc="one of domain.agencies.AgencyKind"),
    Column("hours", String(200), nullable=False, doc="when somebody is there, as domain.hours reads it"),
    Column("demo", Boolean, nullable=False, doc="made up; chosen only while a demonstration runs"),
)
"""Who can receive a report."""

agency_municipalities = Table(
    "agency_municipalities",
    metadata,
    _of_agency(),
    Column("code", String(4), primary_key=True, index=True, doc="SCB's code of a municipality, as text"),
)
"""Where an agency is responsible."""

rungs = Table(
    "rungs",
    metadata,
    _of_agency(),
    Column("position", Integer, primary_key=True, autoincrement=False, doc="0 is told first"),
    Column("label", String(80), nullable=False, doc="who that is, for people"),
)
"""The steps of an agency's ladder."""

channels = Table(
    "channels",
    metadata,
    Column("id", String(22), primary_key=True, doc="made of the other columns: the same after an import"),
    Column("agency", String(32), nullable=False, doc="of which agency"),
    Column("rung", Integer, nullable=False, doc="position of the rung that it tells"),
    Column("kind", String(16), nullable=False, doc="one of domain.agencies.ChannelKind"),
    Column("address", String(200), nullable=False, doc="number, address or nothing, by its kind"),
    Column("verified_on", Date, nullable=True, doc="when somebody last phoned and asked"),
    Column("valid_until", Date, nullable=True, doc="its last day, unless somebody asks again"),
    _of_rung(),
)
"""By what a rung is told."""

officers = Table(
    "officers",
    metadata,
    Column(
        "staff",
        String(22),
        ForeignKey("staff.id", ondelete="CASCADE"),
        primary_key=True,
        doc="who; a person may stand on several rungs",
    ),
    Column("agency", String(32), primary_key=True, doc="of which agency"),
    Column("rung", Integer, primary_key=True, autoincrement=False, doc="position of the rung"),
    _of_rung(),
)
"""Who stands on which rung."""

deeds = Table(
    "deeds",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False, doc="1, 2, 3 ...: two cannot fork"),
    Column("at", BigInteger, nullable=False, doc="when"),
    Column("role", String(16), nullable=False, doc="as what somebody did it"),
    Column("actor", String(64), nullable=False, doc="who: a staff id, an issuing key's name, or nothing"),
    Column("deed", String(16), nullable=False, doc="what, as one word"),
    Column("subject", String(64), nullable=False, doc="to whom or what, as an id"),
    Column("detail", String(64), nullable=False, doc="a code, never a sentence"),
    Column("previous", LargeBinary(32), nullable=False, doc="hash of the deed before"),
    Column("hash", LargeBinary(32), nullable=False, doc="SHA-256 as signing/deeds.py has it"),
)
"""What staff did, in a chain (R31).  Rows are added, never changed, and outlive whom they name."""


def _case(*, key: bool = True) -> Column[str]:
    mine = ForeignKey("cases.id", ondelete="CASCADE")
    return Column(
        "case", String(22), mine, primary_key=key, nullable=False, index=not key, doc="of which case"
    )


def _version() -> Column[int]:
    return Column(
        "version", Integer, primary_key=True, autoincrement=False, doc="1, and one more each return"
    )


def _moment(name: str, doc: str, *, nullable: bool = True, index: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable, index=index, doc=doc)


cases = Table(
    "cases",
    metadata,
    Column("id", String(22), primary_key=True, doc="random, made in a browser; it says nothing"),
    Column("urgency", String(2), nullable=False, doc="one of domain.escalation.Urgency"),
    Column("status", String(8), nullable=False, doc="actual, exercise or test"),
    Column("state", String(16), nullable=False, doc="one of domain.escalation.CaseState"),
    Column("agency", String(32), nullable=False, index=True, doc="where it is, or goes"),
    Column("municipality", String(4), nullable=True, doc="as told; none: chosen by hand"),
    Column(
        "author", String(22), nullable=False, index=True, doc="who of the staff; from where, nobody stores"
    ),
    Column("author_key", LargeBinary(1216), nullable=False, doc="X-Wing key of the author's page"),
    Column("version", Integer, nullable=False, doc="the newest"),
    Column("submitted_at", BigInteger, nullable=False, doc="its first version"),
    Column("begun_at", BigInteger, nullable=False, doc="submitted or sent again; supervisors' clocks"),
    Column("since_at", BigInteger, nullable=False, doc="in its state; sent: since this rung was released"),
    _moment("released_at", "first to anybody at an agency"),
    Column("loop", Integer, nullable=False, doc="how often the ladder has begun anew"),
    Column("rung", Integer, nullable=False, doc="where it is"),
    Column("rungs", Integer, nullable=False, doc="how many there are"),
    Column("reached", Integer, nullable=False, doc="the highest that may fetch it; -1: none yet"),
    Column("postponed", Integer, nullable=True, doc="rung that a reply code has postponed in this loop"),
    _moment("called_at", "a call was last logged"),
    _moment("spoken_at", "a call that named a person: the ladder rests"),
    Column("raised", String(40), nullable=False, doc="domain.ladder.Step, with commas"),
    Column("break_glass", Boolean, nullable=False, doc="released by one person alone"),
    Column("code", String(20), nullable=True, doc="of the last deed that had one"),
    Column(
        "asked_by", String(22), nullable=True, doc="officer who asks to join the conversation; never which"
    ),
    _moment("asked_at", "when they asked"),
    _moment("due_at", "when the ladder has something to do", index=True),
    _moment("changed", "number of its last deed", nullable=False, index=True),
)
"""Reports on their way, as far as clocks and people are concerned.  Never which conversation."""

sealed = Table(
    "sealed",
    metadata,
    _case(),
    _version(),
    Column("ciphertext", LargeBinary, nullable=False, doc="nonce, AES-256-GCM of the padded report"),
    Column("size", Integer, nullable=False, doc="length of the padded report"),
    Column("digest", LargeBinary(32), nullable=False, doc="SHA-256 of all that was submitted"),
    _moment("at", "when", nullable=False),
)
"""Reports as browsers have sealed them.  The server has no key."""

wraps = Table(
    "wraps",
    metadata,
    _case(),
    _version(),
    Column("key", LargeBinary(32), primary_key=True, doc="SHA-256 of the X-Wing key"),
    Column("staff", String(22), nullable=True, doc="whose; none: a recovery key"),
    Column("agency", String(32), nullable=True, doc="through which agency; none: a supervisor, the author"),
    Column("sealed_for", String(32), nullable=False, doc="the agency that what is sealed is bound to"),
    Column("sealed", LargeBinary(1168), nullable=False, doc="the content key, HPKE"),
)
"""Who can open which report."""

recovery_keys = Table(
    "recovery_keys",
    metadata,
    Column("key", LargeBinary(32), primary_key=True, doc="SHA-256 of the X-Wing key"),
    Column(
        "agency",
        String(32),
        ForeignKey("agencies.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        doc="whose safe",
    ),
    Column("report_key", LargeBinary(1216), nullable=False, doc="X-Wing; its seed lies in the agency's safe"),
    Column("certificate", LargeBinary, nullable=False, doc="issuing || report"),
)
"""What an agency can open reports with when nobody's device can."""

exercises = Table(
    "exercises",
    metadata,
    Column(
        "agency",
        String(32),
        ForeignKey("agencies.id", ondelete="CASCADE"),
        primary_key=True,
        doc="whose people and channels are tried",
    ),
    _moment("due_at", "when the next one begins by itself", nullable=False),
    _moment("skipped_at", "the last one that came due could not begin: a rung had nobody"),
)
"""When each agency is exercised."""

attempts = Table(
    "attempts",
    metadata,
    _case(),
    _version(),
    Column("loop", Integer, primary_key=True, autoincrement=False, doc="of the ladder"),
    Column("rung", Integer, primary_key=True, autoincrement=False, doc="of the ladder"),
    Column("channel", String(22), primary_key=True, doc="id of the channel; these five name an errand"),
    Column("kind", String(16), nullable=False, doc="one of domain.agencies.ChannelKind"),
    Column("address", String(200), nullable=False, doc="as it was when the rung was released"),
    Column("number", Integer, nullable=False, doc="which try this is; 0: none yet"),
    Column("failures", Integer, nullable=False, doc="in a row"),
    _moment("due_at", "when to try next; none: it is done", index=True),
    _moment("claimed_until", "some node is at it until then"),
    _moment("begun_at", "the last try"),
    _moment("ended_at", "the last try"),
    Column("result", String(16), nullable=True, doc="of the last try, one of services.channels"),
)
"""One row for each channel of each rung that a case has come to."""

acknowledgements = Table(
    "acknowledgements",
    metadata,
    _case(),
    _version(),
    Column("loop", Integer, primary_key=True, autoincrement=False, doc="of the ladder"),
    Column("officer", String(22), primary_key=True, doc="who has read it"),
    Column("name", String(MAX_NAME_BYTES), nullable=False, doc="as the certificate has it"),
    Column("device", LargeBinary(65), nullable=False, doc="the key that has signed"),
    Column("certificate", LargeBinary, nullable=False, doc="issuing || device, as it was then"),
    Column("signature", LargeBinary(64), nullable=False, index=True, doc="counts once"),
    _moment("time", "as signed", nullable=False),
    _moment("at", "when it came", nullable=False),
)
"""Who has read what, by their own device's word."""

calls = Table(
    "calls",
    metadata,
    Column("id", String(22), primary_key=True, doc="random, made in a browser"),
    _case(key=False),
    Column("by", String(22), nullable=False, doc="who phoned"),
    Column("kind", String(8), nullable=False, doc="112, agency or other"),
    Column("to", String(120), nullable=False, doc="as typed"),
    Column("named", String(80), nullable=False, doc="who answered, as typed"),
    _moment("at", "when it was logged", nullable=False),
)
"""Telephone calls about cases."""

notes = Table(
    "notes",
    metadata,
    Column("id", String(22), primary_key=True, doc="random, made in a browser"),
    _case(key=False),
    Column("by", String(22), nullable=False, doc="who wrote it"),
    Column("name", String(MAX_NAME_BYTES), nullable=False, doc="their name then"),
    Column("role", String(16), nullable=False, doc="one of domain.staff.Role"),
    Column("to", String(8), nullable=False, doc="author or agency"),
    Column("ciphertext", LargeBinary, nullable=False, doc="nonce, AES-256-GCM of the padded note"),
    Column("digest", LargeBinary(32), nullable=False, doc="SHA-256 of all that was sent"),
    _moment("at", "when", nullable=False),
)
"""Sealed questions and answers."""

note_wraps = Table(
    "note_wraps",
    metadata,
    Column(
        "note", String(22), ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True, doc="of which note"
    ),
    Column("key", LargeBinary(32), primary_key=True, doc="SHA-256 of the X-Wing key"),
    Column("sealed", LargeBinary(1168), nullable=False, doc="the content key, HPKE"),
)
"""Who can open which note."""
