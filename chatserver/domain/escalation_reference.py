# SPDX-License-Identifier: EUPL-1.2
"""The page about the states of a case, drawn from the table itself."""

from collections.abc import Iterable, Iterator

from chatserver.domain.escalation import (
    ACTORS,
    BEGINS,
    ENDS,
    EXPIRES,
    MOVES,
    Actor,
    CaseState,
    CaseStatus,
    Deed,
)

_PAGE = """\
# The states of a case

Generated from `chatserver/domain/escalation.py` by `lykta generate`; a test compares it.

A case begins when a counsellor submits a sealed report, and goes on until a person closes it. The picture
leaves out what may happen in almost every state: a call that is logged, a question and its answer,
cancelling, closing before an outcome, and expiring.

```mermaid
stateDiagram-v2
{picture}
```

Only an officer's acknowledgement makes a case read: a machine's answer, a bell and a reply code never do.
`rerouted` and `declined` go back to `sent` at once, for the next agency or the next rung. Read, and then
silence: the ladder reopens the case.

## Who does what, and where

| deed | who | in which state, and the state after it |
|---|---|---|
{rows}

`exercise` begins an exercise of the helpline itself (`lykta drill`, and every week): nobody's report, so
nobody reviews it. It goes to every rung at once and stays `sent`, so that everybody opens it, until it ends.

`expire` ends an actual case only where it was {expires}; an exercise or a test anywhere.
"""

_LEFT_OUT = frozenset({Deed.CALL_LOGGED, Deed.ASK, Deed.ANSWER, Deed.CANCEL, Deed.CLOSE, Deed.EXPIRE})


def render() -> str:
    """The page."""
    rows = "\n".join(_row(deed) for deed in Deed)
    expires = " or ".join(f"`{state.value}`" for state in CaseState if state in EXPIRES[CaseStatus.ACTUAL])
    return _PAGE.format(picture="\n".join(_picture()), rows=rows, expires=expires)


def _picture() -> Iterator[str]:
    yield f"    [*] --> {BEGINS.value}: submit"
    for (state, deed), after in MOVES.items():
        if deed not in _LEFT_OUT and after is not state:
            yield f"    {state.value} --> {after.value}: {deed.value}"
    yield f"    {CaseState.OUTCOME.value} --> {CaseState.CLOSED.value}: {Deed.CLOSE.value}"
    yield from (f"    {state.value} --> [*]" for state in CaseState if state in ENDS)


def _row(deed: Deed) -> str:
    who = ", ".join(actor.value for actor in Actor if actor in ACTORS[deed])
    begins = [f"the first: {_told([BEGINS])}"] if deed is Deed.SUBMIT else []
    stays = [state for state in CaseState if MOVES.get((state, deed)) is state]
    where = [*begins, *_leading(deed), *([_told(stays)] if stays else [])]
    return f"| `{deed.value}` | {who} | {'; '.join(where)} |"


def _leading(deed: Deed) -> Iterator[str]:
    for after in CaseState:
        before = [s for s in CaseState if MOVES.get((s, deed)) is after and s is not after]
        if before:
            yield f"{_told(before)} → {_told([after])}"


def _told(states: Iterable[CaseState]) -> str:
    return ", ".join(f"`{state.value}`" for state in states)
