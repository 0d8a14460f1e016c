# SPDX-License-Identifier: EUPL-1.2
"""The tables as they are now.  How they came to be so is in ``migrations``; a test compares the two.

Types are those that SQLite and PostgreSQL share.  Times are milliseconds since 1970.  A secret that
somebody else keeps (a link, a session's cookie) stands here as its SHA-256 only.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, LargeBinary, MetaData, String, Table

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
