# SPDX-License-Identifier: EUPL-1.2
"""The Socket.IO edge: who is connected, what they ask, what they are told.  Only here is Socket.IO known."""
