# SPDX-License-Identifier: EUPL-1.2
"""Whoever sits at the command: shown something, asked for a line, asked for a secret."""

import getpass
import sys
from typing import Protocol

from chatserver.domain.errors import CannotError


class Terminal(Protocol):
    """What the commands about keys speak through; tests speak back."""

    def say(self, text: str) -> None:
        """Show *text*."""

    def ask(self, question: str) -> str:
        """Show *question* and read one line."""

    def secret(self, question: str) -> str:
        """Show *question* and read one line that is not shown."""

    def clear(self) -> None:
        """Nothing that was shown stays on the screen."""


class SystemTerminal:
    """The terminal that the command was started in, or what is piped into it."""

    def say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, question: str) -> str:
        try:
            return input(f"{question}\n> ").strip()
        except EOFError:
            raise CannotError("Nothing was typed: nothing was done.") from None

    def secret(self, question: str) -> str:
        if not sys.stdin.isatty():
            return self.ask(question)
        try:
            return getpass.getpass(f"{question}\n> ")
        except EOFError:
            raise CannotError("Nothing was typed: nothing was done.") from None

    def clear(self) -> None:
        if sys.stdout.isatty():
            sys.stdout.write("\033[H\033[2J\033[3J")
            sys.stdout.flush()


def confirm(terminal: Terminal, what: str, sentence: str) -> None:
    """
    Go on only if *sentence* is typed.

    Raises:
        CannotError: it was not.
    """
    if " ".join(terminal.ask(f"{what}\nTo go on, type: {sentence}").split()) != sentence:
        raise CannotError("Not typed: nothing was done.")
