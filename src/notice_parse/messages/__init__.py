"""What the program says to people, in English or in Chinese.

The code writes English; `zh/` holds the Chinese of every message under its English text, in which `{name}` stands for
whatever is filled in. A message of one's own is written with `say`; one that comes finished, such as that of an error
or of a diagnostic in a record, is put into the language by `told`. Records keep the English message whatever the
language, so that the same document gives the same bytes everywhere. The Chinese is imported only where it is wanted.
"""

from __future__ import annotations

from enum import StrEnum

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """Of what people read; the notices themselves stay as they were written."""

    en = "en"
    zh = "zh"


class _State:
    language = Language.en
    asked = False


def use(language: Language, *, asked: bool = False) -> None:
    """Say things in this language from now on; `asked` where the user named it and no locale only implied it."""
    _State.language, _State.asked = language, asked


def language() -> Language:
    """The language things are said in; English in a program that has not called `use`."""
    return _State.language


def asked_language() -> Language | None:
    """The language where there is a reason to set aside the usual one: the user named it, or the locale is Chinese."""
    return _State.language if _State.asked or _State.language is Language.zh else None


def say(template: str, **values: object) -> str:
    """A message in the language, filled in; `template` is its English text and the key of its Chinese one."""
    if _State.language is Language.zh:
        from notice_parse.messages.zh import SPOKEN

        template = SPOKEN.get(template, template)
    return template.format(**values) if values else template


def told(text: str, wanted: Language | None = None) -> str:
    """A finished English message in the language, `wanted` or the one in use; one that is not known stays English."""
    if (wanted or _State.language) is Language.en:
        return text
    from notice_parse.messages.matching import to_chinese

    return to_chinese(text)


def told_evidence(text: str, wanted: Language | None = None) -> str:
    """A line that says why two records were paired, in the language as with `told`."""
    if (wanted or _State.language) is Language.en:
        return text
    from notice_parse.messages.matching import evidence_to_chinese

    return evidence_to_chinese(text)


def find_language(arguments: list[str], environment: dict[str, str]) -> tuple[Language, bool]:
    """The language of a call and whether the user named it: `--lang`, NOTICE_PARSE_LANG, then the locale, else English.

    Looks at the arguments before they are parsed, as help and errors of parsing are said in the language too. A value
    that is no language is left for the parser to refuse. Source: the order of LC_ALL, LC_MESSAGES and LANG is POSIX.
    """
    given = _option(arguments)
    if given in ("en", "zh"):
        return Language(given), True
    if own := environment.get("NOTICE_PARSE_LANG"):
        return _of_locale(own), True
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return _of_locale(locale), False


def _option(arguments: list[str]) -> str:
    """The last value of --lang, which is the one that counts for the parser."""
    found = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            found = arguments[index + 1] if index + 1 < len(arguments) else ""
        elif argument.startswith("--lang="):
            found = argument.partition("=")[2]
    return found


def _of_locale(name: str) -> Language:
    """zh, zh_CN.UTF-8, zh-Hans, Chinese_China.936 are Chinese."""
    plain = name.lower().replace("-", "_")
    is_chinese = plain.split(".")[0].split("_")[0] in ("zh", "chinese")
    return Language.zh if is_chinese else Language.en
