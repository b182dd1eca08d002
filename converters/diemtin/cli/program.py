"""The command `diemtin`: its options and arguments; what a command needs loads when it runs."""

import atexit
import gc
import os
import sys
import traceback
from pathlib import Path

import click

from diemtin import __version__
from diemtin.cli.help import Group
from diemtin.cli.messages import translate as _
from diemtin.cli.terminal import complain, printable, settings, use_utf8
from diemtin.errors import ConfigurationError, DiemtinError

DONE, INCOMPLETE, WRONG_CALL = 0, 1, 2
# The trees of a briefing hold no cycles, and Python would look through all of them again and again
# for some: a tenth of a build's time. So it looks after so many new objects, more than a briefing
# of five articles makes (one look there takes 14 ms), and seldom at all.
_COLLECTION = (100_000, 10, 50)


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"diemtin {__version__}")
        context.exit()


@click.group(
    name="diemtin",
    cls=Group,
    help=_(
        "Cleans captures of news portals and publishes them as one briefing: PDF, Word, EPUB.\n\n"
        "\b\nExamples:\n"
        "  diemtin init my-briefing\n"
        "  diemtin build my-briefing\n"
        "  diemtin clean sources/*.txt --explain\n"
        "  diemtin convert build/briefing.docx -o briefing.pdf\n\n"
        "Exit status: 0 done; 1 some input could not be used; 2 wrong call or manifest."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--quiet", "-q", is_flag=True, help=_("Print errors only."))
@click.option("--debug", is_flag=True, help=_("Print tracebacks of errors, for a report."))
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=_("Print the version."),
)
def app(quiet: bool, debug: bool) -> None:
    """Keep what holds for the whole call."""
    settings.quiet, settings.debug = quiet, debug


def _style_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    from diemtin.style import style_names

    return [name for name in style_names() if name.startswith(incomplete)]


def _writer_endings(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    from diemtin.formats import formats

    return [ending for ending in formats("writer") if ending.startswith(incomplete)]


_path = click.Path(path_type=Path)
_style = click.option(
    "--style", metavar="NAME", help=_("A style's name."), shell_complete=_style_names
)
_encoding = click.option(
    "--encoding", metavar="NAME", help=_("The captures' charset, if it is not found by itself.")
)
_jobs = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("How many processes clean captures."),
)
_workspace = click.option(
    "--workspace",
    type=_path,
    default=Path(),
    metavar="DIR",
    help=_("A workspace with its own styles."),
)


@app.command(
    help=_(
        "Build a workspace's briefing in each format.\n\n"
        "\b\nExamples:\n"
        "  diemtin build\n"
        "  diemtin build my-briefing --to docx,pdf --style bulletin\n"
        "  diemtin build my-briefing --check"
    )
)
@click.argument(
    "workspace",
    type=_path,
    default=Path(),
    help=_("A folder with captures, and perhaps a briefing.toml."),
)
@click.option(
    "--to",
    metavar="LIST",
    help=_("The formats, separated by commas: docx,pdf,epub."),
    shell_complete=_writer_endings,
)
@click.option("--out", type=_path, metavar="DIR", help=_("Where the outputs go."))
@_style
@_jobs
@click.option(
    "--check", is_flag=True, help=_("Write nothing; say whether the outputs are up to date.")
)
@click.option("--no-cache", is_flag=True, help=_("Clean every capture anew."))
def build(
    workspace: Path,
    to: str | None,
    out: Path | None,
    style: str | None,
    jobs: int | None,
    check: bool,
    no_cache: bool,
) -> None:
    """Build a workspace."""
    from diemtin.cli.commands.build import Request, run

    asked = Request(root=workspace, to=to, out=out, style=style, jobs=jobs, cached=not no_cache)
    sys.exit(run(asked, check=check))


@app.command(
    help=_(
        "Clean captures and print the articles.\n\n"
        "\b\nExamples:\n"
        "  diemtin clean capture.txt\n"
        "  diemtin clean sources/*.html --json > articles.jsonl\n"
        "  diemtin clean capture.txt --explain"
    )
)
@click.argument(
    "files", type=_path, nargs=-1, required=True, metavar="FILE...", help=_("The captures.")
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print JSON; one line a file if there are several.")
)
@click.option("--text", "as_text", is_flag=True, help=_("Print one block a line (the default)."))
@click.option("--explain", is_flag=True, help=_("Show what was removed, and by which rule."))
@click.option("--without", multiple=True, metavar="RULE", help=_("Leave a rule out (repeatable)."))
@_encoding
@_jobs
def clean(
    files: tuple[Path, ...],
    as_json: bool,
    as_text: bool,
    explain: bool,
    without: tuple[str, ...],
    encoding: str | None,
    jobs: int | None,
) -> None:
    """Clean captures."""
    from diemtin.cli.commands.clean import run

    chosen = [
        name
        for name, given in (("json", as_json), ("text", as_text), ("explain", explain))
        if given
    ]
    if len(chosen) > 1:
        raise click.UsageError(_("choose one of --json, --text and --explain"))
    form = chosen[0] if chosen else "text"
    rules = frozenset(rule.strip() for given in without for rule in given.split(","))
    sys.exit(run(list(files), form, without=rules, encoding=encoding, jobs=jobs))


@app.command(
    help=_(
        "Convert an edited Word file, or a capture.\n\n"
        "\b\nExamples:\n"
        "  diemtin convert edited.docx -o edited.pdf\n"
        "  diemtin convert capture.html -o article.epub --style pocket"
    )
)
@click.argument("source", type=_path, metavar="INPUT", help=_("What to read."))
@click.option(
    "--output", "-o", type=_path, required=True, metavar="OUTPUT", help=_("What to write.")
)
@_style
@_encoding
def convert(source: Path, output: Path, style: str | None, encoding: str | None) -> None:
    """Convert one file."""
    from diemtin.cli.commands.convert import run

    sys.exit(run(source, output, style=style, encoding=encoding))


@app.command(
    help=_("Make a new workspace, ready to build.\n\n\b\nExample:\n  diemtin init my-briefing")
)
@click.argument("folder", type=_path, metavar="DIR", help=_("The new folder."))
def init(folder: Path) -> None:
    """Make a workspace."""
    from diemtin.cli.commands.init import run

    sys.exit(run(folder))


@app.group(
    help=_(
        "List the styles, or show one.\n\n"
        "\b\nExamples:\n"
        "  diemtin styles\n"
        "  diemtin styles show nd30 -o specimen.pdf"
    ),
    invoke_without_command=True,
)
@_workspace
@click.pass_context
def styles(context: click.Context, workspace: Path) -> None:
    """List the styles, unless one is to be shown."""
    if context.invoked_subcommand is None:
        from diemtin.cli.commands.styles import list_styles

        sys.exit(list_styles(workspace))


@styles.command(help=_("Print a specimen of a style: every element that it has."))
@click.argument("name", shell_complete=_style_names, help=_("A style's name."))
@click.option("--output", "-o", type=_path, required=True, metavar="FILE", help=_("What to write."))
@_workspace
def show(name: str, output: Path, workspace: Path) -> None:
    """Show a style."""
    from diemtin.cli.commands.styles import show_style

    sys.exit(show_style(name, output, workspace))


@app.command(help=_("List the readers and writers, with their packages."))
def formats() -> None:
    """List the formats."""
    from diemtin.cli.commands.formats import run

    sys.exit(run())


def _leading_common(arguments: list[str]) -> list[str]:
    """Let the common options stand anywhere before `--`, not only before the command.

    >>> _leading_common(["build", "--debug", "--", "-q"])
    ['--debug', 'build', '--', '-q']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before = arguments[:end]
    common = [argument for argument in before if argument in {"--debug", "--quiet", "-q"}]
    return [*common, *(a for a in before if a not in common), *arguments[end:]]


def _run(arguments: list[str]) -> int:
    """Run the command line, and tell what is wrong with a call in one line as all errors are told.

    Click would print a call's words as they are, and always in English.
    """
    try:
        return app.main(arguments, prog_name="diemtin", standalone_mode=False) or DONE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        told = error.format_message()
        told += "" if told.endswith((".", "?", "?)")) else "."
        command = error.ctx.command_path if error.ctx else "diemtin"
        complain(f"{told} See: {command} --help")
    return WRONG_CALL


def main() -> None:
    """Run the command line and exit with its status."""
    gc.set_threshold(*_COLLECTION)
    # At its end Python would look through all of them once more, for a tenth of a small build.
    atexit.register(gc.freeze)
    use_utf8()
    try:
        sys.exit(_run(_leading_common(sys.argv[1:])))
    except DiemtinError as error:
        complain(str(error), traceback.format_exc())
        sys.exit(WRONG_CALL if isinstance(error, ConfigurationError) else INCOMPLETE)
    except click.Abort:
        complain("stopped before it was finished. No output is half-written; run it again.")
        sys.exit(INCOMPLETE)
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
