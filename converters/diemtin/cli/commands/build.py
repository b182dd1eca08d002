"""`diemtin build`: every capture of a workspace in one briefing, in each format."""

from pathlib import Path

import msgspec

from diemtin.cli.commands.init import is_sample
from diemtin.cli.instant import present_instant, wanted_instant
from diemtin.cli.progress import progress_bars
from diemtin.cli.terminal import complain, result, say
from diemtin.pipeline import Build, Order, Unusable, build, last_instant
from diemtin.workspace import Workspace, open_workspace


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for; None where it leaves it to the manifest."""

    root: Path
    to: str | None = None
    out: Path | None = None
    style: str | None = None
    jobs: int | None = None
    cached: bool = True


def run(request: Request, *, check: bool) -> int:
    """Build, or check the outputs of the last build; return the exit status."""
    workspace = open_workspace(request.root)
    former = wanted_instant() or last_instant(workspace, request.out) if check else None
    endings = (request.to or "").split(",")
    order = Order(
        modified=former or present_instant(),
        to=tuple(part.strip().lower() for part in endings) if request.to else None,
        folder=request.out,
        style=request.style,
        jobs=request.jobs,
        cached=request.cached and not check,
    )
    _tell_of_sources(workspace)
    with progress_bars() as advance:
        made = build(workspace, order, advance)
    for note in made.notes:
        say(note)
    for unusable in made.unusable:
        report(unusable)
    if not made.outputs:
        complain(f"{request.root}: no capture can be used, so nothing was published.")
        return 1
    return _check(made) if check else _publish(made)


def _tell_of_sources(workspace: Workspace) -> None:
    """Tell what is not read, and that the sample of new workspaces is published with the rest."""
    for note in workspace.overlooked:
        say(note)
    for source in workspace.sources if len(workspace.sources) > 1 else ():
        if is_sample(source.path):
            say("{}: this is the sample of a new workspace. Leave it out.", source.origin)


def report(unusable: Unusable) -> None:
    """Tell in one line why a capture is left out."""
    line = f"{unusable.origin}: {unusable.reason}"
    complain(f"{line}. {unusable.remedy}" if unusable.remedy else line, unusable.trace)


def _publish(made: Build) -> int:
    for path in made.publish():
        result(str(path))
    return 1 if made.unusable else 0


def _check(made: Build) -> int:
    stale = made.stale()
    for path in stale:
        complain(f"{path}: this is not what the inputs give. Build again: diemtin build.")
    if not stale:
        say("The outputs are what the inputs give.")
    return 1 if stale or made.unusable else 0
