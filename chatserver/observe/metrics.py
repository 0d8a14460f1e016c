# SPDX-License-Identifier: EUPL-1.2
"""Counts and gauges.  No label could name anyone: roles, lanes, events and codes are closed sets."""

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import generate_latest

# They tell to the millisecond when something first happened: on a quiet night, what one visitor did.
disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus-client 0.26

registry = CollectorRegistry()
"""Ours alone: the default registry adds the process's environment."""

asked = Counter(
    "lykta_asked", "Events answered, by role, event and code.", ["role", "event", "code"], registry=registry
)
connections = Gauge("lykta_connections", "Connections open now, by role.", ["role"], registry=registry)
refused_packets = Counter("lykta_refused_packets", "Malformed packets.", ["role"], registry=registry)
ended = Counter("lykta_ended", "Conversations over, by reason.", ["why"], registry=registry)
waiting = Gauge("lykta_waiting", "Visitors waiting, by lane.", ["lane"], registry=registry)
on_duty = Gauge("lykta_on_duty", "Counsellors on duty, by lane.", ["lane"], registry=registry)
waited = Histogram(
    "lykta_waited_seconds",
    "From joining to accepted, by lane.",
    ["lane"],
    buckets=(5, 15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200),
    registry=registry,
)
devices_ending = Gauge(
    "lykta_devices_ending", "Devices whose certificate ends within so many days.", ["days"], registry=registry
)
keys_end = Gauge(
    "lykta_keys_end_seconds",
    "Until it ends: the deny-list, and the youngest issuing key that a device stands on.",
    ["what"],
    registry=registry,
)
channel_attempts = Counter(
    "lykta_channel_attempts",
    "Attempts to reach an agency, by channel and result.",
    ["channel", "result"],
    registry=registry,
)
dead_channels = Gauge(
    "lykta_dead_channels", "Channels that are dead now, by kind.", ["channel"], registry=registry
)
exercises = Counter(
    "lykta_exercises", "Exercises of the helpline itself: begun, and skipped.", ["how"], registry=registry
)
rungs_without = Gauge(
    "lykta_rungs_without_reader", "Rungs on which nobody can open a report now.", registry=registry
)
broken = Counter("lykta_broken", "Errors that are bugs.", ["place"], registry=registry)


def exposition() -> bytes:
    """What a scraper reads (Prometheus text format 0.0.4)."""
    return generate_latest(registry)


def watch(gauges: Mapping[str, Callable[[], float]]) -> None:
    """Gauges that are read when scraped, by name without prefix."""
    for name, read in gauges.items():
        Gauge(f"lykta_{name}", name.replace("_", " "), registry=registry).set_function(read)
