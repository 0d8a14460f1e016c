# SPDX-License-Identifier: EUPL-1.2
"""Somebody at the terminal of ``lykta keys``, who answers what is asked and copies papers by hand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chatserver.cli import ceremony, registry
from chatserver.cli.ceremony import Desk
from tests.drivers.authenticator import ORIGIN

PASSPHRASES = {
    "root": "the roots of a very old oak",
    "registrar-1": "a heron stands in the reeds",
    "registrar-2": "snow on the road to the sea",
}
"""By a word of the question, the later ones first: a path of a registrar's may hold the word root."""

Answer = str | Callable[[str], str]


@dataclass
class Keyholder:
    """Answers by rule; *answers* come first, in order, each for a question that holds its word."""

    answers: list[tuple[str, Answer]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    papers: dict[str, list[str]] = field(default_factory=dict)
    cleared: int = 0

    def say(self, text: str) -> None:
        """Reads; what is to go on paper is written down."""
        self.said.append(text)
        paper = re.search(r"The (root|next root)\. Write it down", text)
        if paper is not None:
            self.papers[paper.group(1)] = re.findall(r"^  \d  (\S+)$", text, re.MULTILINE)

    def ask(self, question: str) -> str:
        """Answers *question*."""
        self.asked.append(question)
        if self.answers and self.answers[0][0] in question:
            answer = self.answers.pop(0)[1]
            return answer(question) if callable(answer) else answer
        sentence = re.search(r"type: (.+)$", question)
        return "" if sentence is None else sentence.group(1)

    def secret(self, question: str) -> str:
        """Types a passphrase, or a line of a paper."""
        self.asked.append(question)
        if self.answers and self.answers[0][0] in question:
            answer = self.answers.pop(0)[1]
            return answer(question) if callable(answer) else answer
        line = re.search(r"paper of the (root|next root), line (\d)", question)
        if line is not None:
            return self.papers[line.group(1)][int(line.group(2)) - 1].upper().replace("-", " ")
        return next(PASSPHRASES[who] for who in reversed(PASSPHRASES) if who in question.lower())

    def clear(self) -> None:
        """The screen is wiped."""
        self.cleared += 1

    @property
    def printed(self) -> str:
        """All that was shown."""
        return "\n".join(self.said)


@dataclass(frozen=True)
class Settings:
    """What an operator has set."""

    data_folder: Path
    records_url: str | None = None
    helpline: str = "Lykta"
    pages: str = ORIGIN


def desk(settings: Settings, holder: Keyholder | None = None, *, up: Sequence[str] = ()) -> Desk:
    """A desk where *holder* sits."""
    return Desk(settings, holder or Keyholder(), lambda: list(up))


def found(settings: Settings, folder: Path) -> Keyholder:
    """A helpline with its keys in *folder* and what is public at the server; whoever holds the papers."""
    holder = Keyholder()
    ceremony.ceremony(desk(settings, holder), folder)
    registry.publish(desk(settings, holder), folder / "publish")
    return holder
