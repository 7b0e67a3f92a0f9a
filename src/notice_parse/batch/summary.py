"""What a batch did, as counts and reasons: the table at its end and the file of `--summary`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from notice_parse.batch.job import FailureKind

_COUNTS = ("documents", "characters", "notices", "tasks", "units", "numeric_targets", "qualitative_targets")


@dataclass(slots=True)
class Summary:
    """Counts over all files of the plan, those included that were done before and are unchanged."""

    files: int = 0
    done: int = 0
    unchanged: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    diagnostics: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, FailureKind, str]] = field(default_factory=list)
    """Name, kind and reason, in the order of the plan; documents of an archive that was read otherwise are among them."""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        return int(bool(self.failures))

    def add(self, counts: dict[str, int], diagnostics: dict[str, int]) -> None:
        self.counts.update(counts)
        self.diagnostics.update(diagnostics)

    def to_json(self) -> dict[str, Any]:
        kinds = Counter(kind for _, kind, _ in self.failures)
        return {
            "files": self.files,
            "done": self.done,
            "unchanged": self.unchanged,
            "failed": self.files - self.done - self.unchanged,
            **{name: self.counts[name] for name in _COUNTS},
            "diagnostics": dict(sorted(self.diagnostics.items())),
            "failures_by_kind": dict(sorted(kinds.items())),
            "failures": [{"source": name, "kind": kind, "reason": reason} for name, kind, reason in self.failures],
            "seconds": round(self.seconds, 3),
        }

    def emit(self) -> bytes:
        return json.dumps(self.to_json(), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"
