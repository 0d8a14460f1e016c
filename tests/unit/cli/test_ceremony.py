# SPDX-License-Identifier: EUPL-1.2
"""The ceremony and what is done with the roots afterwards, as the people in the room see it."""

import copy
import shutil
import stat
from pathlib import Path

import pytest

from chatserver.cli import ceremony
from chatserver.cli.ceremony import Desk
from chatserver.cli.network import interfaces_up
from chatserver.domain.errors import CannotError
from chatserver.signing import p256, vault
from chatserver.signing.denied import DenyList, verify_denied
from chatserver.signing.keyfiles import KeyFileError
from chatserver.signing.paper import PaperError
from chatserver.signing.passphrase import PassphraseError
from chatserver.signing.roots import Roots
from chatserver.signing.trust import Trust, check_rooted
from tests.drivers.keyholder import PASSPHRASES, Keyholder, Settings, desk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A helpline that has nothing yet."""
    return Settings(tmp_path / "data")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keyholder]:
    """One ceremony: passphrases are slow on purpose."""
    folder, holder = tmp_path_factory.mktemp("once"), Keyholder()
    ceremony.ceremony(desk(Settings(folder / "data"), holder), folder / "made")
    return folder / "made", holder


@pytest.fixture
def made(once: tuple[Path, Keyholder], tmp_path: Path) -> tuple[Path, Keyholder]:
    """A ceremony that is over, with the folder on a stick of one's own."""
    folder, holder = once
    shutil.copytree(folder, tmp_path / "made")
    return tmp_path / "made", copy.deepcopy(holder)


def root_of(folder: Path, name: str = vault.ROOT) -> p256.PrivateKey:
    """A root out of its file."""
    return vault.open_root(folder / "root-keeper" / name, PASSPHRASES["root"])


def test_a_ceremony_makes_two_roots_two_issuing_keys_and_what_is_public(
    made: tuple[Path, Keyholder],
) -> None:
    """All private keys are under passphrases and for their owner's eyes; the public files fit them."""
    folder, _ = made
    files = {p.relative_to(folder).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in folder.rglob("*.*")}
    roots = Roots.read(folder / "publish" / "roots.json")
    issuing = [
        vault.open_issuer(folder / name / "issuer.key", PASSPHRASES[name]).certificate
        for name in vault.REGISTRARS
    ]
    denied = DenyList.read(folder / "publish" / "denied.bin")

    assert files == {
        "root-keeper/root.key": 0o600,
        "root-keeper/next-root.key": 0o600,
        "registrar-1/issuer.key": 0o600,
        "registrar-2/issuer.key": 0o600,
        "publish/roots.json": 0o644,
        "publish/denied.bin": 0o644,
    }
    assert roots.keys == (p256.point(root_of(folder)), p256.point(root_of(folder, vault.NEXT_ROOT)))
    assert issuing[0].key != issuing[1].key
    for certificate in issuing:
        check_rooted(certificate, roots.keys[:1])
        assert certificate.not_after - certificate.not_before == 90 * 86_400
    assert denied.denied == ()


def test_every_copy_is_read_back_and_every_piece_has_its_place(made: tuple[Path, Keyholder]) -> None:
    """Papers and passphrases are typed again, the screen is wiped, the end says what goes where."""
    folder, holder = made
    typed = [question for question in holder.asked if "From the paper" in question]
    back = [question for question in holder.asked if "Reading back" in question]

    assert len(typed) == 8
    assert len(back) == 4
    assert holder.cleared == 2
    for piece in ("root-keeper", "the papers", "registrar-1", "registrar-2", "publish", "SHA-256"):
        assert piece in holder.said[-1]
    assert f"{folder.name}/publish" in holder.said[-1]


def test_no_secret_is_shown_but_on_its_paper(made: tuple[Path, Keyholder]) -> None:
    """What is said at the end holds neither a line of a paper nor a passphrase."""
    _, holder = made
    secrets = [*PASSPHRASES.values(), *holder.papers["root"], *holder.papers["next root"]]

    assert not [secret for secret in secrets if secret in holder.said[-1]]


