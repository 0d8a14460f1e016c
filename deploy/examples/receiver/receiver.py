# SPDX-License-Identifier: EUPL-1.2
"""An agency's end of the webhook: takes sealed reports from a helpline, and keeps them sealed.

An example that can be run as it is, or be read by whoever builds the same into a case system.  It stands
alone: nothing of the helpline's own code is needed.  The keys that open reports have no place on this
machine; see ``opening.py``.

Rule 1: what is not signed by a known key, for this address, now, over this body, is not looked at.
Rule 2: a signature is good once.  Rule 3: a request that is repeated is answered as it was the first time,
and nothing happens again.  Rule 4: what was answered with 202 is on the disk.
"""

import argparse
import asyncio
import hashlib
import json
import os
import re
import sqlite3
import ssl
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    MappingKeyResolver,
    algorithms,
)

TAG: Final = "lykta-report"
COVERED: Final = (
    "@method",
    "@authority",
    "@target-uri",
    "content-digest",
    "content-type",
    "idempotency-key",
)
LARGEST_BYTES: Final = 1_000_000
LONGEST_SECONDS: Final = 300
"""From `created` to `expires`; for so long its nonce is remembered."""
SKEW_SECONDS: Final = 30
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
_IDEMPOTENCY: Final = re.compile(r'"([0-9a-f]{32})"')
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS taken (
  idempotency_key TEXT PRIMARY KEY,
  digest TEXT NOT NULL,  -- SHA-256 of the body that was answered
  answer TEXT NOT NULL
) STRICT;
"""


class RefusedError(Exception):
    """A request that is not done; the status and the code are all that the other end hears."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Genuine:
    """What a good signature says."""

    nonce: str
    expires: int


class Verifier:
    """Knows the helpline's public keys (PEM), and the one address that requests must be for."""

    def __init__(self, pems: Iterable[bytes], url: str) -> None:
        keys = {key_id(key): key for key in map(_public_key, pems)}
        self._url = url
        self._verifier = HTTPMessageVerifier(
            signature_algorithm=algorithms.ECDSA_P256_SHA256,
            key_resolver=MappingKeyResolver(public_keys=keys, private_keys={}),
        )
        self._verifier.max_clock_skew = timedelta(seconds=SKEW_SECONDS)

    def verify(self, method: str, headers: Any, body: bytes) -> Genuine:
        """
        What the signature of this request says.

        Raises:
            RefusedError: it has none that is good.
        """
        try:
            (found,) = self._verifier.verify(
                SimpleNamespace(method=method, url=self._url, headers=headers),
                max_age=timedelta(seconds=LONGEST_SECONDS),
                expect_tag=TAG,
                require_components=COVERED,
                body=body,
            )
        except (HTTPMessageSignaturesException, ValueError):
            raise RefusedError(401, "signature") from None
        return _times(found.parameters)


def _times(parameters: Any) -> Genuine:
    created, expires, nonce = (parameters.get(name) for name in ("created", "expires", "nonce"))
    if not isinstance(expires, int) or not isinstance(nonce, str) or not nonce:
        raise RefusedError(401, "signature")
    if not 0 <= expires - created <= LONGEST_SECONDS:
        raise RefusedError(401, "signature")
    return Genuine(nonce, expires)


