# SPDX-License-Identifier: EUPL-1.2
"""What the live store holds of the queue, read past our own code, and what the model says it must hold."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from redis import Redis

from chatserver.domain.lanes import LaneName
from chatserver.live import keys
from tests.drivers.queue_model import OPEN_AFTER_DROP, Model, Visitor

State = dict[str, Any]

_READS: dict[str, Callable[[Any, str], Any]] = {
    "hash": lambda pipe, key: pipe.hgetall(key),
    "zset": lambda pipe, key: pipe.zrange(key, 0, -1, withscores=True),
    "list": lambda pipe, key: pipe.lrange(key, 0, -1),
    "string": lambda pipe, key: pipe.get(key),
}
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "hash": lambda value: {name: json.loads(text) for name, text in value.items()},
    "zset": dict,
    "list": list,
    "string": str,
}


def _kind(key: str) -> str:
    kinds = {"visitors": "hash", "staff": "hash", "lengths": "list", "rises": "list", "born": "string"}
    return kinds.get(key.split(":")[1], "zset")


class QueueState:
    """A look into one store."""

    def __init__(self, address: str, lanes: Sequence[str]) -> None:
        self._redis = Redis(unix_socket_path=address, protocol=2, decode_responses=True)
        self._lanes = lanes
        self._keys = keys.queue([LaneName(lane) for lane in lanes])

    def close(self) -> None:
        """Let the connection go."""
        self._redis.close()

    def flush(self) -> None:
        """Forget everything."""
        self._redis.flushall()

    def raw(self) -> State:
        """Everything there is, by key, as it lies there."""
        # In one go: this is looked at after every step.
        with self._redis.pipeline(transaction=False) as pipe:
            for key in self._keys:
                _READS[_kind(key)](pipe, key)
            found = dict(zip(self._keys, pipe.execute(), strict=True))
        return {key: _PLAIN[_kind(key)](value) for key, value in found.items() if value}

    def lives(self) -> dict[str, int]:
        """How long each key still lives, in milliseconds."""
        return {str(key): self._redis.pttl(key) for key in self._redis.keys("*")}

    def shorten(self, key: str) -> None:
        """Let *key* have lived for long."""
        self._redis.expire(key, 100)

    def remove(self, key: str, name: str) -> None:
        """Lose one part of what is there, as no command of ours would."""
        self._redis.hdel(key, name)

    def seen(self, now: int) -> State:
        """What the model can be asked about, too."""
        raw = self.raw()
        state: State = {
            "visitors": raw.get("{queue}:visitors", {}),
            "staff": raw.get("{queue}:staff", {}),
            "deadlines": raw.get("{queue}:deadlines", {}),
            "absent": raw.get("{queue}:absent", {}),
            "lengths": [int(length) for length in raw.get("{queue}:lengths", [])],
        }
        for lane in self._lanes:
            for part in ("ready", "calm", "urgent"):
                state[f"{part} {lane}"] = raw.get(f"{{queue}}:{part}:{lane}", {})
            state[f"free {lane}"] = list(raw.get(f"{{queue}}:free:{lane}", {}))
            open_until = raw.get(f"{{queue}}:duty:{lane}", {})
            state[f"duty {lane}"] = sorted(who for who, until in open_until.items() if until > now)
        state["visitors"] = {name: _visitor(v) for name, v in state["visitors"].items()}
        state["staff"] = {who: _counsellor(p) for who, p in state["staff"].items()}
        return state


def expected(model: Model) -> State:
    """What the store must hold."""
    state: State = {
        "visitors": {name: _expected_visitor(v) for name, v in model.visitors.items()},
        "staff": {
            who: {
                "generation": p.generation,
                "connected": p.connected,
                "duty": p.duty,
                "pause_until": p.pause_until,
                "lanes": sorted(p.lanes),
                "holds": {n: [o, model.stage_of(who, n)] for n, o in p.holds.items()},
            }
            for who, p in model.staff.items()
        },
        "deadlines": {n: v.deadline for n, v in model.visitors.items() if v.deadline},
        "absent": {n: v.uncounted_at for n, v in model.visitors.items() if v.uncounted_at},
        "lengths": model.lengths,
    }
    for lane in model.lanes:
        here = {n: v for n, v in model.visitors.items() if v.lane == lane}
        state[f"ready {lane}"] = {n: v.virtual for n, v in here.items() if v.matchable}
        state[f"calm {lane}"] = {n: v.virtual for n, v in here.items() if v.counted and not v.urgent}
        state[f"urgent {lane}"] = {n: v.virtual for n, v in here.items() if v.counted and v.urgent}
        free = [w for w, p in model.staff.items() if model.free(w) and lane in p.lanes]
        state[f"free {lane}"] = sorted(free, key=model.order)
        state[f"duty {lane}"] = sorted(
            who
            for who, p in model.staff.items()
            if lane in p.lanes
            and p.duty != "away"
            and (p.connected or p.gone_at + OPEN_AFTER_DROP > model.now)
        )
    return state


def _visitor(record: State) -> State:
    return {
        "stage": record["stage"],
        "generation": record["generation"],
        "present": record.get("present", False),
        "lane": record.get("lane", ""),
        "joined": record.get("joined", 0),
        "mutes": record.get("mutes", 0),
        "urgent": record.get("urgent", False),
        "counted": record.get("counted", False),
        "staff": record.get("staff", ""),
        "offer": record.get("offer", ""),
        "talked": record.get("talked", False),
    }


def _expected_visitor(v: Visitor) -> State:
    return {name: getattr(v, name) for name in _visitor({"stage": "", "generation": 0})}


def _counsellor(record: State) -> State:
    return {
        "generation": record["generation"],
        "connected": record["connected"],
        "duty": record["duty"],
        "pause_until": record.get("pause_until", 0),
        "lanes": sorted(record["lanes"]),
        "holds": {h["conversation"]: [h["offer"], h["stage"]] for h in record.get("holds", [])},
    }
