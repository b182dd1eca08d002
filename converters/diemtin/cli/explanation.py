"""`clean --explain`: the capture with what was taken struck out, and the rule that took it."""

from collections.abc import Sequence
from itertools import islice

from rich.console import Console
from rich.text import Text

from diemtin.cleaning.account import account_lines
from diemtin.cli.messages import language, translate
from diemtin.cli.terminal import printable
from diemtin.model import Removal
from diemtin.pipeline import Cleaned
from diemtin.pipeline.audit_page import meaning

_LINES_NAMED = 12


def explain(one: Cleaned) -> None:
    """Print the account of one capture; without a terminal, `[-…-]` marks what went.

    What was mended in the encoding stands first. A line that became more than a paragraph says
    what; the rules follow with their lines.
    """
    console = Console(highlight=False, soft_wrap=True)
    audit = one.audit
    console.print(Text(printable(audit.origin), style="bold"))
    counts = (audit.words_read, audit.words_kept, audit.words_as_metadata, audit.words_removed)
    summary = "{} words read: {} kept, {} kept as metadata, {} removed"
    console.print(Text(translate(summary, *counts)))
    charset = translate("charset {}, confidence {}", audit.charset, f"{audit.confidence:.2f}")
    console.print(Text(printable(charset)))
    for repair in audit.repairs:
        repaired = translate("repaired: {}, {} times", repair.rule, repair.count)
        console.print(Text(printable(repaired), style="cyan"))
    _print_lines(console, one)
    _print_rules(console, audit.removed)
    for suggestion in one.article.suggestions:
        after = f" → {suggestion.after}" if suggestion.after is not None else ""
        told = f"{suggestion.rule}: {_said('suggestion', suggestion.rule)}"
        line = f"? {suggestion.before}{after}  ({told})"
        console.print(Text(printable(line), style="yellow"))
    console.print()


def _print_lines(console: Console, one: Cleaned) -> None:
    """Print every line of the capture in order, with the marks of what became of it."""
    for row in account_lines(one.lines, one.article, one.audit):
        text = Text().append(f"{row.line:>5} ", style="dim")
        text.append_text(_marked(row.text, row.removed, plain=not console.is_terminal))
        for metadata in row.kept:
            text.append(f"  = {_said('field', metadata.field)}", style="green")
        if row.became and row.became != "paragraph":
            text.append(f"  = {_said('kind', row.became)}", style="green")
        console.print(text)


def _said(group: str, name: str) -> str:
    """Return a name of the audit in the person's words, or as it is."""
    return meaning(group, name, language()) or name


def _print_rules(console: Console, removals: Sequence[Removal]) -> None:
    """Print after the lines what each rule took, and from where."""
    places: dict[str, dict[int, None]] = {}
    for removal in removals:
        places.setdefault(removal.rule, {})[removal.line] = None
    for rule, lines in sorted(places.items()):
        named = ", ".join(map(str, islice(lines, _LINES_NAMED)))
        more = ", …" if len(lines) > _LINES_NAMED else ""
        told = f"{rule} ({_said('rule', rule)})"
        console.print(Text(f"- {printable(told)}: {named}{more}", style="red"))


def _marked(line: str, removals: Sequence[Removal], *, plain: bool) -> Text:
    """Strike out what was removed from a line, and name the rule after it."""
    marked, position = Text(), 0
    for removal in removals:
        start = line.find(removal.text, position)
        end = start + len(removal.text) if start >= 0 else len(line)
        start = start if start >= 0 else len(line)
        marked.append(printable(line[position:start]))
        gone = printable(removal.text)
        marked.append(f"[-{gone}-]" if plain else gone, style="red strike")
        reasons = f": {', '.join(removal.reasons)}" if removal.reasons else ""
        marked.append(f" ({printable(removal.rule + reasons)})", style="red")
        position = end
    return marked.append(printable(line[position:]))