@pytest.mark.parametrize("typed", ["", "yes", "this machine is connected"])
def test_a_machine_with_a_network_is_refused(settings: Settings, tmp_path: Path, typed: str) -> None:
    """With an interface up nothing is made, unless the whole sentence is typed."""
    holder = Keyholder(answers=[("has a network", typed)])
    with pytest.raises(CannotError, match="nothing was done"):
        ceremony.ceremony(desk(settings, holder, up=("eth0", "wlan0")), tmp_path / "made")

    assert "eth0, wlan0" in holder.asked[0]
    assert not (tmp_path / "made").exists()


def test_the_risk_is_taken_by_a_sentence(settings: Settings, tmp_path: Path) -> None:
    """Who types the sentence goes on; every command that opens a root asks alike."""
    holder = Keyholder()
    ceremony.ceremony(desk(settings, holder, up=("eth0",)), tmp_path / "made")

    assert sum(ceremony.CONNECTED in question for question in holder.asked) == 1


def test_every_command_that_opens_a_root_asks_alike(settings: Settings, tmp_path: Path) -> None:
    """A root is opened on a machine without network, whatever for."""
    stick, out = tmp_path / "stick", tmp_path / "out"

    def at() -> Desk:
        return desk(settings, Keyholder(answers=[("has a network", "no")]), up=("eth0",))

    with pytest.raises(CannotError, match="nothing was done"):
        ceremony.issuers(at(), stick, out, paper=False)
    with pytest.raises(CannotError, match="nothing was done"):
        ceremony.rotate(at(), stick, out, paper=False)
    with pytest.raises(CannotError, match="nothing was done"):
        ceremony.copy(at(), stick, successor=True, paper=False)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Root keeper: a passphrase", "short"),
        ("registrar-2: a passphrase", "short"),
        ("Reading back next-root.key", "another passphrase than before"),
        ("paper of the root, line 1", "0000-0000-0000-0000"),
    ],
)
def test_half_a_ceremony_is_none(settings: Settings, tmp_path: Path, question: str, answer: str) -> None:
    """A passphrase that is too short, or anything that cannot be read back, leaves no key behind."""

    class Stubborn(Keyholder):
        def secret(self, asked: str) -> str:
            return answer if question in asked else super().secret(asked)

    with pytest.raises(CannotError):
        ceremony.ceremony(desk(settings, Stubborn()), tmp_path / "made")

    assert list(tmp_path.iterdir()) == []


def test_a_slip_of_the_pen_is_told_and_asked_again(settings: Settings, tmp_path: Path) -> None:
    """A misread letter is found in its line, before the rest is typed."""
    slips = [("paper of the root, line 1", "0000-0000-0000-0000"), ("Reading back", "not the passphrase")]
    holder = Keyholder(answers=[*slips])
    ceremony.ceremony(desk(settings, holder), tmp_path / "made")

    assert "Line 1 does not add up" in holder.printed or "passphrase does not open" in holder.printed


def test_a_folder_is_never_written_over(made: tuple[Path, Keyholder], settings: Settings) -> None:
    """A second ceremony into the same folder is refused and leaves it as it was."""
    folder, _ = made
    before = (folder / "root-keeper" / "root.key").read_bytes()
    with pytest.raises(KeyFileError, match="exists already"):
        ceremony.ceremony(desk(settings), folder)

    assert (folder / "root-keeper" / "root.key").read_bytes() == before


