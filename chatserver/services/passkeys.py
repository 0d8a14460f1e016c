# SPDX-License-Identifier: EUPL-1.2
"""The two WebAuthn ceremonies, as decisions: what to ask a browser, and whether its answer is one.

Rule 1: no record is read or written here; whoever calls keeps what comes out.
Rule 2: rpId and origin are this helpline's and nobody else's, and the person must have been verified
(by finger, face or PIN), not just present.
"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import msgspec
import webauthn
from webauthn import helpers
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import structs as w
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.registration.verify_registration_response import VerifiedRegistration

from chatserver.domain.errors import PasskeyRefusedError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person
from chatserver.records.passkeys import Passkey
from chatserver.services.ports import Chance, Clock
from chatserver.signing.challenges import NONCE_BYTES, Challenges
from chatserver.wire.http import FromBrowser, NewPasskey, PasskeyAnswer

ANSWER_MS: Final = 300_000
"""How long a person has to find their key and touch it."""
_SIGN_IN: Final = b"sign-in"
_ENROL: Final = b"enrol "
_FORMATS: Final = {w.AttestationFormat.NONE, w.AttestationFormat.PACKED}
"""We ask for no attestation; a key that attests itself may do so all the same."""
_BROKEN: Final = (
    WebAuthnException,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the library raises over answers that no browser makes (each seen, among thousands of broken ones)."""

_Verified = TypeVar("_Verified")


@dataclass(frozen=True, slots=True)
class Site:
    """Whom passkeys are for: the helpline's name, and the origin of its console."""

    helpline: str
    origin: str

    @property
    def rp_id(self) -> str:
        """The host that passkeys are bound to."""
        return str(urlsplit(self.origin).hostname)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A challenge that was answered; *digest* names it from now on."""

    digest: bytes
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What a passkey said about itself when it opened the door."""

    challenge: Answered
    sign_count: int
    backed_up: bool


