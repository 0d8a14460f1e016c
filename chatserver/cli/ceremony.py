# SPDX-License-Identifier: EUPL-1.2
"""``lykta keys ceremony``, ``issuer``, ``copy``, ``rotate``: what is done with the roots, without network.

Each root is kept twice, in two forms that fail differently: a file, useless without its passphrase, and a
paper, which no disk crash and no forgotten passphrase takes away, in a safe.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from chatserver.cli.network import interfaces_up
from chatserver.cli.office import Settings, day
from chatserver.cli.terminal import Terminal, confirm
from chatserver.domain.errors import CannotError
from chatserver.services.ports import SystemClock
from chatserver.signing import p256, vault
from chatserver.signing.certificates import issuing_name
from chatserver.signing.denied import DENIED_FILE, make_denied
from chatserver.signing.issuing import Issuer, make_issuer
from chatserver.signing.keyfiles import KeyFileError, private_folder, write_public
from chatserver.signing.keyfolder import ROOTS_FILE
from chatserver.signing.paper import LINES, PaperError, key_of_parts, read_line, write_paper
from chatserver.signing.passphrase import PassphraseError
from chatserver.signing.roots import Roots

CONNECTED: Final = "this machine is connected and I take the risk"
TRIES: Final = 3

_DONE = """
Every copy has been read back. What to do now:

  {folder}/root-keeper   on a stick, to whoever keeps the roots; never to a registrar or the server.
  the papers             each in its own sealed envelope, in a safe in another building than the stick.
{registrars}
  {folder}/publish       to the server: lykta keys publish {folder}/publish

Then wipe this folder and this machine. SHA-256 of roots.json, to be compared by telephone:
  {digest}
"""
_REGISTRAR = "  {folder}/{name}   on a stick, to that registrar. Good until {until}; name {issuing}."


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it is done: the helpline's name, who is asked, and which interfaces are up."""

    settings: Settings
    terminal: Terminal
    interfaces: Callable[[], list[str]] = interfaces_up


def ceremony(desk: Desk, folder: Path) -> None:
    """Both roots, both issuing keys, and what is published, from nothing into *folder*, which is new."""
    _require_offline(desk)
    _whole(desk, folder, p256.make_key(), papers=("root", "next root"))


def rotate(desk: Desk, keeper: Path, folder: Path, *, paper: bool) -> None:
    """The next root of *keeper* becomes the root; a fresh next one and issuing keys, into a new *folder*."""
    _require_offline(desk)
    _whole(desk, folder, _opened(desk, keeper, vault.NEXT_ROOT, paper=paper), papers=("next root",))


def issuers(desk: Desk, keeper: Path, folder: Path, *, paper: bool) -> None:
    """Fresh issuing keys for both registrars under the root of *keeper*, into *folder*."""
    _require_offline(desk)
    root = _opened(desk, keeper, vault.ROOT, paper=paper)
    for name, issuer in _made_issuers(desk, folder, root).items():
        desk.terminal.say(_registrar(folder, name, issuer))


def copy(desk: Desk, keeper: Path, *, successor: bool, paper: bool) -> None:
    """The lost copy of a root from the other: the file from the *paper*, or a paper from the file."""
    _require_offline(desk)
    name, what = (vault.NEXT_ROOT, "next root") if successor else (vault.ROOT, "root")
    key = _opened(desk, keeper, name, paper=paper)
    if not paper:
        _on_paper(desk.terminal, {what: key})
        return
    passphrase = desk.terminal.secret(f"A passphrase for the new file of the {what}:")
    vault.put_root(keeper / name, key, passphrase)
    _read_back(desk.terminal, f"the {what}", key, partial(vault.open_root, keeper / name))


def _require_offline(desk: Desk) -> None:
    up = desk.interfaces()
    if up:
        told = (
            f"This machine has a network: {', '.join(up)}. Unplug it and switch radio off, and begin again."
        )
        confirm(desk.terminal, told, CONNECTED)


def _whole(desk: Desk, folder: Path, root: p256.PrivateKey, *, papers: tuple[str, ...]) -> None:
    if folder.exists():
        raise KeyFileError(f"{folder} exists already: name a new folder.")
    private_folder(folder)
    try:
        _make(desk, folder, root, papers)
    except BaseException:
        shutil.rmtree(folder)  # half a ceremony is none, and keys that nobody has checked are no keys
        raise


