# SPDX-License-Identifier: EUPL-1.2
"""The closed set of refusal codes."""

from collections.abc import Iterator

from chatserver.domain.errors import RefusedError
from chatserver.wire.codes import CODES, RETRIED


def refusals(of: type[RefusedError] = RefusedError) -> Iterator[type[RefusedError]]:
    """Every refusal that the server can raise."""
    for refusal in of.__subclasses__():
        if refusal.__module__.startswith("chatserver."):
            yield refusal
        yield from refusals(refusal)


def test_every_refusal_has_a_documented_code() -> None:
    """The codes are those of all refusals, plus "internal" for everything else, and no others."""
    assert {refusal.code for refusal in refusals()} | {"internal"} == set(CODES)


def test_no_two_refusals_share_a_code() -> None:
    """A code says which refusal it is."""
    codes = [refusal.code for refusal in refusals()]

    assert len(codes) == len(set(codes))


def test_retry_is_documented_as_it_is_answered() -> None:
    """A code is listed as worth asking again if and only if its refusal says so; "internal" is."""
    assert {refusal.code for refusal in refusals() if refusal.retry} | {"internal"} == RETRIED


def test_every_code_says_what_it_means() -> None:
    """Each sentence begins with a capital and ends with a full stop."""
    assert [code for code, says in CODES.items() if not (says[0].isupper() and says.endswith("."))] == []
