"""The commands `grammar …`: their options and help. Each one's work is in a module of its own, imported when it runs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from notice_parse.cli.options import Encoding, Grammars, OutputPath

grammar = typer.Typer(
    name="grammar",
    help="Read, extend and check the words and rules that notices are read by.",
    epilog="Example: notice-parse grammar show header.note-line",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class TextFormat(StrEnum):
    """How what a grammar holds is written."""

    text = "text"
    json = "json"


class TableFormat(StrEnum):
    """How lists and comparisons are written."""

    table = "table"
    json = "json"


GrammarFiles = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE...", help="Grammar files, or names of shipped ones; else all that are shipped."),
]


@grammar.command(name="list", epilog="Example: notice-parse grammar list")
def list_(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="Files of your own to list after the shipped ones.")
    ] = None,
    chosen: Annotated[TableFormat, typer.Option("--format", "-f", help="How to write them.")] = TableFormat.table,
    output: OutputPath = None,
) -> None:
    """List the grammar files: how many rules and words each has, and what it is about."""
    from notice_parse.cli.grammar_show import list_files

    list_files(files or [], chosen.value, output)


@grammar.command(epilog="Example: notice-parse grammar show responsibility.labels")
def show(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Rules, word lists (file.list) or files, by their names.")
    ],
    extensions: Grammars = None,
    chosen: Annotated[TextFormat, typer.Option("--format", "-f", help="How to write them.")] = TextFormat.text,
    output: OutputPath = None,
) -> None:
    """Show a rule, a word list or a file: pattern, reason, examples, words, and where each stands."""
    from notice_parse.cli.grammar_show import show_named

    show_named(names, extensions or [], chosen.value, output)


@grammar.command(epilog="Example: notice-parse grammar check 云溪.yaml")
def check(files: GrammarFiles = None, output: OutputPath = None) -> None:
    """Tell everything that is wrong in grammar files, with file and line; exits with 4 where something is."""
    from notice_parse.cli.grammar_check import check_files

    raise typer.Exit(check_files(files or [], output))


@grammar.command(name="test", epilog="Example: notice-parse grammar test 云溪.yaml --rule yunxi.note-line")
def run_tests(
    files: GrammarFiles = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rule", metavar="ID", help="Only this rule, with each example; repeatable.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show each example, not only what fails.")] = False,
    output: OutputPath = None,
) -> None:
    """Run the examples of rules and show what each rule did; exits with 1 where an example fails."""
    from notice_parse.cli.grammar_test import test_files

    raise typer.Exit(test_files(files or [], rules or [], verbose, output))


@grammar.command(epilog="Example: notice-parse grammar new yunxi --place 云溪市")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the grammar, in small letters.")],
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Use it only for notices of this place.")
    ] = None,
    extends: Annotated[str, typer.Option("--extends", metavar="NAME", help="What it adds to.")] = "national",
    output: OutputPath = None,
) -> None:
    """Write a commented file to begin a grammar of one's own with: NAME.yaml, unless --output says where."""
    from notice_parse.cli.grammar_new import write_new

    write_new(name, place, extends, output)


@grammar.command(epilog="Example: notice-parse grammar compare national 云溪.yaml 公文/")
def compare(
    old: Annotated[str, typer.Argument(metavar="A", help="A grammar as --grammar takes it; national is the base.")],
    new_: Annotated[str, typer.Argument(metavar="B", help="The grammar to compare with it.")],
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Documents, or folders of them.")],
    chosen: Annotated[TableFormat, typer.Option("--format", "-f", help="How to write it.")] = TableFormat.table,
    output: OutputPath = None,
    encoding: Encoding = None,
) -> None:
    """Tell what a change of grammar gains, loses and changes on documents, record by record."""
    from notice_parse.cli.grammar_compare import compare_grammars

    raise typer.Exit(compare_grammars((old, new_), documents, chosen.value, output, encoding))
