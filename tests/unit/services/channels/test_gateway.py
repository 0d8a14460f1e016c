# SPDX-License-Identifier: EUPL-1.2
"""The bell through a gateway: what a provider gets, in the way that it wants it."""

import ipaddress
import json
from typing import Literal
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from chatserver.services.channels.channel import AddressError, Result
from chatserver.services.channels.gateway import Gateway, Provider, check_address
from chatserver.services.channels.outbound import Reach
from chatserver.services.channels.replies import ReplyCodes, Rung
from tests.drivers.authority import Authority
from tests.drivers.canary import holds
from tests.drivers.counterparts import Serve
from tests.drivers.errands import AGENCY, CANARY, CASE, errand
from tests.drivers.manual import HandClock

NUMBER = "+46701234567"
CODES = ReplyCodes(b"k" * 32, HandClock())
CODE = CODES.code_for(Rung(CASE, 0, 1))
TEXT = f"En rapport väntar, nummer 803-066. A report is waiting. Jag tar den/On it: {CODE}"
GSM_CHARACTERS = 160


class Asked:
    """A provider that keeps what it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.headers: dict[str, str] = {}
        self.whole = b""
        self.path = ""

    async def take(self, request: web.Request) -> web.Response:
        """Keep it."""
        self.headers, self.whole = dict(request.headers), await request.read()
        self.path = request.raw_path
        return web.Response(status=self.status)


async def ring(
    serve: Serve, authority: Authority, asked: Asked, body: Literal["json", "form"] = "json"
) -> Result:
    """Ring through a provider that wants *body*."""
    provider = Provider(
        url=await serve(asked.take),
        body=body,
        fields={"recipient": "{to}", "message": "{text}", "from": "Lykta {other}"},
        headers={"Authorization": "Bearer s3cret"},
    )
    reach = Reach(private_networks=(ipaddress.ip_network("127.0.0.0/8"),), authorities=authority.file)
    return await Gateway(provider, reach, CODES).send(errand(NUMBER))


async def test_json(serve: Serve, authority: Authority) -> None:
    """Number, text and what is fixed, in the fields that the provider wants."""
    asked = Asked()
    assert await ring(serve, authority, asked) is Result.BELL

    assert json.loads(asked.whole) == {"recipient": NUMBER, "message": TEXT, "from": "Lykta {other}"}
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.headers["Authorization"] == "Bearer s3cret"
    assert asked.path == "/take"


async def test_form(serve: Serve, authority: Authority) -> None:
    """The same as a form."""
    asked = Asked()
    assert await ring(serve, authority, asked, "form") is Result.BELL

    assert parse_qs(asked.whole.decode()) == {
        "recipient": [NUMBER],
        "message": [TEXT],
        "from": ["Lykta {other}"],
    }
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"


async def test_nothing_of_the_report_or_its_envelope_rings(serve: Serve, authority: Authority) -> None:
    """The provider learns a number and two sentences; the same errand is known by its key."""
    asked = Asked()
    await ring(serve, authority, asked)
    whole = asked.whole + repr(asked.headers).encode()

    assert not any(holds(whole, text) for text in (CANARY, CASE, AGENCY))
    assert not any(text in whole for text in (b"p0", b"actual", b"way-1"))
    assert asked.headers["Idempotency-Key"] == f'"{errand(NUMBER).idempotency_key}"'
    assert holds(whole + CANARY.encode(), CANARY)


def test_a_bell_is_one_message() -> None:
    """Longer ones arrive in parts, or not at all."""
    assert len(TEXT) <= GSM_CHARACTERS


@pytest.mark.parametrize(("status", "result"), [(401, Result.REFUSED), (503, Result.BUSY)])
async def test_a_providers_no_is_told(
    serve: Serve, authority: Authority, status: int, result: Result
) -> None:
    """Nothing has rung."""
    assert await ring(serve, authority, Asked(status)) is result


@pytest.mark.parametrize(
    "address", ["0701234567", "+46 70 123", "+46701234567\n", "+0701234567", "{text}", ""]
)
def test_what_is_no_number(address: str) -> None:
    """It is refused when it is recorded."""
    with pytest.raises(AddressError):
        check_address(address)


def test_a_provider_prints_as_nothing() -> None:
    """It holds a secret."""
    assert "s3cret" not in repr(Provider(url="https://a.example/", fields={}, headers={"a": "s3cret"}))
