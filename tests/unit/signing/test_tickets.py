# SPDX-License-Identifier: EUPL-1.2
"""Tickets: what comes back is what was said, or nothing."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from chatserver.domain.errors import BadTicketError, ExpiredTicketError, RefusedError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.signing.tickets import Admission, MemberTicket, Payload, PlaceTicket, Tickets
from tests.vectors import make_tickets as maker

NOW = 1_790_000_000_000
HOUR = 3_600_000
MINUTE = 60_000
CONVERSATION = ConversationId.of(bytes(range(24)))
ADMISSION = Admission(conversation=CONVERSATION, issued=NOW, expires=NOW + 12 * HOUR)
PLACE = PlaceTicket(
    conversation=CONVERSATION, audience="young", language="sv", joined=NOW, urgent=True, expires=NOW + HOUR
)
STAFF = MemberTicket(conversation=CONVERSATION, member=1, who=StaffId("s" * 22), epoch=3, expires=NOW + HOUR)
VISITOR = MemberTicket(conversation=CONVERSATION, member=0, who=None, epoch=0, expires=NOW + HOUR)

Open = Callable[[str, int], Payload]
LAYERS = {
    "mac": ("not ours", "no ticket"),
    "kind": ("another kind",),
    "payload": ("ours, of another version",),
    "time": ("issued in the future", "ExpiredTicketError"),
}
"""What each layer of a refusal says, inside the house."""
VECTORS = json.loads(maker.FILE.read_text(encoding="utf-8"))


@pytest.fixture
def tickets() -> Tickets:
    """Tickets of one deployment."""
    return Tickets(b"k" * 32)


def way_in(kind: str) -> Open:
    """The way in for tickets of *kind*, with the key of the vectors."""
    tickets = Tickets(maker.KEY)
    ways: dict[str, Open] = {
        "admission": tickets.open_admission,
        "place": tickets.open_place,
        "member": tickets.open_member,
    }
    return ways[kind]


@pytest.mark.parametrize("case", VECTORS["valid"], ids=lambda case: str(case["kind"]))
def test_tickets_of_this_version_are_understood(case: dict[str, Any]) -> None:
    """A ticket that is on its way while the server is replaced is still understood."""
    assert way_in(case["kind"])(case["ticket"], case["now"]) == maker.TICKETS[case["kind"]]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: str(case["name"]))
def test_each_defect_has_its_own_refusal(case: dict[str, Any]) -> None:
    """A ticket that is over is told apart from one that is not ours."""
    with pytest.raises(RefusedError) as refused:
        way_in(case["kind"])(case["ticket"], case["now"])

    assert refused.value.code == case["expect"]
    assert any(said in repr(refused.value) for said in LAYERS[case["layer"]])


def test_the_vectors_are_what_their_script_writes() -> None:
    """The committed vectors are those that the script makes today."""
    assert maker.FILE.read_text(encoding="utf-8") == maker.written()


def opener(tickets: Tickets, payload: Payload) -> Open:
    """The way in for this kind of ticket."""
    ways: dict[type[Payload], Open] = {
        Admission: tickets.open_admission,
        PlaceTicket: tickets.open_place,
        MemberTicket: tickets.open_member,
    }
    return ways[type(payload)]


PAYLOADS = pytest.mark.parametrize(
    "payload", [ADMISSION, PLACE, STAFF, VISITOR], ids=lambda p: type(p).__name__
)


@PAYLOADS
def test_what_is_sealed_comes_back(tickets: Tickets, payload: Payload) -> None:
    """A ticket says what was sealed."""
    assert opener(tickets, payload)(tickets.seal(payload), NOW) == payload


@PAYLOADS
def test_a_ticket_fits_its_shape_on_the_wire(tickets: Tickets, payload: Payload) -> None:
    """A ticket uses the characters, and the length, that the wire allows."""
    text = tickets.seal(payload)

    assert len(text) <= 1024
    assert text.replace("-", "").replace("_", "").replace(".", "").isalnum()
    assert text.isascii()


@PAYLOADS
def test_a_ticket_ends_after_its_slack(tickets: Tickets, payload: Payload) -> None:
    """Two minutes after its end a ticket is still taken, for the clocks' sake, and a moment later not."""
    text = tickets.seal(payload)
    last = payload.expires + 2 * MINUTE

    assert opener(tickets, payload)(text, last) == payload
    with pytest.raises(ExpiredTicketError):
        opener(tickets, payload)(text, last + 1)


