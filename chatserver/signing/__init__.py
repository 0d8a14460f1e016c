# SPDX-License-Identifier: EUPL-1.2
"""Signatures: tickets, certificates and the keys behind them.  Never the content of a message."""
