# SPDX-License-Identifier: EUPL-1.2
"""The gateway: a bell by text message or by voice, through whichever provider speaks HTTP.

Providers differ in names and in little else, so one is described, not programmed: an address, a method,
fields in which ``{to}`` and ``{text}`` are replaced, headers in which ``{secret}`` is.  The number and the
text travel in the body alone: addresses end in the logs of proxies.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

from chatserver.services.channels import outbound
from chatserver.services.channels.bell import short_text_of
from chatserver.services.channels.channel import AddressError, Errand, Result
from chatserver.services.channels.outbound import Reach, Request
from chatserver.services.channels.replies import ReplyCodes, Rung

_NUMBER: Final = re.compile(r"\+[1-9][0-9]{5,14}")
_MEDIA: Final = {"json": "application/json", "form": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """How one provider is asked.  It prints as nothing."""

    url: str
    method: Literal["POST", "PUT"] = "POST"
    body: Literal["json", "form"] = "json"
    fields: Mapping[str, str]
    headers: Mapping[str, str]
    """With the secret in its place."""

    def __repr__(self) -> str:
        return "<Provider>"


class Gateway:
    """The way through *provider*."""

    def __init__(self, provider: Provider, reach: Reach, codes: ReplyCodes) -> None:
        self._provider = provider
        self._reach = reach
        self._codes = codes

    async def send(self, errand: Errand) -> Result:
        """Hand the bell over, with the code that postpones the next rung."""
        code = self._codes.code_for(Rung(errand.case, errand.loop, errand.rung))
        values = {"{to}": errand.address, "{text}": short_text_of(errand.case, code)}
        result = await outbound.ask(_request(self._provider, values, errand.idempotency_key), self._reach)
        return Result.BELL if result is Result.DELIVERED else result


def _request(provider: Provider, values: Mapping[str, str], key: str) -> Request:
    fields = {name: _filled(text, values) for name, text in provider.fields.items()}
    return Request(
        method=provider.method,
        url=provider.url,
        headers={**provider.headers, "Content-Type": _MEDIA[provider.body], "Idempotency-Key": f'"{key}"'},
        body=(json.dumps(fields) if provider.body == "json" else urlencode(fields)).encode(),
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    # In one pass: what was put in is never looked at again.
    return re.sub(r"\{(?:to|text)\}", lambda found: values[found.group()], text)


def check_address(address: str) -> None:
    """
    A telephone number as every provider takes it (E.164).

    Raises:
        AddressError: it is none.
    """
    if not _NUMBER.fullmatch(address):
        raise AddressError("A telephone number is written +46..., without spaces.")
