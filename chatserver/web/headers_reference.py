# SPDX-License-Identifier: EUPL-1.2
"""The reference page of headers, written out from their table."""

from dataclasses import dataclass

from chatserver.web.headers import TABLE, Headers, policies
from chatserver.wire.answers import NOTHING, UNSHOWN

_PAGE = """\
# Headers

Generated from `chatserver/web/headers.py` and `chatserver/wire/answers.py` by `lykta generate`; a test
compares it, and another asks every route for them (`tests/unit/web/test_headers.py`).

## Every answer

Pages, files, the API, polling, refusals, redirections, what is no HTTP:

{unshown}

With TLS also `Strict-Transport-Security: max-age=31536000`.

## What each kind says instead

{kinds}

## Policies

By path, on every answer below it, refusals among them. `<hash>` is that of the document's import map.

{policies}
"""


@dataclass(frozen=True, slots=True)
class _Example:
    origin: str = "https://relay.example.org"
    pages: str = "https://chat.example.org"
    embedding_sites: tuple[str, ...] = ("https://school.example",)


def render() -> str:
    """The page."""
    inline = {"/chat/": ("'sha256-<hash>'",), "/console/": ("'sha256-<hash>'",)}
    by_path = {**policies(_Example(), inline).by_prefix, "all else": NOTHING}
    return _PAGE.format(unshown=_rows(UNSHOWN), kinds=_kinds(), policies=_rows(by_path, "path", "policy"))


def _kinds() -> str:
    rows = [
        f"| {kind} | {f'`{name}`'} | {f'`{value}`' if value else '(not said)'} |"
        for kind, said in TABLE.items()
        for name, value in (said or {"-": "as above"}).items()
    ]
    return "\n".join(["| kind | header | value |", "|---|---|---|", *rows])


def _rows(headers: Headers, name: str = "header", value: str = "value") -> str:
    rows = [f"| `{one}` | `{said}` |" for one, said in headers.items()]
    return "\n".join([f"| {name} | {value} |", "|---|---|", *rows])
