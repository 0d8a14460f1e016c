# SPDX-License-Identifier: EUPL-1.2
"""What a scraper reads: counts, and nothing by which one visitor could be found."""

from chatserver.observe import metrics


def test_no_figure_says_when_it_began() -> None:
    """No series tells to the millisecond when something first happened: by night, one visitor's hour."""
    metrics.ended.labels("visitor").inc()
    metrics.waited.labels("young-sv").observe(7)

    told = metrics.exposition().decode()

    assert 'lykta_ended_total{why="visitor"}' in told
    assert 'lykta_waited_seconds_count{lane="young-sv"}' in told
    assert "_created" not in told