def _make(desk: Desk, folder: Path, root: p256.PrivateKey, papers: tuple[str, ...]) -> None:
    terminal, successor = desk.terminal, p256.make_key()
    keeper = folder / vault.ROOT_KEEPER
    passphrase = terminal.secret("Root keeper: a passphrase for both roots (at least 16 characters):")
    vault.put_root(keeper / vault.ROOT, root, passphrase)
    vault.put_root(keeper / vault.NEXT_ROOT, successor, passphrase)
    issuing = _made_issuers(desk, folder, root)
    _on_paper(terminal, {what: {"root": root, "next root": successor}[what] for what in papers})
    for name, key in ((vault.ROOT, root), (vault.NEXT_ROOT, successor)):
        _read_back(terminal, name, key, partial(vault.open_root, keeper / name))
    roots = Roots(desk.settings.helpline, (p256.point(root), p256.point(successor)))
    _publish(folder / vault.PUBLISH, roots, issuing[vault.REGISTRARS[0]])
    _tell(desk, folder, roots, issuing)


def _made_issuers(desk: Desk, folder: Path, root: p256.PrivateKey) -> dict[str, Issuer]:
    made = {}
    for name in vault.REGISTRARS:
        now = SystemClock().now_ms() // 1000
        made[name] = make_issuer(root, helpline=desk.settings.helpline, demo=False, now=now)
        path = folder / name / vault.ISSUER
        passphrase = desk.terminal.secret(f"{name}: a passphrase of their own (at least 16 characters):")
        vault.put_issuer(path, made[name], passphrase)
        _read_back(desk.terminal, name, made[name].key, partial(_issuing_key, path))
    return made


def _issuing_key(path: Path, passphrase: str) -> p256.PrivateKey:
    return vault.open_issuer(path, passphrase).key


def _publish(folder: Path, roots: Roots, issuer: Issuer) -> None:
    now = SystemClock().now_ms() // 1000
    write_public(folder / ROOTS_FILE, roots.encode())
    write_public(folder / DENIED_FILE, make_denied(issuer, (), after=0, now=now).encode())


def _tell(desk: Desk, folder: Path, roots: Roots, issuing: dict[str, Issuer]) -> None:
    registrars = "\n".join(_registrar(folder, name, issuer) for name, issuer in issuing.items())
    digest = hashlib.sha256(roots.encode()).hexdigest()
    desk.terminal.say(_DONE.format(folder=folder, registrars=registrars, digest=digest))


def _registrar(folder: Path, name: str, issuer: Issuer) -> str:
    until, own = day(issuer.certificate.not_after), issuing_name(issuer.certificate.key).hex()
    return _REGISTRAR.format(folder=folder, name=name, until=until, issuing=own)


def _on_paper(terminal: Terminal, keys: dict[str, p256.PrivateKey]) -> None:
    for what, key in keys.items():
        lines = "\n".join(f"  {number}  {line}" for number, line in enumerate(write_paper(key), 1))
        terminal.say(f"The {what}. Write it down, on paper only:\n\n{lines}\n")
        terminal.ask("Press Enter when it is on paper; the screen is wiped then.")
        terminal.clear()
        if p256.point(_typed(terminal, what)) != p256.point(key):
            raise CannotError(f"That is not the {what}: begin again.")


def _typed(terminal: Terminal, what: str) -> p256.PrivateKey:
    return key_of_parts([_typed_line(terminal, what, number) for number in range(1, LINES + 1)])


def _typed_line(terminal: Terminal, what: str, number: int) -> bytes:
    for _ in range(TRIES):
        try:
            return read_line(number, terminal.secret(f"From the paper of the {what}, line {number}:"))
        except PaperError as wrong:
            terminal.say(str(wrong))
    raise CannotError("The paper could not be read: nothing was done.")


def _read_back(
    terminal: Terminal, what: str, key: p256.PrivateKey, opened: Callable[[str], p256.PrivateKey]
) -> None:
    for _ in range(TRIES):
        try:
            if p256.point(
                opened(terminal.secret(f"Reading back {what}: its passphrase again:"))
            ) == p256.point(key):
                return
        except PassphraseError as wrong:
            terminal.say(str(wrong))
    raise CannotError(f"{what} could not be read back: begin again.")


def _opened(desk: Desk, keeper: Path, name: str, *, paper: bool) -> p256.PrivateKey:
    if paper:
        return _typed(desk.terminal, "next root" if name == vault.NEXT_ROOT else "root")
    return vault.open_root(keeper / name, desk.terminal.secret(f"The passphrase of {keeper / name}:"))
