# SPDX-License-Identifier: EUPL-1.2
"""Who may ask: pages, hosts and machines."""

from typing import Any

import pytest

from chatserver.domain.errors import NotAllowedError
from chatserver.web.guards import (
    Guard,
    Ours,
    Sender,
    any_program,
    host_name,
    own_pages,
    own_pages_that_say_so,
    this_machine,
)

OURS = "https://help.example"
HOME = Ours(OURS, split=False)


def sender(**said: Any) -> Sender:
    """Somebody at this machine who says nothing but what is *said*."""
    return Sender(**{"origin": None, "fetch_site": None, "host": "localhost", "peer": "127.0.0.1", **said})


@pytest.mark.parametrize(
    ("guard", "said"),
    [
        (any_program, {}),
        (any_program, {"origin": OURS, "fetch_site": "same-origin"}),
        (own_pages, {}),
        (own_pages, {"fetch_site": "none"}),
        (own_pages, {"origin": OURS, "fetch_site": "same-origin"}),
        (own_pages_that_say_so, {"origin": OURS}),
        (own_pages_that_say_so, {"origin": OURS, "fetch_site": "same-origin"}),
        (this_machine, {"peer": "127.0.0.1"}),
        (this_machine, {"peer": "127.8.9.10"}),
        (this_machine, {"peer": "::1"}),
        (this_machine, {"peer": "::ffff:127.0.0.1"}),
        (this_machine, {"host": "::1"}),
    ],
)
def test_who_may_ask_may(guard: Guard, said: dict[str, str]) -> None:
    """A guard lets through those it is there for."""
    guard(sender(**said), HOME)


@pytest.mark.parametrize("guard", [own_pages, own_pages_that_say_so])
def test_split_pages_are_another_origin_of_the_same_site(guard: Guard) -> None:
    """The relay of pages elsewhere hears them say that they are of the same site, and nobody else."""
    split = Ours(OURS, split=True)
    guard(sender(origin=OURS, fetch_site="same-site"), split)

    for said in (
        {"origin": OURS, "fetch_site": "cross-site"},
        {"fetch_site": "same-site"},
        {"origin": "https://relay.example", "fetch_site": "same-origin"},
    ):
        with pytest.raises(NotAllowedError):
            guard(sender(**said), split)


@pytest.mark.parametrize(
    ("guard", "said"),
    [
        (any_program, {"origin": "null"}),
        (any_program, {"origin": "http://help.example"}),
        (any_program, {"origin": "https://help.example.evil.example"}),
        (any_program, {"origin": ""}),
        (own_pages, {"origin": "https://evil.example"}),
        (own_pages, {"fetch_site": "same-site"}),
        (own_pages, {"origin": OURS, "fetch_site": "same-site"}),
        (own_pages, {"fetch_site": "cross-site"}),
        (own_pages_that_say_so, {}),
        (own_pages_that_say_so, {"origin": OURS, "fetch_site": "cross-site"}),
        (this_machine, {"peer": "192.0.2.7"}),
        (this_machine, {"peer": "::ffff:192.0.2.7"}),
        (this_machine, {"peer": "fe80::1%lo"}),
        (this_machine, {"peer": ""}),
        (this_machine, {"peer": "a unix socket"}),
        (this_machine, {"host": "help.example"}),
        (this_machine, {"host": ""}),
    ],
)
def test_who_may_not_ask_is_refused(guard: Guard, said: dict[str, str]) -> None:
    """A guard refuses everybody else."""
    with pytest.raises(NotAllowedError):
        guard(sender(**said), HOME)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8320", "localhost"),
        ("LocalHost", "localhost"),
        ("[::1]:8320", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost@evil.example", "evil.example"),
        ("evil.example/localhost", "evil.example"),
        ("[::1", ""),
        ("", ""),
    ],
)
def test_a_host_is_read_as_browsers_read_it(header: str, name: str) -> None:
    """Ports and case do not matter, and nothing can be hidden before or behind the name."""
    assert host_name(header) == name
