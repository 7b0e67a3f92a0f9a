"""Leaders: the persons of a heading (二、林越常务副市长牵头重点工作) or of a field (牵头领导：吴 君)."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar, alternation, per_grammar
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_LAST_BRACKET = compile_pattern(r"\((?P<who>[^()]{4,40})\)$")
_PHONE = compile_pattern(r"[(:,]?(?:联系|办公)?(?:电话|手机)?:?(?<![\d-])[\d-]{7,}\)?$")
_OFFICE = r"[\u4e00-\u9fff、]{1,18}(?:局长|主任|书记|部长|经理|所长|站长|科长|股长|处长|院长|校长|行长|董事长|队长|会长|总队长|支队长|秘书长|巡视员|调研员|检察长|镇长|乡长|主席|委员|成员|干部)"
_ANY_POST = compile_pattern(
    rf"(?:(?P<name>[\u4e00-\u9fff]{{2,4}})\((?P<post>{_OFFICE})\)|(?P<post2>{_OFFICE}):?(?P<name2>[\u4e00-\u9fff]{{2,3}}))$"
)
"""A person of an office that no list has, where the field says that it names persons: 陆川（县政府督查室主任）."""
_COURTESY = compile_pattern(r"(?:同志|\((?:挂职|兼|代|女|正县级|副县级|正处级|副处级|.{1,2}族)\)|先生|女士)$")
_BEFORE_POST = compile_pattern(r"(?:分管|牵头|联系|协管|主管|包联|责任)(?=副?[市县区州省旗镇乡]|常务|党)")
_SEPARATOR = compile_pattern(r"[、,;/]|(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})")


class LeaderMatch(NamedTuple):
    """A person: name without blanks, post as written or None, and where the name stands."""

    name: str
    post: str | None
    place: Passage


class LeaderRules:
    """The rules of a grammar, compiled once."""

    def __init__(self, grammar: Grammar) -> None:
        self.heading = grammar.rule("leaders.heading").pattern
        self.person = grammar.rule("leaders.person-post").pattern
        posts, bodies = alternation(grammar.words("leaders.posts")), alternation(grammar.words("leaders.bodies"))
        self.post_only = compile_pattern(rf"(?:{bodies}){{0,4}}(?:{posts})$")
        self.not_name = grammar.rule("leaders.not-a-name").pattern
        self.surnames = frozenset("".join(grammar.words("leaders.surnames")))
        self.compounds = tuple(grammar.words("leaders.compound_surnames"))


@per_grammar
def leader_rules(grammar: Grammar) -> LeaderRules:
    return LeaderRules(grammar)


def leaders_of_heading(heading: Passage, grammar: Grammar) -> list[LeaderMatch]:
    """The persons who lead what a heading opens; empty for a heading that names nobody.

    Shape: `heading` without its number. A heading that names units (各镇、市政府各部门共同落实工作) gives none.
    """
    rules = leader_rules(grammar)
    match = rules.heading.match(heading.folded)
    if not match:
        return _leaders_in_bracket(heading, grammar)
    people = parse_leaders(heading.slice(match.start("who"), match.end("who")), grammar)
    # 市发改局牵头重点工作 names a unit: a heading speaks of persons only where a post says so.
    comrade = heading.folded.startswith("同志", match.end("who"))
    return people if people and (comrade or any(p.post for p in people)) else []


def _leaders_in_bracket(heading: Passage, grammar: Grammar) -> list[LeaderMatch]:
    """公安司法领域（副市长 石岩）: a bracket at the end that holds nothing but persons with their posts."""
    bracket = _LAST_BRACKET.search(heading.folded)
    if not bracket:
        return []
    people = parse_leaders(heading.slice(bracket.start("who"), bracket.end("who")), grammar)
    named = sum(len(person.name) + len(person.post or "") for person in people)
    return people if people and all(p.post for p in people) and named + 2 >= len(bracket["who"]) else []


def parse_leaders(passage: Passage, grammar: Grammar, *, labelled: bool = False) -> list[LeaderMatch]:
    """The persons of a list of names, with or without posts, in order.

    A post after the last of several names holds for all of them (周宁、方平副市长). `labelled`: the field says that
    these are leaders, so that a name need not open with a known surname.
    """
    rules = leader_rules(grammar)
    people: list[LeaderMatch] = []
    trailing = False
    for part in _parts(passage, rules):
        if phone := _PHONE.search(part.folded):
            part = part.slice(0, phone.start()).strip()
        if courtesy := _COURTESY.search(part.folded):
            part = part.slice(0, courtesy.start()).strip()
        if before := _BEFORE_POST.match(part.folded):
            part = part.slice(before.end())
            if rules.post_only.match(part.folded):
                # 分管副区长: whoever holds that post, not a further post of the person before.
                continue
        if people and rules.post_only.match(part.folded):
            # 安若谷常委、常务副县长: one person with two posts.
            last = people.pop()
            people.append(last._replace(post=f"{last.post}、{part.clean}" if last.post else part.clean))
            trailing = True
            continue
        match = _person(part.folded, rules, labelled)
        if not match:
            continue
        group = "name" if match["name"] else "name2"
        trailing = group == "name"
        name = part.clean[match.start(group) : match.end(group)]
        post = part.clean[match.start("post") : match.end("post")] if match["post"] else None
        if match["post2"]:
            post = part.clean[match.start("post2") : match.end("post2")]
        people.append(LeaderMatch(name, post, part.slice(match.start(group), match.end(group))))
    if trailing and len(people) > 1 and people[-1].post and all(p.post is None for p in people[:-1]):
        people = [p._replace(post=people[-1].post) for p in people]
    return people


def is_name(text: str, rules: LeaderRules) -> bool:
    """Whether a text reads as a person's name: a surname first."""
    return "·" in text or text[0] in rules.surnames or text.startswith(rules.compounds)