class Ceremonies:
    """Asks and judges, for one *site*."""

    def __init__(self, site: Site, challenges: Challenges, clock: Clock, chance: Chance) -> None:
        self._site = site
        self._challenges = challenges
        self._clock = clock
        self._chance = chance

    def ask_to_enrol(self, link: bytes, staff: StaffId, person: Person) -> dict[str, Any]:
        """What the browser of *person* is to make; good only with the link whose digest is *link*."""
        options = webauthn.generate_registration_options(
            rp_id=self._site.rp_id,
            rp_name=self._site.helpline,
            user_id=staff.value.encode(),
            user_name=person.name,
            challenge=self._challenge(_ENROL + link),
            timeout=ANSWER_MS,
            authenticator_selection=w.AuthenticatorSelectionCriteria(
                resident_key=w.ResidentKeyRequirement.REQUIRED,
                user_verification=w.UserVerificationRequirement.REQUIRED,
            ),
        )
        return helpers.options_to_json_dict(options)

    def enrolled(self, link: bytes, staff: StaffId, credential: NewPasskey) -> Passkey:
        """
        The passkey that *credential* is, for *staff*.

        Raises:
            PasskeyRefusedError: it was made elsewhere, for something else, too late, or unverified.
        """
        challenge, _ = self._checked(credential, _ENROL + link)
        verified = _judged(lambda: self._verify_new(credential, challenge))
        return Passkey(
            id=verified.credential_id,
            staff=staff,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            backup_eligible=_may_be_copied(verified.credential_device_type),
            backed_up=verified.credential_backed_up,
        )

    def ask_to_sign_in(self) -> dict[str, Any]:
        """What any browser is to answer: the passkey says who it is."""
        options = webauthn.generate_authentication_options(
            rp_id=self._site.rp_id,
            challenge=self._challenge(_SIGN_IN),
            timeout=ANSWER_MS,
            user_verification=w.UserVerificationRequirement.REQUIRED,
        )
        return helpers.options_to_json_dict(options)

    def asserted(self, credential: PasskeyAnswer, passkey: Passkey) -> Assertion:
        """
        What *passkey* said, if *credential* is its answer.

        Raises:
            PasskeyRefusedError: it was given elsewhere, for something else, too late, by another key,
                unverified, or its counter says that there are two of it.
        """
        challenge, answered = self._checked(credential, _SIGN_IN)
        _check_handle(credential, passkey.staff)
        verified = _judged(lambda: self._verify_answer(credential, passkey, challenge))
        if _may_be_copied(verified.credential_device_type) is not passkey.backup_eligible:
            raise PasskeyRefusedError("a passkey cannot become one that may be copied, nor cease to be")
        return Assertion(
            challenge=answered, sign_count=verified.new_sign_count, backed_up=verified.credential_backed_up
        )

    def _challenge(self, purpose: bytes) -> bytes:
        nonce = self._chance.token(NONCE_BYTES)
        return self._challenges.make(purpose, nonce, expires_at=self._clock.now_ms() + ANSWER_MS)

    def _checked(self, credential: NewPasskey | PasskeyAnswer, purpose: bytes) -> tuple[bytes, Answered]:
        said = _judged(lambda: _client_data(credential.response.client_data_json))
        if said.cross_origin:
            raise PasskeyRefusedError("answered inside another site's page")
        expires_at = self._challenges.check(said.challenge, purpose, now_ms=self._clock.now_ms())
        digest = hashlib.sha256(said.challenge).digest()
        return said.challenge, Answered(digest=digest, expires_at=expires_at)

    def _verify_new(self, credential: NewPasskey, challenge: bytes) -> VerifiedRegistration:
        made = helpers.parse_registration_credential_json(_plain(credential))
        _check_attestation(made.response.attestation_object)
        verified = webauthn.verify_registration_response(
            credential=made,
            expected_challenge=challenge,
            expected_rp_id=self._site.rp_id,
            expected_origin=self._site.origin,
            require_user_verification=True,
        )
        key = helpers.decode_credential_public_key(verified.credential_public_key)
        helpers.decoded_public_key_to_cryptography(key)  # the library looks at it only when somebody signs in
        return verified

    def _verify_answer(
        self, credential: PasskeyAnswer, passkey: Passkey, challenge: bytes
    ) -> VerifiedAuthentication:
        return webauthn.verify_authentication_response(
            credential=helpers.parse_authentication_credential_json(_plain(credential)),
            expected_challenge=challenge,
            expected_rp_id=self._site.rp_id,
            expected_origin=self._site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )


def credential_id(credential: PasskeyAnswer) -> bytes:
    """
    The id of the passkey that *credential* says it is.

    Raises:
        PasskeyRefusedError: it is no id.
    """
    return _judged(lambda: helpers.base64url_to_bytes(credential.raw_id))


def _judged(judge: Callable[[], _Verified]) -> _Verified:
    try:
        return judge()
    except _BROKEN as broken:
        raise PasskeyRefusedError(type(broken).__name__) from broken


def _check_attestation(content: bytes) -> None:
    said = helpers.parse_cbor(content)
    # Told a number, the library makes a block of so many bytes of it (seen), however many.
    if not isinstance(said, dict) or not isinstance(said.get("authData"), bytes):
        raise PasskeyRefusedError("no attestation")
    if said.get("fmt") not in _FORMATS:
        raise PasskeyRefusedError("an attestation that nobody asked for")


def _client_data(encoded: str) -> w.CollectedClientData:
    return helpers.parse_client_data_json(helpers.base64url_to_bytes(encoded))


def _check_handle(credential: PasskeyAnswer, staff: StaffId) -> None:
    handle = credential.response.user_handle
    expected = base64.urlsafe_b64encode(staff.value.encode()).rstrip(b"=").decode()
    if handle is None or handle.rstrip("=") != expected:
        raise PasskeyRefusedError("a passkey of one person that says it is another's")


def _may_be_copied(kind: w.CredentialDeviceType) -> bool:
    return kind is w.CredentialDeviceType.MULTI_DEVICE


def _plain(credential: FromBrowser) -> dict[str, Any]:
    return dict(msgspec.to_builtins(credential))
