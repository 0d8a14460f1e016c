# SPDX-License-Identifier: EUPL-1.2
"""What our client makes, read by another implementation of MLS that shares no line with it."""

import base64
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rfc9180.exceptions import OpenError
from rfc9420 import RFC9420Error
from rfc9420.mls.exceptions import CommitValidationError

from chatserver.signing.words import words_of
from chatserver.wire.mls import stamp_of
from tests.drivers.our_node import OurNode, Refused, bundle
from tests.drivers.padded import pad, unpad
from tests.drivers.second_mls import SecondMember, read_key_package

VISITOR = 0
WORDS_BYTES = 10
GROUP_AT, EPOCH_AT, STAMP_AT = 5, 36, 39
"""Where a sealed message has them in clear (`chatserver.wire.mls`)."""


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our client in Node."""
    return bundle("group_of_ours", tmp_path_factory.mktemp("driver"))


@dataclass(frozen=True, slots=True)
class Meeting:
    """Our people in one process, the others here."""

    ours: OurNode
    conversation: bytes
    now: int

    def second(self, member: int, name: str = "Py", *, old_hashes: bool = False) -> SecondMember:
        """Somebody of the other library, let in by our visitor; nobody else of theirs is there."""
        newcomer, answer = self.lets_in(member, name)
        newcomer.joins(base64.b64decode(answer["welcome"]), old_hashes=old_hashes)
        assert said(newcomer, base64.b64decode(answer["message"])) == (VISITOR, "välkommen")
        return newcomer

    def lets_in(self, member: int, name: str) -> tuple[SecondMember, dict[str, str]]:
        """The visitor's client checks the key package and makes the commit and the Welcome."""
        newcomer = SecondMember()
        identity = self.ours.bytes_of(
            "endorse", "identity", name=name, role="counsellor", key=newcomer.signing.point
        )
        package = newcomer.key_package(identity, now=self.now)
        return newcomer, self.ours.asks("add", member=member, keyPackage=package)

    def ours_joins(self, member: int, name: str, others: Sequence[SecondMember]) -> None:
        """One of ours comes in, and everybody of theirs follows."""
        package = self.ours.bytes_of("candidate", "keyPackage", member=member, name=name, role="counsellor")
        read_key_package(package, self.now)
        answer = self.ours.asks("add", member=member, keyPackage=package)
        for other in others:
            assert other.follows(base64.b64decode(answer["commit"])) == VISITOR
            assert said(other, base64.b64decode(answer["message"])) == (VISITOR, "välkommen")

    def agrees(self, *others: SecondMember) -> int:
        """All have the same epoch and, from the exporter, the same five words; the answer is the epoch."""
        answer = self.ours.asks("words", member=VISITOR)
        for other in others:
            exported = other.exports(b"lykta words v1", self.conversation, WORDS_BYTES)
            assert list(words_of(exported)) == answer["words"]
            assert other.group.get_epoch() == answer["epoch"]
        return int(answer["epoch"])


def said(to: SecondMember, message: bytes) -> tuple[int, str]:
    """The leaf that spoke and its text, by a decoder of our padding that shares no line with ours."""
    leaf, padded = to.opens(message)
    content = json.loads(unpad(padded))
    assert content["v"] == 1
    return leaf, content["text"]


@pytest.fixture
def meeting(driver: Path) -> Iterator[Meeting]:
    """A conversation in which only the visitor is."""
    with OurNode(driver) as ours:
        yield Meeting(ours, ours.bytes_of("begin", "conversation"), int(time.time()))  # noqa: TID251 - Node's clock


def test_two_understand_each_other_through_many_epochs(meeting: Meeting) -> None:
    """Welcome, messages, and the fresh keys of every later epoch, in a group of two."""
    other = meeting.second(1)
    for renewed in range(5):
        assert meeting.agrees(other) == 1 + renewed
        text = f"hej {renewed} " + "å" * 300 * renewed
        assert said(other, meeting.ours.bytes_of("seal", "message", member=VISITOR, text=text)) == (0, text)
        assert other.follows(meeting.ours.bytes_of("renew", "commit", member=VISITOR)) == VISITOR


def test_a_newcomer_is_followed_in_a_group_of_three(meeting: Meeting) -> None:
    """A key package, an Add, and what a second member of ours says and renews."""
    other = meeting.second(1)
    meeting.ours_joins(2, "Anna", [other])
    assert said(other, meeting.ours.bytes_of("seal", "message", member=2, text="jag lyssnar")) == (
        2,
        "jag lyssnar",
    )
    assert other.follows(meeting.ours.bytes_of("renew", "commit", member=2)) == 2
    assert other.follows(meeting.ours.bytes_of("renew", "commit", member=VISITOR)) == VISITOR
    assert said(other, meeting.ours.bytes_of("seal", "message", member=2, text="igen")) == (2, "igen")
    assert meeting.agrees(other) == 4


