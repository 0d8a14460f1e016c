# SPDX-License-Identifier: EUPL-1.2
"""The live store: what is true only while it happens.  Memory only, a life on every key, never a disk."""
