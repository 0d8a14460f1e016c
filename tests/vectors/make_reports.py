# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``reports.json``: sealed reports that both languages must open, and some that they must refuse.

Keys are fixed; sealing draws by chance, so that each run writes other seals of the same reports.
Run it from the top folder when the format changes: ``python tests/vectors/make_reports.py``.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from chatserver.signing.seals import ReportContext, pad_report, public_key_of, seal_report

FILE: Final = Path(__file__).with_name("reports.json")
SEED: Final = hashlib.sha256(b"lykta vectors report").digest()
STRANGER: Final = hashlib.sha256(b"lykta vectors stranger").digest()
CONTEXT: Final = ReportContext(agency="ostersund", key="2026-1", case="c0ffee")
TEXT: Final = "Det gäller en flicka på 14 år.".encode()

Case = dict[str, Any]


def text(content: bytes) -> str:
    """*content* as the vectors write bytes."""
    return base64.b64encode(content).decode()


def valid() -> Iterator[Case]:
    """Reports that open.  Most of a report is padding: only the smallest length is written out."""
    for name, report in (("nothing", b""), ("a line", TEXT), ("the most of 4 kB", b"x" * 4_092)):
        sealed = seal_report(report, public_key_of(SEED), CONTEXT)
        yield {"name": name, **asdict(CONTEXT), "sealed": text(sealed), "report": text(report)}


def refused() -> Iterator[Case]:
    """Reports that stay closed: by HPKE (``seal``), the padding inside (``padding``), names (``context``)."""
    good = seal_report(TEXT, public_key_of(SEED), CONTEXT)
    for field in ("agency", "key", "case"):
        yield case(f"another {field}", "seal", good, replace(CONTEXT, **{field: "another"}))
    # The names in one row would be the same: agency and key, key and case change places.
    yield case("names moved along", "context", good, replace(CONTEXT, agency="ostersund|2026-1"))
    yield case("an empty name", "context", good, replace(CONTEXT, case=""))
    for part, at in (("ML-KEM", 5), ("X25519", 1_100), ("the text", 2_000), ("the tag", len(good) - 1)):
        yield case(f"a bit of {part}", "seal", good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
    yield case("cut short", "seal", good[:-1])
    yield case("half a key", "seal", good[:600])
    yield case("nothing at all", "seal", b"")
    yield case("for a stranger", "seal", seal_report(TEXT, public_key_of(STRANGER), CONTEXT))
    padded = pad_report(TEXT)
    yield case("padded to another length", "padding", sealed_as_is(padded + bytes(256)))
    yield case("padded further than needed", "padding", sealed_as_is(padded.ljust(16_384, b"\0")))
    yield case("padded with something", "padding", sealed_as_is(padded[:-1] + b"\1"))
    yield case("a length that lies", "padding", sealed_as_is(b"\0\1\0\0" + padded[4:]))
    yield case("three bytes", "padding", sealed_as_is(b"\0\0\0"))


def case(name: str, layer: str, sealed: bytes, context: ReportContext = CONTEXT) -> Case:
    """One vector of what stays closed, and the layer that keeps it so."""
    return {"name": name, "layer": layer, **asdict(context), "sealed": text(sealed)}


def sealed_as_is(padded: bytes) -> bytes:
    """What a sender that pads in its own way would seal."""
    return wrapped_as_is(padded, public_key_of(SEED), CONTEXT)


def wrapped_as_is(content: bytes, public: bytes, context: ReportContext) -> bytes:
    """*content*, not padded, for the owner of *public*: as a content key is sealed."""
    to = MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:1184]),
        x25519.X25519PublicKey.from_public_bytes(public[1184:]),
    )
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite.encrypt(content, to, context.info())


def written() -> str:
    """As it stands in the file."""
    key = {"seed": text(SEED), "publicKey": text(public_key_of(SEED))}
    return json.dumps({**key, "valid": list(valid()), "refused": list(refused())}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
