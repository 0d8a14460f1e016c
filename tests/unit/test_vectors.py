# SPDX-License-Identifier: EUPL-1.2
"""Vectors of our own formats: one shape for all files, and each is what its script writes."""

import base64
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from tests.drivers import capsule
from tests.drivers.padded import NotPaddedError, pad, unpad
from tests.vectors import make_capsules, make_deeds, make_envelopes, make_padded

FOLDER = Path(make_padded.FILE).parent
FILES = [path.name for path in sorted(FOLDER.glob("*.json"))]
SAYING_ONLY = {"sealed.json", "words.json"}
"""Nothing in them is to be refused: what the client seals, and what devices are called."""
PADDED = json.loads(make_padded.FILE.read_text(encoding="utf-8"))
MAKERS = [make_capsules, make_deeds, make_envelopes, make_padded]
CAPSULES = json.loads(make_capsules.FILE.read_text(encoding="utf-8"))
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


@pytest.mark.parametrize("file", [name for name in FILES if name not in SAYING_ONLY])
def test_every_refusal_names_its_layer(file: str) -> None:
    """A file has what is taken and what is refused; each refusal has its own name and its layer."""
    vectors = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    names = [case["name"] for case in vectors["refused"]]

    assert len(vectors["valid"]) > 0
    assert len(names) == len(set(names)) > 0
    assert all(isinstance(case["layer"], str) and case["layer"] for case in vectors["refused"])


@pytest.mark.parametrize("file", [name for name in FILES if name not in SAYING_ONLY])
def test_every_file_has_its_script(file: str) -> None:
    """Vectors are made by a script beside them, which can be read."""
    assert importlib.util.find_spec(f"tests.vectors.make_{file.removesuffix('.json')}") is not None


@pytest.mark.parametrize(
    "maker", [make_capsules, make_deeds, make_envelopes, make_padded], ids=lambda m: m.FILE.name
)
def test_the_vectors_are_what_their_script_writes(maker: Any) -> None:
    """The committed vectors are those that the script makes today."""
    assert maker.FILE.read_text(encoding="utf-8") == maker.written()


@pytest.mark.parametrize("case", PADDED["valid"], ids=named)
def test_a_second_decoder_reads_what_clients_pad(case: Case) -> None:
    """Padding and content are what their description says, and are padded again to the same bytes."""
    padded = base64.b64decode(case["padded"])
    content = unpad(padded)

    assert len(padded) == case["size"]
    assert json.loads(content) == {"v": 1, **case["content"]}
    assert pad(content) == padded


@pytest.mark.parametrize("case", PADDED["refused"], ids=named)
def test_a_second_decoder_refuses_by_the_same_layer(case: Case) -> None:
    """What is padded otherwise is refused; what nobody understands comes out of its padding whole."""
    padded = base64.b64decode(case["padded"])
    if case["layer"] == "content":
        assert pad(unpad(padded)) == padded
    else:
        with pytest.raises(NotPaddedError):
            unpad(padded)


@pytest.mark.parametrize("case", CAPSULES["valid"], ids=named)
def test_a_second_opener_opens_what_pages_keep(case: Case) -> None:
    """What lies in a slot is what its description says."""
    assert capsule.opened(case["slot"], base64.b64decode(CAPSULES["key"])) == case["content"]


@pytest.mark.parametrize("case", CAPSULES["refused"], ids=named)
def test_a_second_opener_refuses_a_slot_by_the_same_layer(case: Case) -> None:
    """A slot that is none, one that does not open, and one of which nothing can be made, are told apart."""
    with pytest.raises(capsule.NotOpenedError) as refused:
        capsule.opened(case["slot"], base64.b64decode(CAPSULES["key"]))

    assert refused.value.layer == case["layer"]
