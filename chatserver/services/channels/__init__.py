# SPDX-License-Identifier: EUPL-1.2
"""The ways out of the house: how an agency learns that a report is waiting.

Each way is a class behind the interface of ``channel.py``, in a file of its own, with one row in
``table.py``.  Rule 1: nothing else connects to the world outside (import-linter says so).  Rule 2: a
machine's answer is never a human's: no result here acknowledges anything.  Rule 3: only the webhook
carries a report, and only sealed; every bell says the same two sentences.
"""