def key_id(key: EllipticCurvePublicKey) -> str:
    """The name of a key is made from the key: it cannot be mixed up."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()[:32]


def _public_key(pem: bytes) -> EllipticCurvePublicKey:
    key = load_pem_public_key(pem)
    if not isinstance(key, EllipticCurvePublicKey):
        raise TypeError("A key of the helpline is one of P-256.")
    return key


class Inbox:
    """Reports as files in *folder*, still sealed, and what was answered to whom."""

    def __init__(self, folder: Path, agency: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._agency = agency
        self._rows = sqlite3.connect(folder / "taken.sqlite", isolation_level=None)
        self._rows.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _SCHEMA)

    def take(self, genuine: Genuine, idempotency_key: str, body: bytes) -> str:
        """
        The answer to a genuine request: what it was the first time, if this is a repeat.

        Raises:
            RefusedError: the signature was used before, or the body is no report for us.
        """
        self._rows.execute("BEGIN IMMEDIATE")
        try:
            self._burn(genuine)
            answer = self._known(idempotency_key, body) or self._kept(idempotency_key, body)
        except RefusedError:
            # The nonce is burnt all the same.
            self._rows.execute("COMMIT")
            raise
        except BaseException:
            self._rows.execute("ROLLBACK")
            raise
        self._rows.execute("COMMIT")
        return answer

    def close(self) -> None:
        """No more is taken."""
        self._rows.close()

    def _burn(self, genuine: Genuine) -> None:
        now = int(time.time())  # noqa: TID251 - stands alone
        self._rows.execute("DELETE FROM nonces WHERE expires < ?", (now - 2 * SKEW_SECONDS,))
        try:
            self._rows.execute("INSERT INTO nonces VALUES (?, ?)", (genuine.nonce, genuine.expires))
        except sqlite3.IntegrityError:
            raise RefusedError(401, "replayed") from None

    def _known(self, idempotency_key: str, body: bytes) -> str | None:
        found = self._rows.execute(
            "SELECT digest, answer FROM taken WHERE idempotency_key = ?", (idempotency_key,)
        ).fetchone()
        if found is None:
            return None
        if found[0] != _digest(body):
            raise RefusedError(422, "other_body")
        return str(found[1])

    def _kept(self, idempotency_key: str, body: bytes) -> str:
        name = f"{_name_of(body, self._agency)}-{idempotency_key}.json"
        _write(self._folder / name, body)
        answer = json.dumps({"result": "stored"})
        self._rows.execute("INSERT INTO taken VALUES (?, ?, ?)", (idempotency_key, _digest(body), answer))
        return answer


def _name_of(body: bytes, agency: str) -> str:
    try:
        envelope = json.loads(body)["envelope"]
        case, version = str(envelope["case"]), int(envelope["version"])
        ours = envelope["agency"] == agency or envelope["status"] == "test"
    except (ValueError, KeyError, TypeError):
        raise RefusedError(400, "malformed") from None
    if not _NAME.fullmatch(case):
        raise RefusedError(400, "malformed")
    if not ours:
        raise RefusedError(421, "other_agency")
    return f"{case}-{version}"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a repeat after a crash writes the same name again."""
    beside = path.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def make_app(verifier: Verifier, inbox: Inbox, url: str) -> web.Application:
    """The application that answers at *url* and nowhere else."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")

    async def take(request: web.Request) -> web.Response:
        try:
            answer = await _answer(request, verifier, inbox, target)
        except RefusedError as refused:
            sys.stdout.write(f"refused: {refused.code}\n")
            return web.json_response({"code": refused.code}, status=refused.status)
        sys.stdout.write("stored\n")
        return web.Response(status=202, text=answer, content_type="application/json")

    app = web.Application(client_max_size=LARGEST_BYTES)
    app.router.add_post(parts.path, take)
    return app


async def _answer(request: web.Request, verifier: Verifier, inbox: Inbox, target: str) -> str:
    if request.raw_path != target:
        raise RefusedError(404, "elsewhere")
    body = await request.read()
    genuine = verifier.verify(request.method, request.headers, body)
    key = _IDEMPOTENCY.fullmatch(request.headers["Idempotency-Key"])
    if key is None:
        raise RefusedError(400, "malformed")
    return inbox.take(genuine, key[1], body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until it is ended."""
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    command.add_argument("--url", required=True, help="the address that the helpline was given, exactly")
    command.add_argument("--agency", required=True, help="the agency's id at the helpline")
    command.add_argument("--key", required=True, action="append", type=Path, help="the helpline's key (PEM)")
    command.add_argument("--folder", type=Path, default=Path("reports"), help="where sealed reports go")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8443)
    command.add_argument("--certificate", type=Path, help="PEM chain; without it only loopback is served")
    command.add_argument("--certificate-key", type=Path)
    named = command.parse_args(arguments)
    if named.certificate is None and named.host not in _LOOPBACK:
        command.error("--host is not loopback and nothing encrypts: give --certificate, or a TLS proxy.")
    asyncio.run(_serve(named))
    return 0


async def _serve(named: argparse.Namespace) -> None:
    context = None
    if named.certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(named.certificate, named.certificate_key)
    verifier = Verifier([path.read_bytes() for path in named.key], named.url)
    inbox = Inbox(named.folder, named.agency)
    runner = web.AppRunner(make_app(verifier, inbox, named.url), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, named.host, named.port, ssl_context=context).start()
    sys.stdout.write(f"Taking reports for {named.agency}.\n")
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
