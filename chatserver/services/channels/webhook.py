# SPDX-License-Identifier: EUPL-1.2
"""The webhook: the sealed report, as it is stored, to the agency's own machine, in a signed request.

A machine's yes is *delivered*: it ends the sending on this channel, and never the ladder.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from chatserver.services.channels import outbound
from chatserver.services.channels.channel import Errand, Result
from chatserver.services.channels.outbound import Reach, Request
from chatserver.services.ports import Chance, Clock
from chatserver.signing.httpsignatures import NONCE_BYTES, Unsigned, sign_request
from chatserver.signing.keyfiles import KeyFileError
from chatserver.signing.webhookkeys import WebhookKeys
from chatserver.wire.sealed import MEDIA_TYPE


class Webhook:
    """The way to agencies' machines; signs with the key in *folder*."""

    def __init__(self, folder: Path, reach: Reach, clock: Clock, chance: Chance) -> None:
        self._keys = WebhookKeys(folder)
        self._reach = reach
        self._clock = clock
        self._chance = chance

    async def send(self, errand: Errand) -> Result:
        """Send it, signed anew: the nonce differs at each attempt, the idempotency key does not."""
        try:
            return await outbound.ask(await self._signed(errand), self._reach)
        except KeyFileError:
            return Result.NOT_SET_UP

    async def _signed(self, errand: Errand) -> Request:
        key = await asyncio.to_thread(self._keys.key)
        body = errand.report.encode()
        request = Unsigned("POST", errand.address, {**_headers(errand)})
        now, nonce = self._clock.now_ms() // 1000, self._chance.token(NONCE_BYTES)
        sign_request(request, body, key, now=now, nonce=nonce)
        return Request(method=request.method, url=request.url, headers=request.headers, body=body)


def _headers(errand: Errand) -> Mapping[str, str]:
    return {"Content-Type": MEDIA_TYPE, "Idempotency-Key": f'"{errand.idempotency_key}"'}


def check_address(address: str) -> None:
    """
    An address of a machine.

    Raises:
        AddressError: it is none.
    """
    outbound.check_url(address)