def test_the_next_root_takes_over(made: tuple[Path, Keyholder], settings: Settings, tmp_path: Path) -> None:
    """After a rotation the next root is the root, a fresh one is the next, and the old one is in no file."""
    folder, holder = made
    old = Roots.read(folder / "publish" / "roots.json").keys
    ceremony.rotate(desk(settings, holder), folder / "root-keeper", tmp_path / "turned", paper=False)
    turned = tmp_path / "turned"
    new = Roots.read(turned / "publish" / "roots.json").keys
    issuer = vault.open_issuer(turned / "registrar-1" / "issuer.key", PASSPHRASES["registrar-1"])
    denied = (turned / "publish" / "denied.bin").read_bytes()
    trust = Trust(helpline="Lykta", roots=new, demo_allowed=False, now=issuer.certificate.not_before)

    assert new[0] == old[1]
    assert len({*old, *new}) == 3
    check_rooted(issuer.certificate, old)  # trusted already, before the new roots are published
    assert verify_denied(denied, trust).denied == ()


@pytest.mark.parametrize("successor", [False, True])
def test_a_lost_copy_is_made_from_the_other(
    made: tuple[Path, Keyholder],
    settings: Settings,
    successor: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    """A lost file comes back from the paper, a lost paper from the file: the same key."""
    folder, holder = made
    keeper = folder / "root-keeper"
    name, what = (vault.NEXT_ROOT, "next root") if successor else (vault.ROOT, "root")
    before, paper = p256.point(root_of(folder, name)), holder.papers[what]
    (keeper / name).unlink()
    ceremony.copy(desk(settings, holder), keeper, successor=successor, paper=True)
    del holder.papers[what]
    ceremony.copy(desk(settings, holder), keeper, successor=successor, paper=False)

    assert p256.point(root_of(folder, name)) == before
    assert holder.papers[what] == paper


def test_issuing_keys_come_from_the_paper_too(
    made: tuple[Path, Keyholder], settings: Settings, tmp_path: Path
) -> None:
    """Fresh issuing keys need the root in one of its forms; the paper alone is enough."""
    folder, holder = made
    ceremony.issuers(desk(settings, holder), tmp_path / "no such stick", tmp_path / "fresh", paper=True)
    issuer = vault.open_issuer(tmp_path / "fresh" / "registrar-2" / "issuer.key", PASSPHRASES["registrar-2"])

    check_rooted(issuer.certificate, Roots.read(folder / "publish" / "roots.json").keys[:1])


def test_a_wrong_passphrase_opens_nothing(
    made: tuple[Path, Keyholder], settings: Settings, tmp_path: Path
) -> None:
    """The file of the root without its passphrase is worth nothing."""
    folder, _ = made
    holder = Keyholder(answers=[("passphrase of", "not the passphrase of it")])
    with pytest.raises(PassphraseError):
        ceremony.issuers(desk(settings, holder), folder / "root-keeper", tmp_path / "fresh", paper=False)

    assert not (tmp_path / "fresh").exists()


def test_two_papers_are_no_key(made: tuple[Path, Keyholder], settings: Settings, tmp_path: Path) -> None:
    """A line of the other paper adds up by itself; what comes of it is a root that nobody knows."""
    folder, holder = made
    holder.papers["root"][1] = holder.papers["next root"][1]
    ceremony.copy(desk(settings, holder), tmp_path / "new", successor=False, paper=True)
    mixed = vault.open_root(tmp_path / "new" / "root.key", PASSPHRASES["root"])

    assert p256.point(mixed) not in Roots.read(folder / "publish" / "roots.json").keys


def test_interfaces_that_are_up_are_found(tmp_path: Path) -> None:
    """What is up counts, whatever it is called; loopback, what is down and what is no interface do not."""
    for name, flags in {"lo": "0x9", "eth0": "0x1003", "wlan0": "0x1002", "tun0": "0x10d1"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "flags").write_text(f"{flags}\n")
    (tmp_path / "bonding_masters").write_text("\n")

    assert interfaces_up(tmp_path) == ["eth0", "tun0"]
    assert all(not name.startswith("lo") for name in interfaces_up(tmp_path / "nothing"))


def test_a_paper_error_is_something_to_mend() -> None:
    """It ends a command in one line."""
    assert issubclass(PaperError, CannotError)
