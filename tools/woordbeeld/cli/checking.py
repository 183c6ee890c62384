"""`check`: captions of anybody held against the rules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import (
    FILE,
    CaptionCommand,
    overwrite_file,
    profile_option,
    stage_for,
    tell_error,
    ui_language,
)
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.showing import echo_text, hand_over
from woordbeeld.timing import frame_rate
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.checking import CheckOutcome

ALL: Final = "all"
_FIX: Final = "--fix"


class _WithBareFix(CaptionCommand):
    """`--fix` alone is for all rules, and takes no name of a file for a rule, as an option of click would."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        options = [f"{_FIX}={ALL}" if each == _FIX else each for each in args[:end]]
        return super().parse_args(ctx, [*options, *args[end:]])


@click.command(cls=_WithBareFix)
@click.argument("captions", metavar="FILE|FOLDER|-...", type=FILE, nargs=-1, required=True)
@profile_option
@click.option("--media", type=FILE, metavar="VIDEO", help="Hold the captions against this sound and picture.")
@click.option("--fps", metavar="RATE", help="Frames a second of the video, if not those of --media.")
@click.option("--select", multiple=True, metavar="RULE,...", help="Tell of these rules alone.")
@click.option("--ignore", multiple=True, metavar="RULE,...", help="Tell nothing of these rules.")
@click.option(
    _FIX,
    "fix",
    multiple=True,
    metavar="[=RULE,...]",
    help="Fix what needs no person, or only what breaks these rules, in the file itself.",
)
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change, and write nothing.")
@click.option("--no-backup", is_flag=True, help="With --fix: keep no copy of the file as it was.")
@click.option("--stdin-name", metavar="NAME", help="The name of what comes from standard input (-).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--out", type=FILE, help="Write the findings to this file.")
@overwrite_file
@click.option("--quiet", is_flag=True, help="Say nothing but errors; the exit code tells.")
def check(
    captions: tuple[Path, ...],
    *,
    profile: str,
    media: Path | None,
    fps: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: tuple[str, ...],
    dry_run: bool,
    no_backup: bool,
    stdin_name: str | None,
    form: str,
    out: Path | None,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Check captions, whoever made them ({endings}): files, bundles and other folders.

    Exit code 1 means: there are errors; 3: a file that was named cannot be read. With --media, speech without
    a caption is found too. A file that --fix changes is kept beside it (captions.srt.bak) unless git has it.
    Captions from standard input (-) go fixed to standard output.

    Example: woordbeeld check captions.srt --media talk.mp4
    """
    from woordbeeld import checking, writing
    from woordbeeld.cache_folder import limit_bytes, run_within
    from woordbeeld.publications.check_report import RENDERERS
    from woordbeeld.settings import Settings
    from woordbeeld.tracks.profile import find_profile

    if (dry_run or no_backup) and not fix:
        option = "--dry-run" if dry_run else "--no-backup"
        raise WrongUseError(
            say("error.options.fix_alone", option=option), remedy=say("error.options.give_fix")
        )
    if fix and (rule := next((path for path in captions if checking.is_rules(str(path))), None)):
        what = say("error.options.rules_as_file", rules=str(rule))
        raise WrongUseError(what, remedy=say("error.options.write_fix", rules=str(rule)))
    rules = checking.selected(select, ignore)
    fixing = checking.Fixing(checking.fixable(fix, rules), dry_run, not no_backup) if fix else None
    sources = checking.sources_of(captions, stdin_name)
    if out:
        writing.check_file(out, *(each.path for each in sources), Path(profile), *([media] if media else []))
        writing.refuse_foreign(out, overwrite=overwrite)
    settings = Settings(profile=find_profile(profile), stage=stage_for(quiet=quiet))
    asked = checking.Checking(rules, media, _frames_per_second(fps), fixing)
    with run_within(settings.cache, limit_bytes()) if media else nullcontext():
        checked = checking.check_captions(sources, settings, asked)
    text = RENDERERS[form]([each.file for each in checked], ui_language())
    if out:
        writing.write_file(out, text)
    handed_over = fixing is not None and _hand_over(checked, dry_run=dry_run)
    if not out and not quiet:
        echo_text(text, err=handed_over)
    sys.exit(_exit_code(checked))


def _frames_per_second(text: str | None) -> float | None:
    try:
        return float(frame_rate(text)) if text is not None else None
    except ValueError:
        raise WrongUseError(say("error.options.fps"), remedy=say("error.options.write_fps")) from None


def _hand_over(checked: Sequence[CheckOutcome], *, dry_run: bool) -> bool:
    """Give standard output what others go on with: the differences, or captions that came without a file."""
    if dry_run:
        hand_over(b"".join(each.diff for each in checked))
        return True
    captions = [each.data for each in checked if each.source.is_standard_input]
    for data in captions:
        hand_over(data)
    return bool(captions)


def _exit_code(checked: Sequence[CheckOutcome]) -> int:
    """What a named file that cannot be read weighs more than errors in others; each is told."""
    refused = [each.refusal for each in checked if each.refusal and each.source.named]
    for refusal in refused:
        tell_error(refusal)
    if refused:
        return BadInputError.exit_code
    return ERRORS_FOUND if any(each.file.errors for each in checked) else DONE
