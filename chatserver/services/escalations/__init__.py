# SPDX-License-Identifier: EUPL-1.2
"""Cases: sealed reports on their way from a counsellor's browser to an officer's.

Rule 1: a deed and what it changes are kept together or not at all.  Rule 2: what is told to anybody was kept
before.  Rule 3: nothing here can read a report or a note, and nothing knows which conversation it came from.
"""
