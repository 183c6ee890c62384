"""Captions in another format, or at other times: what it can hold is kept, and what it cannot is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.formats import losses
from woordbeeld.formats.caption_file import CaptionFile
from woordbeeld.formats.document import Document
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.rolling import plain
from woordbeeld.formats.table import FORMATS, CaptionFormat, Writing
from woordbeeld.timing import UNMOVED, Retiming
from woordbeeld.tracks.captions import visible_label
from woordbeeld.tracks.model import LANGUAGE_CODE, Track, TrackKind, Utterance
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.tracks.speaker_prefixes import label_of
from woordbeeld.words import say

_BINARY: Final = "latin-1"  # each character is a byte
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a conversion. `name` is that of the new file, which may tell language and kind."""

    name: str = ""
    retiming: Retiming = UNMOVED
    rolling: bool = False
    language: str | None = None
    title: str = ""
    crlf: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of the new file, its encoding, how many cues it has; `notes` on how it was made, and what the
    format had no place for.
    """

    text: str
    encoding: str
    cues: int
    notes: tuple[Lost, ...]
    lost: tuple[Lost, ...] = ()

    @property
    def loses_text(self) -> bool:
        """Whether viewers get less to read."""
        return any(each.is_text for each in self.lost)


def format_for(ending: str) -> CaptionFormat:
    """The format whose files end so.

    >>> format_for(".SRT").name, format_for("vtt").name
    ('SubRip', 'WebVTT')

    Raises:
        WrongUseError: there is none.
    """
    wanted = f".{ending.lower().removeprefix('.')}"
    found = next((each for each in FORMATS if wanted in each.endings), None)
    if found is None:
        known = ", ".join(each.endings[0][1:] for each in FORMATS)
        unknown = say("error.format.no_format", ending=ending)
        what = unknown if ending else say("error.format.no_ending")
        raise WrongUseError(what, remedy=say("error.format.choose_to", known=known))
    return found


def converted(file: CaptionFile, to: CaptionFormat, wanted: Wanted) -> Converted:
    """The captions of a file in a format.

    If it is the same, the file is edited in place: only its times change. Else it is written anew.

    Raises:
        BadInputError: a cue would be over before 0, or the format cannot tell its times.
        WrongUseError: what is wanted would change more of a file than its times.
    """
    try:
        return _converted(file, to, wanted)
    except BadInputError as error:
        raise BadInputError(error.what, where=file.name, remedy=error.remedy) from error


def _converted(file: CaptionFile, to: CaptionFormat, wanted: Wanted) -> Converted:
    document = file.document
    notes = [*_before_start(document.track, wanted.retiming), *_rolling(document, rolling=wanted.rolling)]
    if wanted.rolling and document.rolls:
        document = plain(document)
    if wanted.crlf and to.binary:
        what = say("error.format.crlf", format=to.name)
        raise WrongUseError(what, remedy=say("error.format.leave_out"))
    if to is file.format:
        _refuse_header(document, wanted)
        edits = document.syntax.moved(document, wanted.retiming) if wanted.retiming != UNMOVED else ()
        text = document.syntax.edited(document.source, edits)
        encoding = file.with_document(document).encoding
        if encoding != file.encoding:
            notes.append(Lost(say("fix.encoding", encoding=encoding.upper(), before=file.encoding)))
        made = Converted(text, encoding, len(document.track.cues), tuple(notes))
    else:
        made = _anew(file.format, document, to, wanted, notes)
    return replace(made, text=_LINE_END.sub("\r\n", made.text)) if wanted.crlf else made


def _anew(
    source: CaptionFormat, document: Document, to: CaptionFormat, wanted: Wanted, notes: Iterable[Lost]
) -> Converted:
    """The captions of a document in another format."""
    cues = (replace(cue, span=wanted.retiming.span(cue.span)) for cue in document.track.cues)
    language = wanted.language or document.track.language
    if language and not LANGUAGE_CODE.fullmatch(language):
        notes = (*notes, Lost(say("loss.no_language", language=ascii(language))))
        language = None
    track = Track(document.track.kind, language, tuple(cues))
    if not to.names_speakers:
        labelled = with_labels(track)
        changed = (cue for cue, own in zip(labelled.cues, track.cues, strict=True) if cue != own)
        what = say("loss.labels", format=to.name)
        notes = (*notes, *losses.lost_cues(what, changed))
        track = labelled
    text = to.write(track, Writing(wanted.title, wanted.crlf))
    lost = (*source.outside_track(document), *to.cannot_hold(track), *_unnamed(track, to, wanted.name))
    return Converted(text, _BINARY if to.binary else "utf-8", len(track.cues), tuple(notes), lost)


def _unnamed(track: Track, to: CaptionFormat, name: str) -> Iterator[Lost]:
    """What neither the format tells nor the name of the file."""
    if track.language and not to.names_language and f".{track.language}." not in name:
        yield Lost(say("loss.language_in_name", language=track.language, ending=to.endings[0]))
    kind = track.kind.value
    if not to.names_kind and track.kind is not TrackKind.CAPTIONS and not name.startswith(kind):
        told = say(f"loss.kinds.{kind}")
        yield Lost(say("loss.kind_in_name", kind=told, name=kind, ending=to.endings[0]))


def _before_start(track: Track, retiming: Retiming) -> Iterator[Lost]:
    """Cues that would start before 0: those that are shown after it start at 0."""
    over = [cue for cue in track.cues if retiming.exact_ms(cue.span.end_ms) <= 0]
    if over:
        first = min(cue.sources[0] for cue in over)
        what = say("error.format.over_before_start", count=len(over), line=first)
        raise BadInputError(what, remedy=say("error.format.shift_less"))
    cut = [cue for cue in track.cues if retiming.exact_ms(cue.span.start_ms) < 0]
    yield from losses.lost_cues(say("loss.before_start"), cut)


def _rolling(document: Document, *, rolling: bool) -> Iterator[Lost]:
    if document.rolls and not rolling:
        yield Lost(say("loss.rolls"))
    if rolling and not document.rolls:
        yield Lost(say("loss.no_roll"))


def _refuse_header(document: Document, wanted: Wanted) -> None:
    option = "--title" if wanted.title else "--lang" if wanted.language else ""
    if option == "--lang" and wanted.language == document.track.language:
        return
    if option:
        what = say("error.format.own_header", option=option)
        raise WrongUseError(what, remedy=say("error.format.edit_header"))


def with_labels(track: Track) -> Track:
    """A track for a format without voices: a label shows the name where the speaker changes.

    A cue that shows a label or a dash already stays as it is.
    """
    known: str | None = None
    cues = []
    for cue in track.cues:
        spoken = []
        for each in cue.utterances:
            label = label_of(each.speaker_prefix)
            if not is_sound(each):
                needs_label = each.voice is not None and each.voice != known and not each.speaker_prefix
                spoken.append(_labelled(each) if needs_label else each)
                known = each.voice or label
            else:
                spoken.append(each)
        cues.append(replace(cue, utterances=tuple(spoken)))
    return replace(track, cues=tuple(cues))


def _labelled(utterance: Utterance) -> Utterance:
    """What is said, with the name before it; styles stay with the text."""
    speaker_prefix = f"{visible_label(utterance.voice or '')}: "
    runs = (
        replace(run, start=run.start + len(speaker_prefix), end=run.end + len(speaker_prefix))
        if run.line == 0
        else run
        for run in utterance.runs
    )
    return replace(utterance, speaker_prefix=speaker_prefix, runs=tuple(runs))