def test_a_handover_is_followed_in_a_group_of_four(meeting: Meeting) -> None:
    """Adds, renewals and a Remove among four; who takes the free leaf is heard under it."""
    other = meeting.second(1)
    meeting.ours_joins(2, "Anna", [other])
    meeting.ours_joins(3, "Bo", [other])
    assert other.follows(meeting.ours.bytes_of("renew", "commit", member=3)) == 3
    assert other.follows(meeting.ours.bytes_of("remove", "commit", member=2)) == VISITOR
    assert meeting.agrees(other) == 5
    meeting.ours_joins(4, "Cia", [other])
    assert said(other, meeting.ours.bytes_of("seal", "message", member=4, text="Cia")) == (2, "Cia")
    assert other.follows(meeting.ours.bytes_of("renew", "commit", member=4)) == 2
    assert meeting.agrees(other) == 7


def test_who_is_removed_is_shut_out(meeting: Meeting) -> None:
    """The removed one cannot follow its own removal, nor read on, and has no words of the next epoch."""
    removed = meeting.second(1)
    stays, answer = meeting.lets_in(2, "Pi")
    removed.follows(base64.b64decode(answer["commit"]))
    stays.joins(base64.b64decode(answer["welcome"]))
    meeting.agrees(removed, stays)

    commit = meeting.ours.bytes_of("remove", "commit", member=1)
    later = meeting.ours.bytes_of("seal", "message", member=VISITOR, text="secret")

    assert stays.follows(commit) == VISITOR
    assert said(stays, later) == (VISITOR, "secret")
    with pytest.raises(RFC9420Error):
        removed.follows(commit)
    with pytest.raises(OpenError):
        removed.opens(later)
    epoch = meeting.agrees(stays)
    assert removed.group.get_epoch() == epoch - 1


def test_who_comes_after_renewals_needs_one_check_of_the_library_left_out(meeting: Meeting) -> None:
    """The library refuses leaves whose parents others have renewed since; without that check all is well."""
    early = meeting.second(1)
    meeting.ours_joins(2, "Anna", [early])
    for member in (2, VISITOR):
        early.follows(meeting.ours.bytes_of("renew", "commit", member=member))
    newcomer, answer = meeting.lets_in(3, "Pi")
    early.follows(base64.b64decode(answer["commit"]))
    welcome = base64.b64decode(answer["welcome"])

    with pytest.raises(CommitValidationError, match="invalid parent_hash for leaf"):
        newcomer.joins(welcome)
    newcomer.joins(welcome, old_hashes=True)
    meeting.agrees(early, newcomer)
    commit = meeting.ours.bytes_of("renew", "commit", member=2)
    assert [each.follows(commit) for each in (early, newcomer)] == [2, 2]
    meeting.agrees(early, newcomer)


def test_our_client_understands_what_the_other_says(meeting: Meeting) -> None:
    """A message of the other library is opened by ours, under the sender's certified name."""
    other = meeting.second(1, "Pia")
    text = json.dumps({"v": 1, "text": "hej från Python"}).encode()
    message = other.says(pad(text), stamp_of(1, 1))

    opened = meeting.ours.asks("open", member=VISITOR, by=1, n=1, message=message)

    assert opened == {"content": {"text": "hej från Python"}, "name": "Pia"}
    with pytest.raises(Refused, match="sender"):
        meeting.ours.asks("open", member=VISITOR, by=1, n=3, message=other.says(pad(text), stamp_of(1, 2)))


@pytest.mark.parametrize("at", [GROUP_AT, EPOCH_AT, STAMP_AT, -200, -1])
def test_one_flipped_bit_is_noticed(meeting: Meeting, at: int) -> None:
    """The control: a message of ours with one bit changed, outside or inside its seal, does not open."""
    other = meeting.second(1)
    message = bytearray(meeting.ours.bytes_of("seal", "message", member=VISITOR, text="hej"))
    message[at] ^= 1
    with pytest.raises(OpenError):
        other.opens(bytes(message))


def test_another_label_gives_other_words(meeting: Meeting) -> None:
    """The control: the exporter with another label, or for another conversation, agrees about nothing."""
    other = meeting.second(1)
    words = meeting.ours.asks("words", member=VISITOR)["words"]
    for label, context in ((b"lykta words v2", meeting.conversation), (b"lykta words v1", bytes(24))):
        assert list(words_of(other.exports(label, context, WORDS_BYTES))) != words
