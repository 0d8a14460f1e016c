# SPDX-License-Identifier: EUPL-1.2
"""Who signs what, and for how long."""

import pytest

from chatserver.domain.staff import Person, Role
from chatserver.signing import p256
from chatserver.signing.issuing import DAY_SECONDS, Issuer, make_issuer
from chatserver.signing.trust import Trust, verify_device

NOW = 1_790_000_000
HELPLINE = "Lykta"
ANNA = Person("Anna", Role.COUNSELLOR)
SERIAL = bytes(16)
ROOT = p256.make_key()
DEVICE = p256.point(p256.make_key())


@pytest.fixture
def issuer() -> Issuer:
    """An issuing key made now."""
    return make_issuer(ROOT, helpline=HELPLINE, demo=False, now=NOW)


@pytest.mark.parametrize("demo", [True, False])
def test_what_is_certified_is_believed(*, demo: bool) -> None:
    """A certified device is believed at once, with the name, the role and the demo bit it was given."""
    issuer = make_issuer(ROOT, helpline=HELPLINE, demo=demo, now=NOW)
    content = issuer.certify(DEVICE, ANNA, serial=SERIAL, now=NOW).encode()
    trust = Trust(helpline=HELPLINE, roots=(p256.point(ROOT),), demo_allowed=True, now=NOW)
    device = verify_device(content, trust).device

    assert (device.name, device.role, device.key, device.demo) == ("Anna", Role.COUNSELLOR, DEVICE, demo)


def test_lifetimes_are_90_and_30_days(issuer: Issuer) -> None:
    """An issuing key lives 90 days, a key to talk 30."""
    device = issuer.certify(DEVICE, ANNA, serial=SERIAL, now=NOW).device

    assert issuer.certificate.not_after == NOW + 90 * DAY_SECONDS
    assert device.not_after == NOW + 30 * DAY_SECONDS


@pytest.mark.parametrize("days", [70, 89])
def test_no_device_outlives_its_issuer(issuer: Issuer, days: int) -> None:
    """Near the issuer's end a device gets only what the issuer has left."""
    device = issuer.certify(DEVICE, ANNA, serial=SERIAL, now=NOW + days * DAY_SECONDS).device

    assert device.not_after == issuer.certificate.not_after


def test_no_device_is_older_than_its_issuer(issuer: Issuer) -> None:
    """A clock that went back does not make a certificate that nobody believes."""
    device = issuer.certify(DEVICE, ANNA, serial=SERIAL, now=NOW - 60).device

    assert device.not_before == issuer.certificate.not_before


def test_keys_print_as_nothing(issuer: Issuer) -> None:
    """An issuer in a log line or a traceback shows no key."""
    assert "PrivateKey" not in repr(issuer)
