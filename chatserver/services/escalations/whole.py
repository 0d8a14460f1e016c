# SPDX-License-Identifier: EUPL-1.2
"""All that people do with cases, together."""

from dataclasses import dataclass
from typing import Self

from chatserver.domain.ladder import Terms
from chatserver.services.agencies import Directory
from chatserver.services.content import Content
from chatserver.services.escalations.acknowledging import Acknowledging
from chatserver.services.escalations.doing import Doing
from chatserver.services.escalations.keys import ReportKeys
from chatserver.services.escalations.notes import Noting
from chatserver.services.escalations.postponing import Postponing
from chatserver.services.escalations.reading import Reading
from chatserver.services.escalations.routing import Routing
from chatserver.services.escalations.submitting import Submitting
from chatserver.services.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """The use cases around cases."""

    routing: Routing
    submitting: Submitting
    reading: Reading
    doing: Doing
    acknowledging: Acknowledging
    noting: Noting
    postponing: Postponing

    @classmethod
    def of(
        cls, directory: Directory, keys: ReportKeys, content: Content, clock: Clock, helpline: str
    ) -> Self:
        """All of them, on the records of *directory* and in its time zone."""
        records, terms = directory.records, Terms(zone=directory.zone)
        return cls(
            routing=Routing(directory, keys, content.municipalities, clock),
            submitting=Submitting(records, directory, keys, terms, clock),
            reading=Reading(records, keys, terms, clock, helpline),
            doing=Doing(records, terms, clock),
            acknowledging=Acknowledging(records, keys, terms, clock),
            noting=Noting(records, keys, terms, clock),
            postponing=Postponing(records, terms, clock),
        )
