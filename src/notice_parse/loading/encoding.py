"""Which encoding bytes are in, told without being asked.

Strict UTF-8 comes first: text of another encoding hardly ever passes. What fails it is UTF-16, GB18030 (which holds GBK
and GB2312) or Big5; each reading is weighed by how much of it is what Chinese text consists of, since GB18030 and
UTF-16 accept nearly any bytes. A detector is only asked where that does not settle it.

The names given are Python's, so that `open(path, encoding=name, newline="")` reads the very text that offsets refer to.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextvars import ContextVar
from typing import NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError, UsageError
from notice_parse.loading.formats import not_text

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Files labelled gb2312 or gbk hold characters of the larger set as a rule; it reads the smaller ones alike.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")

# Texts in UTF-8 need none of these patterns, so they are compiled when first asked for.
_PLAUSIBLE = (
    r"[\u00a0\u00b0\u00b7\u00d7\u2002-\u200b\u2010-\u2030\u2103\u2160-\u217f\u2200-\u22ff\u2460-\u24ff\u2500-\u257f\u25a0-\u25ff"
    r"\u2605\u2606\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e\uffe5]"
)
# The commonest characters of running Chinese, of administrative prose, and their traditional forms. About a quarter of
# any real text consists of them, against a fiftieth of bytes read in a wrong encoding.
_COMMON = (
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处府务责镇街单推改市县局委，。、：；（）"
    "這為國個時來們會發動學後對種產進與關還業從應開現實體機當點車務責單縣區場處電經設問題變總線資內數長門間統質結組級據東]"
)
_ASCII = r"[\t\n\r\x20-\x7e]+"
_NOT_ASCII = rb"[\x80-\xff]"
_SAMPLE = 1 << 14  # bytes that are weighed; a whole gazette would say the same
_PLAUSIBLE_SHARE = 0.9
_COMMON_SHARE = 0.08
_BAD_SHARE = 0.05  # of the characters that are not ASCII; more is another encoding, not damage
_FEW = 2  # bad places that even a short text may have
_PLACES = 20  # bad places named one by one


class Reading(NamedTuple):
    """One way to read the bytes: the text, and where `bytes[start:end]` could not be read."""

    text: str
    encoding: str
    bad: list[tuple[int, int]]


def decode(data: bytes, where: str, encoding: str | None = None) -> tuple[str, str, list[Finding]]:
    """The text without byte order mark, the encoding's Python name, and a finding for each place that was replaced.

    Errors: SourceError where the bytes are no text, or too many of them are not in the encoding asked for;
    UsageError for an unknown encoding.
    """
    reading = _read_as(data, where, encoding) if encoding else _detect(data, where)
    text = reading.text.removeprefix("\ufeff")
    return text, reading.encoding, list(_findings(data, reading)) if reading.bad else []


def _read_as(data: bytes, where: str, encoding: str) -> Reading:
    name = encoding.lower().replace("_", "-")
    name = _WIDER.get(name, name)
    if name in ("utf-8", "utf8"):
        name = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        reading = _replacing(data, name)
    except (LookupError, TypeError) as error:
        raise UsageError(f"unknown encoding {encoding!r}", hint="for example utf-8, gb18030, big5 or utf-16") from error
    if not _tolerable(reading):
        raise SourceError(
            f"this is not {encoding}: {len(reading.bad)} places cannot be decoded",
            where=where,
            hint="leave --encoding out to have it detected",
        )
    return reading


def _detect(data: bytes, where: str) -> Reading:
    for mark, name in _MARKS:
        if data.startswith(mark):
            reading = _replacing(data, name)
            if _tolerable(reading):
                return reading
            raise not_text(where)
    if b"\x00" in data:
        return _with_nul_bytes(data, where)
    try:
        return Reading(data.decode("utf-8"), "utf-8", [])
    except UnicodeDecodeError:
        pass
    # Of another encoding a piece tells as much, and noting each of its bytes would be slow.
    if _tolerable(_replacing(_piece(data), "utf-8")):
        damaged = _replacing(data, "utf-8")
        if _tolerable(damaged):
            return damaged
    guess = _likeliest(data) or _asked_detector(data)
    if guess is not None:
        return guess
    if _looks_binary(data):
        raise not_text(where)
    raise SourceError(
        "cannot tell the encoding of the text", where=where, hint="name it with --encoding, for example gb18030"
    )


def _with_nul_bytes(data: bytes, where: str) -> Reading:
    """Bytes that hold NUL: UTF-16 without a mark, UTF-8 with a stray one, or no text."""
    weights = {name: _share(_PLAUSIBLE, _replacing(data[:_SAMPLE], name).text) for name in ("utf-16-le", "utf-16-be")}
    best = max(weights, key=weights.__getitem__)
    if weights[best] >= _PLAUSIBLE_SHARE:
        reading = _replacing(data, best)
        if _tolerable(reading):
            return reading
    if data.count(0) * 1000 <= len(data):
        reading = _replacing(data, "utf-8")
        if _tolerable(reading) and _share(_PLAUSIBLE, reading.text) >= _PLAUSIBLE_SHARE:
            return reading
    raise not_text(where)


def _likeliest(data: bytes) -> Reading | None:
    """The candidate whose text is most like Chinese, if any is."""
    best: Reading | None = None
    best_weight = 0.0
    for name in _CANDIDATES:
        sample = _replacing(_piece(data), name).text
        common = _share(_COMMON, sample)
        if _share(_PLAUSIBLE, sample) < _PLAUSIBLE_SHARE or common < _COMMON_SHARE or common <= best_weight:
            continue
        reading = _replacing(data, name)
        if _tolerable(reading):
            best, best_weight = reading, common
    return best


def _asked_detector(data: bytes) -> Reading | None:
    """What charset-normalizer makes of it; for texts too short or too unusual to be weighed."""
    from charset_normalizer import from_bytes

    match = from_bytes(_piece(data), cp_isolation=[*_CANDIDATES, "cp1252", "shift_jis", "euc_kr"]).best()
    if match is None:
        return None
    reading = _replacing(data, match.encoding.replace("_", "-"))
    return reading if _tolerable(reading) and _share(_PLAUSIBLE, reading.text) >= _PLAUSIBLE_SHARE else None


def _replacing(data: bytes, encoding: str) -> Reading:
    """The bytes read as `encoding`, U+FFFD for what is not in it."""
    try:
        return Reading(data.decode(encoding), encoding, [])
    except UnicodeDecodeError:
        pass
    bad: list[tuple[int, int]] = []
    _bad_places.set(bad)
    return Reading(data.decode(encoding, _HANDLER), encoding, bad)


def _note_and_replace(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    _bad_places.get().append((error.start, error.end))
    return "\ufffd", error.end


# Registered once for all: a handler cannot be taken out again, and the places go to the list of the running thread.
_HANDLER = "notice_parse.note_and_replace"
_bad_places: ContextVar[list[tuple[int, int]]] = ContextVar("bad_places")
codecs.register_error(_HANDLER, _note_and_replace)


def _tolerable(reading: Reading) -> bool:
    """Whether what could not be read is damage to a text rather than another encoding."""
    if not reading.bad:
        return True
    wide = len(reading.text) - len(reading.text.encode("ascii", "ignore")) - len(reading.bad)
    return len(reading.bad) <= max(_BAD_SHARE * wide, min(_FEW, wide / 4))


def _piece(data: bytes) -> bytes:
    """A sample that begins where the text stops being ASCII, at an even place for the sake of UTF-16."""
    found = re.search(_NOT_ASCII, data)
    start = found.start() & ~1 if found else 0
    return data[start : start + _SAMPLE]


def _share(pattern: str, text: str) -> float:
    """How much of what is not ASCII matches; ASCII is the same in most encodings and tells nothing."""
    sample = re.sub(_ASCII, "", text[:_SAMPLE])
    return len(re.findall(pattern, sample)) / len(sample) if sample else 1.0


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(sample.translate(None, bytes(range(9)) + bytes(range(14, 32)))) < 0.95 * len(sample)


def _findings(data: bytes, reading: Reading) -> Iterator[Finding]:
    from notice_parse.source import Source

    source = Source(reading.text)
    for start, end in reading.bad[:_PLACES]:
        offset = len(data[:start].decode(reading.encoding, "replace"))
        line = source.line_of(offset)
        raw = data[start:end].hex(" ").upper()
        yield Finding(
            "undecodable-bytes",
            f"Column {source.column_of(offset)}: the bytes {raw} are not {reading.encoding} and were replaced by U+FFFD.",
            line,
        )
    if len(reading.bad) > _PLACES:
        yield Finding("undecodable-bytes", f"{len(reading.bad) - _PLACES} further places with bytes that are not text.")
