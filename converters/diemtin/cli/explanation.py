"""`clean --explain`: the capture with what was taken struck out, and the rule that took it."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from diemtin.cli.messages import translate
from diemtin.cli.terminal import printable
from diemtin.model import Removal
from diemtin.pipeline import Cleaned, account_lines


def explain(one: Cleaned) -> None:
    """Print the account of one capture; without a terminal, `[-…-]` marks what went."""
    console = Console(highlight=False, soft_wrap=True)
    audit = one.audit
    console.print(Text(printable(audit.origin), style="bold"))
    counts = (audit.words_read, audit.words_kept, audit.words_as_metadata, audit.words_removed)
    summary = "{} words read: {} kept, {} kept as metadata, {} removed"
    console.print(Text(translate(summary, *counts)))
    charset = translate("charset {}, confidence {}", audit.charset, f"{audit.confidence:.2f}")
    console.print(Text(printable(charset)))
    _print_lines(console, one)
    for repair in audit.repairs:
        console.print(Text(f"~ {printable(repair.rule)} × {repair.count}", style="cyan"))
    for suggestion in one.article.suggestions:
        after = f" → {suggestion.after}" if suggestion.after is not None else ""
        line = f"? {suggestion.before}{after}  ({suggestion.rule})"
        console.print(Text(printable(line), style="yellow"))
    console.print()


def _print_lines(console: Console, one: Cleaned) -> None:
    """Print every line of the capture in order, with the marks of what became of it."""
    for row in account_lines(one):
        text = Text(f"{row.line:>5} ", style="dim")
        text.append_text(_marked(row.text, row.removed, plain=not console.is_terminal))
        for metadata in row.kept:
            text.append(f"  = {metadata.field}", style="green")
        console.print(text)


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
