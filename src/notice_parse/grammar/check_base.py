"""What is wrong with the shipped files themselves, beyond their form: for those who work on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.grammar.read import ReadFile

MAY_MATCH_NOTHING = {"tables.group.places": "an empty cell may stand above the places of a header of two rows"}


def base_problems(files: Sequence[ReadFile]) -> list[GrammarError]:
    """Everything wrong with the words and rules of the base; all files have the right form."""
    found: list[GrammarError] = []
    seen: dict[str, str] = {}
    for file in files:
        found += _words(file)
        assert file.data is not None
        for index, rule in enumerate(file.data["rules"]):
            where = file.where("rules", index, "id")
            if rule["id"] in seen:
                message = f"rule id {rule['id']} is given twice"
                found.append(GrammarError(message, where=where, hint=f"the other: {seen[rule['id']]}"))
            seen.setdefault(rule["id"], where)
            if not rule["id"].startswith(f"{file.data['id']}."):
                message = f"rule id {rule['id']} does not begin with that of the file"
                found.append(GrammarError(message, where=where))
    data = [file.data for file in files if file.data is not None]
    lists = Grammar([{**each, "rules": []} for each in data], "")
    return found + [problem for file in files for problem in _patterns(file, lists)]


def _words(file: ReadFile) -> Iterator[GrammarError]:
    assert file.data is not None
    for name, words in file.data["vocabulary"].items():
        seen: set[str] = set()
        for index, word in enumerate(words):
            where = file.where("vocabulary", name, word if isinstance(words, dict) else index)
            if not word.strip():
                yield GrammarError(f"{name}: an empty word", where=where)
            elif word in seen:
                yield GrammarError(f"{name}: the word {word!r} is given twice", where=where)
            seen.add(word)


def _patterns(file: ReadFile, lists: Grammar) -> Iterator[GrammarError]:
    assert file.data is not None
    for index, rule in enumerate(file.data["rules"]):
        where = file.where("rules", index, "pattern")
        try:
            source = lists.expand(rule["pattern"], file.data["id"], rule["id"])
            pattern = Rule(rule["id"], source, {}).pattern
        except GrammarError as error:
            yield GrammarError(error.message, where=where, hint=error.hint)
            continue
        if pattern.search("") is not None and rule["id"] not in MAY_MATCH_NOTHING:
            message = f"rule {rule['id']}: the pattern matches the empty string, so it matches anywhere"
            yield GrammarError(message, where=where)
