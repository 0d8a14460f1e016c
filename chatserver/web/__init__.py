# SPDX-License-Identifier: EUPL-1.2
"""The HTTP edge: pages, a visitor's ticket, the staff's sign-in, health.  Stores only through use cases."""
