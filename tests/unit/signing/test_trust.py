# SPDX-License-Identifier: EUPL-1.2
"""What a staff certificate must be to be believed: the vectors that TypeScript reads too."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from chatserver.signing.distrust import Distrust, DistrustError
from chatserver.signing.trust import Trust, verify_device, verify_identity
from tests.vectors import make_certificates as maker

VECTORS = json.loads((maker.FOLDER / "certificates.json").read_text(encoding="utf-8"))
Case = dict[str, Any]


def named(case: Case) -> str:
    """The vector's name, as the test's."""
    return str(case["name"])


def trust(case: Case) -> Trust:
    """What the vector is checked with."""
    return Trust(
        helpline=case["helpline"],
        roots=tuple(base64.b64decode(root) for root in case["roots"]),
        demo_allowed=case["demoAllowed"],
        now=case["now"],
        denied=frozenset(base64.b64decode(each) for each in case["denied"]),
    )


def verified(case: Case) -> object:
    """What the vector is read as."""
    device = verify_identity(
        base64.b64decode(case["identity"]),
        trust(case),
        conversation=base64.b64decode(case["conversation"]),
        leaf_key=base64.b64decode(case["leafKey"]),
    ).chain.device
    return maker.believed(device, demo=device.demo)


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_what_is_genuine_is_believed(case: Case) -> None:
    """A genuine identity is believed and read as it was written."""
    assert verified(case) == case["expect"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_what_is_wrong_is_refused_by_the_right_check(case: Case) -> None:
    """Each defect is refused, and by the check that it belongs to: no other one hides it."""
    with pytest.raises(DistrustError) as refused:
        verified(case)

    assert refused.value.why == case["expect"]


@pytest.mark.parametrize("case", VECTORS["valid"], ids=named)
def test_a_chain_alone_is_believed_without_its_endorsement(case: Case) -> None:
    """A device may be checked before it has a leaf to endorse."""
    content = base64.b64decode(case["identity"])
    chain = content[1:165] + content[167:-82]

    assert verify_device(chain, trust(case)).encode() == chain


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_each_layer_refuses_its_own(case: Case) -> None:
    """A sound chain is believed, whatever its device says of a leaf; one that is not is refused alone."""
    content = base64.b64decode(case["identity"])
    chain = content[1:165] + content[167:-82]
    if case["layer"] == "leaf":
        assert verify_device(chain, trust(case)).encode() == chain
    elif case["layer"] == "certificate":
        with pytest.raises(DistrustError) as refused:
            verify_device(chain, trust(case))
        assert refused.value.why == case["expect"]
    else:
        assert (case["layer"], case["expect"]) == ("identity", "malformed")


def test_every_refusal_has_a_vector() -> None:
    """No reason for distrust is without a vector."""
    of_a_list = {Distrust.DENY_LIST_OLD.value}  # in denied.json

    assert {case["expect"] for case in VECTORS["refused"]} | of_a_list == {why.value for why in Distrust}


def test_any_changed_bit_is_refused() -> None:
    """No bit of an identity can change without being noticed."""
    case = VECTORS["valid"][0]
    content = base64.b64decode(case["identity"])
    for at in range(len(content)):
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(DistrustError):
            verified({**case, "identity": base64.b64encode(changed).decode()})


@pytest.mark.parametrize("file", maker.FILES)
def test_the_vectors_are_what_their_script_writes(file: str) -> None:
    """The committed vectors are those that the script makes today."""
    committed = Path(maker.FOLDER / file).read_text(encoding="utf-8")

    assert committed == maker.written(maker.FILES[file]())
