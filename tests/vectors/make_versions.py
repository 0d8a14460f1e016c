# SPDX-License-Identifier: EUPL-1.2
"""
Writes ``versions.json``: sealed versions of a case as they travel, with the signed report inside.

``layer`` of a refusal: ``wrap`` (the content key), ``ciphertext``, ``padding``, ``report`` (its spelling and
fields), ``name`` (another case or version), ``certificate`` and ``signature`` of whoever reports.  An agency
that only opens (``deploy/examples/receiver``) is stopped by the first three.  Keys and nonces are fixed;
sealing a key draws by chance.  Run it from the top folder: ``python tests/vectors/make_versions.py``.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chatserver.domain.staff import Role
from chatserver.signing import p256
from chatserver.signing.certificates import DeviceCertificate, DeviceChain
from chatserver.signing.issuing import sign_device, sign_issuing
from chatserver.signing.seals import ReportContext, pad_report, public_key_of
from tests.vectors.make_certificates import (
    ANNA,
    DEVICE,
    FOLDER,
    HELPLINE,
    ISSUER,
    ISSUING,
    NOW,
    ROOT,
    STRANGER,
    Case,
    text,
)
from tests.vectors.make_reports import wrapped_as_is

FILE: Final = FOLDER / "versions.json"
SEED: Final = hashlib.sha256(b"lykta vectors officer").digest()
FINGERPRINT: Final = hashlib.sha256(public_key_of(SEED)).hexdigest()
CONTENT_KEY: Final = hashlib.sha256(b"lykta vectors content key").digest()
NONCE: Final = bytes(range(12))
NAMED: Final = {"case": "AbCdEfGhIjKlMnOpQrStUv", "version": 1, "agency": "ostersund"}
CHAIN: Final = DeviceChain(
    sign_issuing(ROOT, ISSUING), sign_device(ISSUER, sign_issuing(ROOT, ISSUING), ANNA)
)
REPORT: Final[Case] = {
    "meta": {
        "case": NAMED["case"],
        "version": 1,
        "created": NOW * 1000,
        "agency": "ostersund",
        "agencyName": "Östersunds socialtjänst",
        "urgency": "p1",
        "status": "actual",
        "answersTo": "00" * 32,
    },
    "concern": {"childWords": 'Han sa: "kom hit".\nJag vågar inte.', "ongoing": "yes"},
    "child": {"name": "Kim 😀", "age": "14"},
    "guardians": [{"name": "Mamma", "informed": "no"}],
    "now": {"where": "Hemma", "doNotCall": True},
    "reporter": {"name": "Anna", "organisation": HELPLINE, "mandated": "no"},
    "excerpts": [{"from": "child", "at": NOW * 1000 - 60_000, "text": "hej\u2028där </script>"}],
}


def spelled(value: object) -> bytes:
    """*value* in its one spelling."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(
    report: Case = REPORT,
    *,
    key: p256.PrivateKey = DEVICE,
    certificate: DeviceChain = CHAIN,
    over: Case | None = None,
    **more: object,
) -> bytes:
    """*report*, vouched for by *key*; *over*: what is signed instead."""
    about = over or report
    meta = about["meta"]
    digest = hashlib.sha256(spelled(about)).hexdigest()
    said = f"lykta/report/v1|{meta['case']}|{meta['version']}|{digest}".encode()
    whole = {
        "certificate": text(certificate.encode()),
        "report": report,
        "signature": text(p256.sign(key, said)),
    }
    return spelled({"v": 1, **whole, **more})


def certified(device: DeviceCertificate, issuer: p256.PrivateKey = ISSUER) -> DeviceChain:
    """Whatever *device* says, signed by *issuer*."""
    return DeviceChain(CHAIN.issuing, sign_device(issuer, CHAIN.issuing, device))


def changed(**fields: object) -> Case:
    """The report with other sections."""
    return {**REPORT, **fields}


def case(name: str, layer: str, padded: bytes, **more: object) -> Case:
    """One version of the case, sealed to the officer; *more* replaces what it is told to be, or carries."""
    bound = f"lykta/report/v1|{NAMED['case']}|{NAMED['version']}".encode()
    context = ReportContext(agency="ostersund", key=FINGERPRINT, case=str(NAMED["case"]))
    made = {
        "ciphertext": text(NONCE + AESGCM(CONTENT_KEY).encrypt(NONCE, padded, bound)),
        "wraps": [
            {"key": FINGERPRINT, "sealed": text(wrapped_as_is(CONTENT_KEY, public_key_of(SEED), context))}
        ],
    }
    return {"name": name, "layer": layer, **NAMED, **made, **more}


