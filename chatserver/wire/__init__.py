# SPDX-License-Identifier: EUPL-1.2
"""Every shape that crosses the wire, both ways: the single source of the client's types and the reference."""
