"""The command `diemtin`: its options and arguments; what a command needs loads when it runs."""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from diemtin import __version__
from diemtin.cli.messages import translate as _
from diemtin.cli.terminal import complain, printable, settings, use_utf8
from diemtin.errors import ConfigurationError, DiemtinError

DONE, INCOMPLETE, WRONG_CALL = 0, 1, 2

app = typer.Typer(
    name="diemtin",
    help=_(
        "Cleans captures of news portals and publishes them as one briefing: PDF, Word, EPUB.\n\n"
        "\b\nExamples:\n"
        "  diemtin init my-briefing\n"
        "  diemtin build my-briefing\n"
        "  diemtin clean sources/*.txt --explain\n"
        "  diemtin convert build/briefing.docx -o briefing.pdf\n\n"
        "Exit status: 0 done; 1 some input could not be used; 2 wrong call or manifest."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"diemtin {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("Print errors only."))] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=_("Print tracebacks of errors, for a report."))
    ] = False,
    version: Annotated[  # noqa: ARG001 - its callback does all
        bool,
        typer.Option(
            "--version", help=_("Print the version."), callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    settings.quiet, settings.debug = quiet, debug


def _style_names() -> list[str]:
    from diemtin.style import style_names

    return style_names()


def _writer_endings() -> list[str]:
    from diemtin.formats import formats

    return list(formats("writer"))


Style = Annotated[
    str | None,
    typer.Option("--style", metavar="NAME", help=_("A style's name."), autocompletion=_style_names),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help=_("The captures' charset, if it is not found by itself."),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, metavar="N", help=_("How many processes clean captures.")),
]


@app.command(
    help=_(
        "Build a workspace's briefing in each format.\n\n"
        "\b\nExamples:\n"
        "  diemtin build\n"
        "  diemtin build my-briefing --to docx,pdf --style bulletin\n"
        "  diemtin build my-briefing --check"
    )
)
def build(
    workspace: Annotated[
        Path, typer.Argument(help=_("A folder with captures, and perhaps a briefing.toml."))
    ] = Path(),
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="LIST",
            help=_("The formats, parted by commas: docx,pdf,epub."),
            autocompletion=_writer_endings,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=_("Where the outputs go."))
    ] = None,
    style: Style = None,
    jobs: Jobs = None,
    check: Annotated[
        bool,
        typer.Option("--check", help=_("Write nothing; say whether the outputs are up to date.")),
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help=_("Clean every capture anew.")),
    ] = False,
) -> None:
    """Build a workspace."""
    from diemtin.cli.commands.build import Request, run

    asked = Request(root=workspace, to=to, out=out, style=style, jobs=jobs, cached=not no_cache)
    raise typer.Exit(run(asked, check=check))


@app.command(
    help=_(
        "Clean captures and print the articles.\n\n"
        "\b\nExamples:\n"
        "  diemtin clean capture.txt\n"
        "  diemtin clean sources/*.html --json > articles.jsonl\n"
        "  diemtin clean capture.txt --explain"
    )
)
def clean(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("The captures."))],
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print JSON; one line a file if there are several."))
    ] = False,
    as_text: Annotated[
        bool, typer.Option("--text", help=_("Print one block a line (the default)."))
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Show what was removed, and by which rule."))
    ] = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="RULE", help=_("Leave a rule out (repeatable).")),
    ] = None,
    encoding: Encoding = None,
    jobs: Jobs = None,
) -> None:
    """Clean captures."""
    from diemtin.cli.commands.clean import run

    chosen = [
        name
        for name, given in (("json", as_json), ("text", as_text), ("explain", explain))
        if given
    ]
    if len(chosen) > 1:
        raise typer.BadParameter(_("choose one of --json, --text and --explain"))
    form = chosen[0] if chosen else "text"
    rules = frozenset(rule.strip() for given in without or () for rule in given.split(","))
    raise typer.Exit(run(files, form, without=rules, encoding=encoding, jobs=jobs))


@app.command(
    help=_(
        "Convert an edited Word file, or a capture.\n\n"
        "\b\nExamples:\n"
        "  diemtin convert edited.docx -o edited.pdf\n"
        "  diemtin convert capture.html -o article.epub --style pocket"
    )
)
def convert(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help=_("What to read."))],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUTPUT", help=_("What to write."))
    ],
    style: Style = None,
    encoding: Encoding = None,
) -> None:
    """Convert one file."""
    from diemtin.cli.commands.convert import run

    raise typer.Exit(run(source, output, style=style, encoding=encoding))


@app.command(
    help=_("Make a new workspace, ready to build.\n\n\b\nExample:\n  diemtin init my-briefing")
)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The new folder."))],
) -> None:
    """Make a workspace."""
    from diemtin.cli.commands.init import run

    raise typer.Exit(run(folder))


styles = typer.Typer(
    name="styles",
    help=_(
        "List the styles, or show one.\n\n"
        "\b\nExamples:\n"
        "  diemtin styles\n"
        "  diemtin styles show nd30 -o specimen.pdf"
    ),
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(styles)

Workspace = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help=_("A workspace with its own styles."))
]


@styles.callback()
def _list_styles(context: typer.Context, workspace: Workspace = Path()) -> None:
    if context.invoked_subcommand is None:
        from diemtin.cli.commands.styles import list_styles

        raise typer.Exit(list_styles(workspace))


@styles.command(help=_("Print a specimen of a style: every element that it has."))
def show(
    name: Annotated[str, typer.Argument(help=_("A style's name."), autocompletion=_style_names)],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help=_("What to write."))
    ],
    workspace: Workspace = Path(),
) -> None:
    """Show a style."""
    from diemtin.cli.commands.styles import show_style

    raise typer.Exit(show_style(name, output, workspace))


@app.command(help=_("List the readers and writers, with their packages."))
def formats() -> None:
    """List the formats."""
    from diemtin.cli.commands.formats import run

    raise typer.Exit(run())


def _leading_common(arguments: list[str]) -> list[str]:
    """Let the common options stand anywhere before `--`, not only before the command.

    >>> _leading_common(["build", "--debug", "--", "-q"])
    ['--debug', 'build', '--', '-q']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before = arguments[:end]
    common = [argument for argument in before if argument in {"--debug", "--quiet", "-q"}]
    return [*common, *(a for a in before if a not in common), *arguments[end:]]


def main() -> None:
    """Run the command line and exit with its status."""
    use_utf8()
    try:
        app(_leading_common(sys.argv[1:]), prog_name="diemtin")
    except DiemtinError as error:
        complain(str(error), traceback.format_exc())
        sys.exit(WRONG_CALL if isinstance(error, ConfigurationError) else INCOMPLETE)
    except BrokenPipeError:
        # Whoever read the results has had enough; Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(INCOMPLETE)
    except Exception as error:
        place = f"{type(error).__name__}: {printable(str(error))}"
        complain(
            f"something went wrong that was not foreseen ({place}). "
            "Run the same command with --debug, and report what it prints.",
            traceback.format_exc(),
        )
        sys.exit(INCOMPLETE)