def valid() -> Iterator[Case]:
    """Versions that open, and the report in each."""
    least = {"meta": REPORT["meta"], "concern": {"observed": "."}, "reporter": {"name": "A"}}
    long = changed(history={"earlier": "å" * 4_000})
    for name, report in (("most sections", REPORT), ("the least", least), ("of 16 kB", long)):
        yield case(name, "", pad_report(signed(report)), report=report)


def refused() -> Iterator[Case]:
    """Versions that are not believed."""
    yield from _closed()
    yield from _malformed()
    yield from _unvouched()


def _closed() -> Iterator[Case]:
    good = case("", "", pad_report(signed()))
    sealed = good["wraps"][0]["sealed"]
    other = ReportContext(agency="ostersund", key=FINGERPRINT, case="another")
    for name, wrap in (
        ("a key for another case", text(wrapped_as_is(CONTENT_KEY, public_key_of(SEED), other))),
        ("a key cut short", sealed[:1000]),
    ):
        yield {**good, "name": name, "layer": "wrap", "wraps": [{"key": FINGERPRINT, "sealed": wrap}]}
    yield {**good, "name": "told to be of another agency", "layer": "wrap", "agency": "krokom"}
    yield {**good, "name": "told to be another version", "layer": "ciphertext", "version": 2}
    last = good["ciphertext"][:-3] + ("A" if good["ciphertext"][-3] != "A" else "B") + good["ciphertext"][-2:]
    yield {**good, "name": "a bit of the text", "layer": "ciphertext", "ciphertext": last}
    yield {**good, "name": "only a nonce", "layer": "ciphertext", "ciphertext": text(NONCE)}
    yield case("padded further than needed", "padding", pad_report(signed()).ljust(16_384, b"\0"))


def _malformed() -> Iterator[Case]:
    spaced = json.dumps(json.loads(signed()), sort_keys=True, ensure_ascii=False).encode()
    escaped = json.dumps(json.loads(signed()), sort_keys=True, separators=(",", ":")).encode()
    for name, body in (
        ("no JSON", b"hello"),
        ("with spaces", spaced),
        ("with escapes", escaped),
        ("a key twice", signed().replace(b'"v":1}', b'"v":1,"v":1}')),
        ("of a later version", signed(v=2)),
        ("with something beside", signed(extra=1)),
    ):
        yield case(name, "report", pad_report(body))
    meta = REPORT["meta"]
    for name, report in (
        ("no concern", changed(concern={"when": "nu"})),
        ("no reporter", changed(reporter={"contact": "0"})),
        ("an unknown field", changed(child={"name": "Kim", "photo": "x"})),
        ("an unknown section", changed(attachments={})),
        ("a field of another kind", changed(child={"name": 14})),
        ("an empty text", changed(child={"name": " "})),
        ("a control character", changed(child={"name": "Kim\u0007"})),
        ("a line with a line break", changed(child={"name": "Kim\nAnna"})),
        ("a text too long", changed(history={"earlier": "x" * 4_001})),
        ("three guardians", changed(guardians=[{"informed": "no"}] * 3)),
        ("a guardian of whom nothing is said", changed(guardians=[{"name": "Pappa"}])),
        ("an excerpt by nobody", changed(excerpts=[{"at": 1, "text": "x"}])),
        ("another urgency", changed(meta={**meta, "urgency": "p3"})),
        ("a time that is none", changed(meta={**meta, "created": "now"})),
    ):
        yield case(name, "report", pad_report(signed(report)))


def _unvouched() -> Iterator[Case]:
    meta = REPORT["meta"]
    yield case("inside, another case", "name", pad_report(signed(changed(meta={**meta, "case": "another"}))))
    yield case("inside, another version", "name", pad_report(signed(changed(meta={**meta, "version": 2}))))
    late = changed(meta={**meta, "created": (ANNA.not_after + 3_600) * 1000})
    officer = certified(replace(ANNA, role=Role.OFFICER))
    for name, body in (
        ("after the certificate's end", signed(late)),
        ("certified by a stranger", signed(certificate=certified(ANNA, STRANGER))),
        ("by an officer", signed(certificate=officer)),
    ):
        yield case(name, "certificate", pad_report(body))
    yield case("signed by a stranger", "signature", pad_report(signed(key=STRANGER)))
    other = changed(child={"name": "Robin"})
    yield case("changed after signing", "signature", pad_report(signed(over=other)))


def written() -> str:
    """As it stands in the file."""
    told = {"seed": text(SEED), "helpline": HELPLINE, "roots": [text(p256.point(ROOT))], "now": NOW}
    return json.dumps({**told, "valid": list(valid()), "refused": list(refused())}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
