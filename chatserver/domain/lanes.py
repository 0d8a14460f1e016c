# SPDX-License-Identifier: EUPL-1.2
"""Lanes: one queue for each audience and language, by name."""

from typing import NewType

LaneName = NewType("LaneName", str)
"""``audience:language``, as in the settings: ``young:sv``."""


def lane_name(audience: str, language: str) -> LaneName:
    """The name of the lane for *audience* in *language*."""
    return LaneName(f"{audience}:{language}")


def lane_parts(lane: LaneName) -> tuple[str, str]:
    """The audience and the language of *lane*."""
    audience, _, language = lane.partition(":")
    return audience, language
