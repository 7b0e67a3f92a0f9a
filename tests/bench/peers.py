"""Programs that do a part of this work, on the same sentences: how fast, and how many quantities they get right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from bench.block import Block, short
from bench.measure import machine
from bench.peer_score import Score, Sentence, invented, real, score
from shared import CHECKOUT

ENVIRONMENT = CHECKOUT / ".venv-peers"
_HERE = Path(__file__).parent
_SECONDS = 300  # for one program over all sentences


class Peer(NamedTuple):
    """`run` names its function in peer_run.py; `package` is what pip installs, none for what is here."""

    run: str
    shown: str
    package: str | None = None
    finds: bool = True


PEERS = (
    Peer("notice_parse_targets", "**notice-parse**, `find_targets`"),
    Peer("notice_parse_quantities", "**notice-parse**, `find_quantities`"),
    Peer("plain_regex", "a regex of twenty lines"),
    Peer("ms_recognizers", "Microsoft recognizers", "ms-recognizers-text-suite"),
    Peer("duckling", "duckling (Haskell)", "pyduckling-native-phihos"),
    Peer("jionlp", "JioNLP, money", "jionlp"),
    Peer("chinese2digits", "chinese2digits", "chinese2digits"),
    Peer("sinan", "sinan", "sinan"),
    Peer("quantulum3", "quantulum3 (English)", "quantulum3"),
    Peer("cn2an", "cn2an, rewrites only", "cn2an", finds=False),
)

_SCORES = ("pair recall", "pair precision", "value recall", "value precision")
_HEADER = ("program", "version", "KB/s", "× search for digits", *_SCORES)


def peer_blocks() -> list[Block]:
    """A table for the invented sentences, and one for the real ones (empty where they are not here)."""
    blocks = []
    for name, sentences in (("peers", invented()), ("peers real", real())):
        if sentences:
            blocks.append(_block(name, sentences))
    return blocks


def _block(name: str, sentences: list[Sentence]) -> Block:
    size = sum(len(sentence.text.encode()) for sentence in sentences)
    rows, ratios, remarks = [], {}, []
    for peer in PEERS:
        version = _version(peer)
        told = _run(peer, sentences) if version else f"{peer.package} is not installed"
        if isinstance(told, str):
            remarks.append(f"Not measured: {peer.shown}, {told}.")
            continue
        ratios[peer.run] = told["seconds"] / told["floor"]
        speed = short(size / 1e3 / told["seconds"])
        scores = _cells(score(sentences, told["found"])) if peer.finds else ["-"] * len(_SCORES)
        rows.append((peer.shown, version or "", speed, short(ratios[peer.run]), *scores))
        if told["failed"]:
            remarks.append(
                f"{peer.shown} raised an exception on {told['failed']} sentences; nothing counts as found there."
            )
    pairs = sum(len(sentence.pairs) for sentence in sentences)
    note = f"{len(sentences)} sentences, {pairs} quantities, {size / 1e3:.0f} kB; {machine()}."
    return Block(name, _HEADER, rows, ratios, note=" ".join([note, *remarks]))


def _cells(found: Score) -> list[str]:
    parts = (found.pair_recall, found.pair_precision, found.value_recall, found.value_precision)
    return [f"{part:.1%}" for part in parts]


def _python(peer: Peer) -> str:
    return str(ENVIRONMENT / "bin" / "python") if peer.package else sys.executable


def _version(peer: Peer) -> str | None:
    """As the environment tells it; None where the program is not installed."""
    package = peer.package or ("notice-parse" if peer.run.startswith("notice") else None)
    if package is None:
        return "-"
    code = f"from importlib.metadata import version; print(version({package!r}))"
    try:
        done = subprocess.run([_python(peer), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() or None


def _run(peer: Peer, sentences: list[Sentence]) -> dict[str, Any] | str:
    """What peer_run.py prints, or why there is nothing."""
    given = json.dumps([sentence.text for sentence in sentences])
    command = [_python(peer), str(_HERE / "peer_run.py"), peer.run]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(
            command, input=given, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"failed: not done in {_SECONDS} s"
    if done.returncode:
        return f"failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}"
    told: dict[str, Any] = json.loads(done.stdout)
    return told
