"""`convert`: captions in another format, or at other times."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import FILE, CaptionCommand, refuse_no_language, stage_for, tell
from woordbeeld.errors import WrongUseError
from woordbeeld.timing import Retiming
from woordbeeld.timing import frame_rate as parse_frame_rate
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.formats.conversion import Converted

_TIME_CODE = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?::(\d{2})|[.,](\d{1,3}))?")
_FRAMES_A_SECOND = Fraction(25)  # of a time code, if --frame-rate does not tell


@click.command(cls=CaptionCommand)
@click.argument("source", metavar="IN", type=FILE)
@click.argument("out", metavar="OUT", type=FILE)
@click.option("--to", metavar="FORMAT", help="How its files end, such as vtt; else the ending of OUT tells.")
@click.option(
    "--shift", type=int, default=0, metavar="MS", help="Move all times; -500 is half a second earlier."
)
@click.option("--frame-rate", metavar="A:B", help="Timed for A frames a second, wanted for B: 25:23.976.")
@click.option("--offset-of", metavar="TIMECODE", help="Where times start: 10:00:00:00 becomes 0.")
@click.option("--rolling", is_flag=True, help="Make rolling captions, as of YouTube, plain: each word once.")
@click.option("--lang", metavar="CODE", help="The language, if IN does not tell it.")
@click.option("--title", default="", help="The title, else the name of IN, where OUT has a place for it.")
@click.option("--crlf", is_flag=True, help="End lines in CR LF, for old players.")
@click.option("--overwrite", is_flag=True, help="Replace OUT if it is there already.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def convert(
    source: Path,
    out: Path,
    *,
    to: str | None,
    shift: int,
    frame_rate: str | None,
    offset_of: str | None,
    rolling: bool,
    lang: str | None,
    title: str,
    crlf: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Write the captions in IN ({endings}) to OUT in another format, or at other times.

    What OUT cannot hold is named. In the same format nothing but times changes. A cue that would start
    before 0 starts at 0; one that would be over by then is refused. Exit code 1 means: text of IN is not in
    OUT, for it has no times.

    Example: woordbeeld convert captions.vtt captions.srt --shift -500
    """
    from woordbeeld import writing
    from woordbeeld.formats.caption_file import SLOW_BYTES, open_captions
    from woordbeeld.formats.conversion import Wanted, converted, format_for
    from woordbeeld.inputs import InputKind, printable, read_input
    from woordbeeld.publications.titles import as_title

    if lang:
        refuse_no_language(lang)
    wanted_format = format_for(to or out.suffix)
    retiming = _retiming(shift, frame_rate, offset_of)
    with writing.reserved_file(out, source):
        data = read_input(source, InputKind.CAPTIONS)
        writing.refuse_existing(out, overwrite=overwrite)
        with stage_for(quiet=quiet or len(data) < SLOW_BYTES)(say("stage.converting", name=source.name)):
            file = open_captions(data, source.name)
            default = "" if wanted_format is file.format else printable(source.stem)
            titled = as_title(title) or default
            wanted = Wanted(printable(out.name), retiming, rolling, lang, titled, crlf)
            made = converted(file, wanted_format, wanted)
        writing.write_file(out, made.text, made.encoding)
    if not quiet:
        _tell(made, file.format.name, wanted_format.name, out)
    sys.exit(ERRORS_FOUND if made.loses_text else DONE)


def _tell(made: Converted, before: str, after: str, out: Path) -> None:
    same, other = say("convert.same", format=after), say("convert.other_format", before=before, after=after)
    how = same if before == after else other
    tell(say("convert.done", count=made.cues, how=how, out=str(out)))
    for note in made.notes:
        tell(note.message)
    for each in made.lost:
        tell(say("convert.not_written", format=after, what=each.message))


def _retiming(shift_ms: int, rates: str | None, offset: str | None) -> Retiming:
    try:
        of, to = map(parse_frame_rate, rates.split(":")) if rates else (_FRAMES_A_SECOND, _FRAMES_A_SECOND)
    except ValueError:
        raise WrongUseError(say("error.options.frame_rate"), remedy=say("error.options.write_pair")) from None
    return Retiming(_milliseconds(offset, of) if offset else 0, of / to, shift_ms)


def _milliseconds(time_code: str, frames_a_second: Fraction) -> int:
    found = _TIME_CODE.fullmatch(time_code)
    if not found:
        raise WrongUseError(say("error.options.offset_of"), remedy=say("error.options.write_code"))
    hours, minutes, seconds, frames, fraction = found.groups()
    whole_ms = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    part_ms = round(int(frames) * 1000 / frames_a_second) if frames else int((fraction or "0").ljust(3, "0"))
    return whole_ms + part_ms