def _parts(passage: Passage, rules: LeaderRules) -> list[Passage]:
    text = passage.folded.rstrip("。.;； ")
    out: list[Passage] = []
    at = 0
    post_first = True
    for match in [*_SEPARATOR.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and text.count("(", at, end) > text.count(")", at, end) and text.find(")", end) > 0:
            # 柳知夏（县委副书记、县长）: posts in brackets go with the name before them.
            continue
        part = passage.slice(at, end).strip()
        if match and part:
            # 市委常委、副市长 林越: a post may hold the separator; it belongs to the name that follows. After 安若谷常委
            # a post alone belongs to the name before it.
            if rules.post_only.match(part.folded) and post_first:
                continue
            person = rules.person.match(part.folded)
            if person is None:
                if _ANY_POST.match(part.folded):
                    post_first = False
                    out.append(part)
                    at = match.end()
                continue
            post_first = person["name2"] is not None
        if part:
            out.extend(_by_gaps(part, rules))
        at = match.end() if match else end
    return out


def _person(text: str, rules: LeaderRules, labelled: bool) -> re.Match[str] | None:
    """A name with its post, if any; a name that opens with no known surname (才旦副州长) needs the post beside it."""
    match = rules.person.match(text)
    if not match:
        other = _ANY_POST.match(text) if labelled else None
        named = (other["name"] or other["name2"]) if other else ""
        return other if named and is_name(named, rules) and not rules.not_name.search(named) else None
    name = match["name"] or match["name2"]
    if is_name(name, rules):
        return match
    stated = labelled or match["post"] or match["post2"]
    return match if stated and not rules.not_name.search(name) else None


def _by_gaps(part: Passage, rules: LeaderRules) -> list[Passage]:
    """Names set apart by blanks alone; a blank inside a two-character name (吴 君) does not part it."""
    text = part.folded
    cuts = [
        k
        for k in range(2, len(text) - 1)
        if part.norm_offset(k) in part.norm.gaps and is_name(text[k:], rules) and len(text) - k >= 2
    ]
    if not cuts or any(len(text[a:b]) < 2 for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)):
        return [part]
    pieces = [part.slice(a, b) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    if all(2 <= len(p) <= 4 and is_name(p.folded, rules) for p in pieces):
        return pieces
    # 张宁副县长 李越副县长: each with a post of its own.
    matches = [rules.person.match(p.folded) for p in pieces]
    if all(m and m["name"] and m["post"] and is_name(m["name"], rules) for m in matches):
        return pieces
    return [part]
