# SPDX-License-Identifier: EUPL-1.2
"""What crosses the wire as HTTP: the helpline's door for everybody, and the staff's sign-in.

What a browser's WebAuthn says is wider than what is used of it, and grows: those shapes alone let
unknown fields pass, and leave them.
"""

import enum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chatserver.domain.staff import Role
from chatserver.wire.shapes import Base64, Lane, Shape, Token

Point = Annotated[str, Meta(min_length=88, max_length=88, pattern=r"^B[A-Za-z0-9+/]{86}=\Z")]
"""An uncompressed point of P-256 in base64."""
SealKey = Annotated[str, Meta(min_length=1624, max_length=1624, pattern=r"^[A-Za-z0-9+/]{1622}==\Z")]
"""An X-Wing key of 1216 bytes in base64."""
Text = Annotated[str, Meta(max_length=16_384)]
"""Base64url of a browser's WebAuthn; the library decides whether it is."""


class LaneOpen(Lane, frozen=True, kw_only=True):
    """One lane, and whether somebody serves it now."""

    open: bool


class Helpline(Shape, frozen=True):
    """Answer of ``GET /api/helpline``.  *demo*: nobody real answers."""

    name: str
    demo: bool
    lanes: list[LaneOpen]


class Certified(enum.StrEnum):
    """How far a device is."""

    PENDING = "pending"  # waits for a registrar, who types its five words
    CERTIFIED = "certified"


class DeviceKey(Shape, frozen=True):
    """Certify this device of mine.  *report*: and this key, which reports are to be sealed to."""

    key: Point
    report: SealKey | None = None


class ReportState(Shape, frozen=True, kw_only=True):
    """How far the report key of a device is; *certificate* is issuing || report."""

    state: Certified
    certificate: Base64 | None = None


class DeviceState(Shape, frozen=True, kw_only=True):
    """How far a device is; *certificate* is issuing || device.  *report*: only if it has a report key."""

    state: Certified
    certificate: Base64 | None = None
    report: ReportState | None = None


class OwnDevice(DeviceState, frozen=True, kw_only=True):
    """One of my devices."""

    key: Point


class Me(Shape, frozen=True):
    """Who is signed in."""

    id: Token
    name: str
    role: Role
    helpline: str
    devices: list[OwnDevice]


class EnrolLink(Shape, frozen=True):
    """The secret of a one-time link."""

    link: Token


class EnrolBegun(Shape, frozen=True):
    """Whom the link is for, and what the browser is to make (``PublicKeyCredentialCreationOptionsJSON``)."""

    options: dict[str, Any]
    name: str
    role: Role


class SignInBegun(Shape, frozen=True):
    """What the browser is to answer (``PublicKeyCredentialRequestOptionsJSON``)."""

    options: dict[str, Any]


class FromBrowser(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a browser's WebAuthn has made: unknown fields are left out."""


class NewPasskeyResponse(
    FromBrowser,
    frozen=True,
    rename={"client_data_json": "clientDataJSON", "attestation_object": "attestationObject"},
):
    client_data_json: Text
    attestation_object: Text


class NewPasskey(FromBrowser, frozen=True, rename={"raw_id": "rawId"}):
    """``RegistrationResponseJSON``."""

    id: Text
    raw_id: Text
    type: Text
    response: NewPasskeyResponse


class PasskeyAnswerResponse(
    FromBrowser,
    frozen=True,
    rename={
        "client_data_json": "clientDataJSON",
        "authenticator_data": "authenticatorData",
        "user_handle": "userHandle",
    },
):
    client_data_json: Text
    authenticator_data: Text
    signature: Text
    user_handle: Text | None = None


class PasskeyAnswer(FromBrowser, frozen=True, rename={"raw_id": "rawId"}):
    """``AuthenticationResponseJSON``."""

    id: Text
    raw_id: Text
    type: Text
    response: PasskeyAnswerResponse


class EnrolFinish(Shape, frozen=True):
    """The new passkey, by the link."""

    link: Token
    credential: NewPasskey


class SignInFinish(Shape, frozen=True):
    """The passkey's answer."""

    credential: PasskeyAnswer


class DemoPerson(Shape, frozen=True):
    """Somebody made up, to try the console as."""

    id: Token
    name: str
    role: Role


class DemoSignIn(Shape, frozen=True):
    """Sign me in as this made-up person."""

    staff: Token


class Refused(Shape, frozen=True, omit_defaults=False):
    """Why something was not done.  *code* is one of ``wire/codes.py``."""

    code: str
    retry: bool
