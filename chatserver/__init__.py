# SPDX-License-Identifier: EUPL-1.2
"""Lykta's server: an anonymous queue, a relay for sealed messages, and the desk of those who answer."""
