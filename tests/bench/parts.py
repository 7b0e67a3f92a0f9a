"""The parts of the benchmark, in the order in which they are measured."""

from __future__ import annotations

from collections.abc import Callable

from bench.batches import batches
from bench.block import Block
from bench.documents import bare_texts, whole_documents
from bench.emitters import emitters
from bench.memory import memory
from bench.startup import start_up

PARTS: dict[str, Callable[[], Block]] = {
    "documents": whole_documents,
    "startup": start_up,
    "bare": bare_texts,
    "emitters": emitters,
    "batch": batches,
    "memory": memory,
}
