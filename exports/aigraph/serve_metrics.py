"""Counters of the endpoint, as Prometheus reads them: answers by status, and how long they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

__all__ = ["Metrics"]

_BOUNDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds


class Metrics:
    """What has been answered since the server began."""

    def __init__(self) -> None:
        self._answers: Counter[int] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, status: int, seconds: float) -> None:
        """Count an answer."""
        self._answers[status] += 1
        self._seconds += seconds
        self._within.update(bound for bound in _BOUNDS if seconds <= bound)

    def text(self, gauges: Mapping[str, int]) -> str:
        """Everything, with the gauges' present values."""
        lines = ["# TYPE aigraph_queries_total counter"]
        lines += [f'aigraph_queries_total{{status="{status}"}} {n}' for status, n in sorted(self._answers.items())]
        lines += ["# TYPE aigraph_query_seconds histogram"]
        lines += [f'aigraph_query_seconds_bucket{{le="{bound:g}"}} {self._within[bound]}' for bound in _BOUNDS]
        total = self._answers.total()
        lines += [f'aigraph_query_seconds_bucket{{le="+Inf"}} {total}', f"aigraph_query_seconds_sum {self._seconds:.6f}"]
        lines += [f"aigraph_query_seconds_count {total}"]
        for name, value in gauges.items():
            lines += [f"# TYPE aigraph_{name} gauge", f"aigraph_{name} {value}"]
        return "\n".join(lines) + "\n"
