# SPDX-License-Identifier: EUPL-1.2
"""The helpline's own keys, and the demonstration's."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from chatserver.domain.staff import Person, Role
from chatserver.signing import p256
from chatserver.signing.denied import make_denied, verify_denied
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import DAY_SECONDS
from chatserver.signing.keyfiles import KeyFileError
from chatserver.signing.keyfolder import KeyFolder, demonstration
from chatserver.signing.roots import Roots, RootsError
from chatserver.signing.trust import Trust, verify_device

NOW = 1_790_000_000
HELPLINE = "Lykta"


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    """A folder with a root and an issuing key."""
    keys = KeyFolder(tmp_path / "keys")
    keys.make_root()
    keys.make_issuer(HELPLINE, demo=False, now=NOW)
    return keys


def test_what_is_made_is_believed(keys: KeyFolder) -> None:
    """A device certified with the folder's keys is believed by whoever has its roots."""
    device = p256.point(p256.make_key())
    chain = keys.issuer().certify(device, Person("Anna", Role.COUNSELLOR), serial=bytes(16), now=NOW)
    roots = Roots.parse(keys.roots(HELPLINE).encode())
    trust = Trust(helpline=roots.helpline, roots=roots.keys, demo_allowed=False, now=NOW)

    assert verify_device(chain.encode(), trust) == chain


def test_a_root_is_made_once(keys: KeyFolder) -> None:
    """There is no way to lose a root by making another."""
    before = keys.roots(HELPLINE)
    with pytest.raises(KeyFileError):
        keys.make_root()

    assert keys.roots(HELPLINE) == before


def test_the_next_root_is_published_beside_the_root(keys: KeyFolder) -> None:
    """Visitors know the successor before it signs."""
    first = keys.roots(HELPLINE).keys[0]
    successor = keys.make_root(successor=True)

    assert keys.roots(HELPLINE).keys == (first, successor)


def test_an_issuing_key_is_replaced(keys: KeyFolder) -> None:
    """A new issuing key takes the place of the old one, and what that one certified stays good."""
    device, anna = p256.point(p256.make_key()), Person("Anna", Role.COUNSELLOR)
    before = keys.issuer().certify(device, anna, serial=bytes(16), now=NOW)
    issuer = keys.make_issuer(HELPLINE, demo=False, now=NOW)
    trust = Trust(helpline=HELPLINE, roots=keys.roots(HELPLINE).keys, demo_allowed=False, now=NOW)

    assert keys.issuer().certificate == issuer.certificate != before.issuing
    assert verify_device(before.encode(), trust) == before


def test_an_issuing_key_with_anothers_certificate_is_refused(keys: KeyFolder, tmp_path: Path) -> None:
    """A key whose certificate names another one would sign what nobody believes."""
    other = KeyFolder(tmp_path / "other")
    shutil.copytree(keys.folder, other.folder)
    other.make_issuer(HELPLINE, demo=False, now=NOW)
    mixed = json.loads((keys.folder / "issuer.key").read_text())
    mixed["key"] = json.loads((other.folder / "issuer.key").read_text())["key"]
    (keys.folder / "issuer.key").write_text(json.dumps(mixed))
    with pytest.raises(KeyFileError, match="another key"):
        keys.issuer()


@pytest.mark.parametrize("content", ["", "{}", '{"key":"AA==","certificate":"AA=="}'])
def test_a_broken_issuing_key_is_said(keys: KeyFolder, content: str) -> None:
    """A file that is no issuing key is told as one, in one line."""
    (keys.folder / "issuer.key").write_text(content)
    with pytest.raises(KeyFileError, match="holds no"):
        keys.issuer()


def test_a_demonstration_keeps_its_keys(tmp_path: Path) -> None:
    """The same machine has the same root at each start, and every certificate says what it is."""
    first = demonstration(tmp_path, helpline=HELPLINE, now=NOW)
    second = demonstration(tmp_path, helpline=HELPLINE, now=NOW + DAY_SECONDS)

    assert first.roots == second.roots
    assert first.issuer.certificate == second.issuer.certificate
    assert first.issuer.certificate.demo


def test_every_machine_has_its_own_demonstration(tmp_path: Path) -> None:
    """No root of a demonstration is known to anybody else."""
    here, there = (demonstration(tmp_path / name, helpline=HELPLINE, now=NOW) for name in ("a", "b"))

    assert here.roots != there.roots


@pytest.mark.parametrize(
    ("helpline", "now"), [("Another", NOW), (HELPLINE, NOW + 60 * DAY_SECONDS), (HELPLINE, NOW - 1)]
)
def test_a_demonstration_renews_its_issuing_key(tmp_path: Path, helpline: str, now: int) -> None:
    """Another name, a nearly spent key, or a clock that went back: the issuing key is made anew."""
    first = demonstration(tmp_path, helpline=HELPLINE, now=NOW)
    second = demonstration(tmp_path, helpline=helpline, now=now)

    assert first.roots.keys == second.roots.keys
    assert second.issuer.certificate.key != first.issuer.certificate.key
    assert second.issuer.certificate.not_before == now


def test_a_genuine_issuing_key_never_serves_a_demonstration(keys: KeyFolder) -> None:
    """Keys without the demo bit are replaced before a demonstration certifies anybody."""
    assert demonstration(keys.folder, helpline=HELPLINE, now=NOW).issuer.certificate.demo


def test_a_demonstration_keeps_a_young_deny_list(tmp_path: Path) -> None:
    """Each start renews it; who stands on it stays there, and nobody real takes it for a list."""
    first = demonstration(tmp_path, helpline=HELPLINE, now=NOW)
    denied = make_denied(first.issuer, (b"x" * 16,), after=0, now=NOW)
    first.denied.write_bytes(denied.encode())
    second = demonstration(tmp_path, helpline=HELPLINE, now=NOW + 13 * DAY_SECONDS)
    trust = Trust(helpline=HELPLINE, roots=second.roots.keys, demo_allowed=True, now=NOW + 20 * DAY_SECONDS)
    found = verify_denied(second.denied.read_bytes(), trust, newest=denied.number + 1)

    assert found.denied == (b"x" * 16,)
    with pytest.raises(DistrustError):
        verify_denied(second.denied.read_bytes(), dataclasses.replace(trust, demo_allowed=False))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"helpline":"L","roots":[]}',
        b'{"helpline":"L","roots":["BAA="]}',
        b'{"helpline":"L","roots":["*"]}',
    ],
)
def test_what_is_no_roots_file_is_refused(content: bytes) -> None:
    """A file without a usable root is not served: every visitor would refuse every counsellor."""
    with pytest.raises(RootsError):
        Roots.parse(content)


def test_missing_roots_are_said(tmp_path: Path) -> None:
    """A missing roots.json says what to do."""
    with pytest.raises(RootsError, match="lykta keys publish"):
        Roots.read(tmp_path / "roots.json")