def test_an_admission_of_the_future_is_refused(tickets: Tickets) -> None:
    """A ticket issued more than two minutes ahead comes from no honest clock."""
    text = tickets.seal(ADMISSION)

    assert tickets.open_admission(text, NOW - 2 * MINUTE) == ADMISSION
    with pytest.raises(BadTicketError):
        tickets.open_admission(text, NOW - 2 * MINUTE - 1)


@PAYLOADS
def test_another_deployments_ticket_is_refused(tickets: Tickets, payload: Payload) -> None:
    """A ticket is worth something only where its key is."""
    with pytest.raises(BadTicketError):
        opener(tickets, payload)(Tickets(b"o" * 32).seal(payload), NOW)


@pytest.mark.parametrize("other", [PLACE, STAFF], ids=lambda p: type(p).__name__)
def test_one_kind_is_not_taken_for_another(tickets: Tickets, other: Payload) -> None:
    """A ticket for one use opens nothing else."""
    with pytest.raises(BadTicketError):
        tickets.open_admission(tickets.seal(other), NOW)


def test_the_kind_decides_and_not_the_shape(tickets: Tickets) -> None:
    """A payload with all the fields of another kind is still of its own kind."""
    signed = f"place.{tickets.seal(ADMISSION).split('.')[1]}"
    mac = base64.urlsafe_b64encode(tickets._mac(signed)).rstrip(b"=").decode()
    with pytest.raises(BadTicketError, match="another kind"):
        tickets.open_admission(f"{signed}.{mac}", NOW)


def test_a_kind_cannot_be_renamed(tickets: Tickets) -> None:
    """The kind is under the signature."""
    renamed = "place." + tickets.seal(STAFF).partition(".")[2]
    with pytest.raises(BadTicketError):
        tickets.open_place(renamed, NOW)


def test_no_character_may_change(tickets: Tickets) -> None:
    """Any change of any character is refused, also one that decodes to the same bytes."""
    text = tickets.seal(ADMISSION)
    for at, character in enumerate(text):
        changed = text[:at] + ("A" if character != "A" else "B") + text[at + 1 :]
        with pytest.raises(BadTicketError):
            tickets.open_admission(changed, NOW)


def test_a_second_spelling_of_a_signature_is_refused(tickets: Tickets) -> None:
    """The spare bits of base64 do not make a second ticket."""
    text = tickets.seal(ADMISSION)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]
    macs = [base64.urlsafe_b64decode(each.rpartition(".")[2] + "=") for each in (text, twin)]

    assert macs[0] == macs[1]
    with pytest.raises(BadTicketError):
        tickets.open_admission(twin, NOW)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "admission", "admission..", "admission.e30.", "é.é.é", "a" * 5000, "\ud800"]
)
def test_nonsense_is_refused(tickets: Tickets, text: str) -> None:
    """Whatever is not a ticket is refused, and nothing else happens."""
    with pytest.raises(BadTicketError):
        tickets.open_admission(text, NOW)


def test_a_ticket_names_nobody_when_printed(tickets: Tickets) -> None:
    """What a ticket says can be printed without the conversation's name."""
    opened = tickets.open_admission(tickets.seal(ADMISSION), NOW)

    assert CONVERSATION.value not in repr(opened)


def test_a_short_key_is_refused() -> None:
    """A key that somebody has shortened signs nothing."""
    with pytest.raises(ValueError, match="32 bytes"):
        Tickets(b"short")
