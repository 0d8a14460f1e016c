# SPDX-License-Identifier: EUPL-1.2
"""What a static host serves, compared with a manifest, from outside: as anybody may.

Rule: whatever is not as the manifest says is told; nothing is taken from the host's own word.
"""

from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from chatserver.domain.errors import CannotError
from chatserver.web.headers import Headers, Kind
from chatserver.web.manifest import DENIED, DENIED_TYPE, MANIFEST, Listed, Manifest, digest

_TRANSPORT: Final = frozenset(
    {
        "accept-ranges",
        "age",
        "alt-svc",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "etag",
        "expires",
        "keep-alive",
        "last-modified",
        "location",
        "server",
        "transfer-encoding",
        "vary",
        "via",
    }
)
"""Headers that a host may add: none of them changes what a page may do."""
_PATIENCE: Final = ClientTimeout(total=30)


async def differences(origin: str, manifest: Manifest, content: bytes) -> list[str]:
    """
    Everything in which *origin* is not as *manifest* says, whose bytes are *content*.

    Raises:
        CannotError: it does not answer.
    """
    async with ClientSession(origin, timeout=_PATIENCE, headers={"Accept-Encoding": "identity"}) as http:
        try:
            found = [one async for one in _found(http, manifest, content)]
        except (ClientError, TimeoutError) as wrong:
            raise CannotError(f"{origin} does not answer ({type(wrong).__name__}).") from None
    if origin != manifest.app:
        found.insert(0, f"{origin} is not the origin that the manifest is for: {manifest.app}")
    return found


async def fetched(origin: str) -> bytes:
    """
    What *origin* says of itself.

    Raises:
        CannotError: it does not answer, or has no manifest.
    """
    try:
        async with ClientSession(origin, timeout=_PATIENCE) as http, http.get(MANIFEST) as answer:
            if answer.status != HTTPStatus.OK:
                raise CannotError(f"{origin} has no {MANIFEST}: is it a site that `lykta static` wrote?")
            return await answer.read()
    except (ClientError, TimeoutError) as wrong:
        raise CannotError(f"{origin} does not answer ({type(wrong).__name__}).") from None


async def _found(http: ClientSession, manifest: Manifest, content: bytes) -> AsyncIterator[str]:
    own = Listed(Kind.PUBLIC, "application/json", len(content), digest(content))
    for path, listed in {MANIFEST: own, **manifest.files}.items():
        async with http.get(path, allow_redirects=False) as answer:
            for one in _of_file(answer, listed, await answer.read(), manifest.said(listed.kind, path)):
                yield f"{path}: {one}"
    async with http.get(DENIED, allow_redirects=False) as answer:
        for one in _of_list(answer, {**manifest.said(Kind.OTHER, DENIED), "Content-Type": DENIED_TYPE}):
            yield f"{DENIED}: {one}"
    for short, whole in manifest.moved.items():
        async with http.get(short, allow_redirects=False) as answer:
            for one in _of_move(answer, whole, manifest.said(Kind.OTHER, short)):
                yield f"{short}: {one}"
    for path in _of_nobody(manifest, digest(content)):
        async with http.get(path, allow_redirects=False) as answer:
            for one in _of_nothing(answer, manifest.said(Kind.OTHER, path)):
                yield f"{path}: {one}"


def _of_nobody(manifest: Manifest, mark: str) -> list[str]:
    """Paths that no site has: a host that answers them with something might answer anything."""
    return [f"{prefix}assets/{mark[:8]}.js" for prefix in ("/", *manifest.extra_csp)]


def _of_file(answer: ClientResponse, listed: Listed, content: bytes, said: Headers) -> list[str]:
    if answer.status != HTTPStatus.OK:
        return [f"answers {answer.status}"]
    found, is_now = _of_headers(answer.headers, {**said, "Content-Type": listed.type}), digest(content)
    if is_now != listed.sha256:
        lengths = f"{len(content)} bytes instead of {listed.bytes}"
        found.append(f"is another file: {lengths}; {is_now} instead of {listed.sha256}")
    return found


def _of_list(answer: ClientResponse, said: Headers) -> list[str]:
    missing = answer.status != HTTPStatus.OK
    return [f"answers {answer.status}"] * missing + _of_headers(answer.headers, said)


def _of_move(answer: ClientResponse, whole: str, said: Headers) -> list[str]:
    leads = (answer.status, answer.headers.get("Location"))
    wrong = [] if leads == (308, whole) else [f"answers {leads}, not (308, {whole!r})"]
    return wrong + _of_headers(answer.headers, said)


def _of_nothing(answer: ClientResponse, said: Headers) -> list[str]:
    found = answer.status != HTTPStatus.NOT_FOUND
    return [f"answers {answer.status}, and should not be there"] * found + _of_headers(answer.headers, said)


def _of_headers(found: Mapping[str, str], said: Headers) -> list[str]:
    wanted = {name.lower(): value for name, value in said.items()}
    have = {name.lower(): value for name, value in found.items()}
    wrong = [name for name, value in wanted.items() if have.get(name) != value]
    more = [name for name in have if name not in wanted.keys() | _TRANSPORT]
    return [
        *(f"{name} is {have.get(name)!r}, not {wanted[name]!r}" for name in wrong),
        *(f"{name} is said, and should not be: {have[name]!r}" for name in more),
    ]
