# SPDX-License-Identifier: EUPL-1.2
"""Rules: pure, total, without await, clock or I/O.  Nothing here can leak, since nothing here can speak."""
