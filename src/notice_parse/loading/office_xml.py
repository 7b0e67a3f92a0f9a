"""Parts of an Office Open XML file (.docx): found, unpacked within limits and parsed, names without their namespace."""

from __future__ import annotations

import posixpath
import re
import zipfile
from functools import cached_property
from xml.etree import ElementTree

from notice_parse.errors import SourceError
from notice_parse.loading.zipped import Budget, damaged, open_zip, read_member

Element = ElementTree.Element
_DOCTYPE = "<!DOCTYPE"


class Package:
    """The parts of a file by name; `where` and `what` are for messages."""

    def __init__(self, data: bytes, where: str, what: str) -> None:
        self._where, self._what = where, what
        self._archive: zipfile.ZipFile = open_zip(data, where, what)
        self._budget = Budget()

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        return {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._archive.infolist()}

    def parse(self, name: str) -> Element | None:
        """The root of a part, or None where there is no such part.

        Errors: SourceError where the part is damaged, or declares entities, which no office program does.
        """
        info = self._members.get(name.lower())
        if info is None:
            return None
        data = read_member(self._archive, info, self._where, self._budget)
        if declares_entities(data):
            raise SourceError(f"the {self._what} declares XML entities, which is not safe to read", where=self._where)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise damaged(self._what, self._where) from error

    def main_part(self, default: str) -> str:
        """The name of the part that holds the document itself."""
        root = self.parse("_rels/.rels")
        for relation in root if root is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", default).lstrip("/")
        return default

    def related(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the last word of the relation's type (`numbering`, `styles`)."""
        folder, name = posixpath.split(part)
        root = self.parse(posixpath.join(folder, "_rels", name + ".rels"))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(relation.get("Type", "").rpartition("/")[2], path)
        return found


def declares_entities(part: bytes) -> bool:
    """Whether a part has a document type, in which alone entities are declared; a text that speaks of one has it escaped."""
    return any(_DOCTYPE.encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def local(element: Element) -> str:
    """The name without its namespace: strict and transitional files differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def value(element: Element | None, *path: str) -> str | None:
    """The `val` of the element at a path."""
    return attribute(child(element, *path), "val")


def integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is set."""
    return element is not None and (attribute(element, "val") or "true") not in ("0", "false", "off")
