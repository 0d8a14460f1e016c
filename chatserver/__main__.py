# SPDX-License-Identifier: EUPL-1.2
"""``lykta``, and ``python -m chatserver``."""

import sys

from chatserver import cli
from chatserver.app.discretion import keep_to_itself


def main() -> int:
    """Run one command, in a process that keeps its memory to itself; the exit status."""
    keep_to_itself()
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
