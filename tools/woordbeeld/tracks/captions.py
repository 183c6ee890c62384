"""Captions: the speech and the sounds of an alignment as cues under a caption profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from woordbeeld.alignment.model import AlignedLine, Alignment, PlacedEvent
from woordbeeld.timing import Span
from woordbeeld.tracks.grammar import Grammar, grammar_of
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import Piece, pieces_during, speech_pieces
from woordbeeld.tracks.placing import Draft, settle
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.segmentation import Passage, cut
from woordbeeld.transcript.model import Sound

_LABEL_END = ": "


@dataclass(frozen=True, slots=True)
class _Speech:
    """Consecutive lines of one turn, with no sound between them in the text."""

    lines: tuple[AlignedLine, ...]
    label: str | None

    @property
    def speaker(self) -> str | None:
        speaker = self.lines[0].source.speaker
        return speaker.name if speaker else None

    @property
    def start_ms(self) -> int | None:
        return next((line.span.start_ms for line in self.lines if line.span), None)


def captions(alignment: Alignment, profile: CaptionProfile) -> Track:
    """Every spoken word and every sound once, in the order of the text, in cues that never overlap.

    A cue has one speaker and one turn, and starts with its first word, or with the new shot where the
    picture cuts right after that. Lines hold at most
    `profile.max_line_chars`; what cannot be met otherwise (reading speed, shortest duration) is left to
    the checks, since no word is dropped or changed.
    """
    items = tuple(_labelled(_in_text_order(alignment), profile))
    grammar = grammar_of(alignment.language)
    drafts: list[Draft] = []
    for at, item in enumerate(items):
        if isinstance(item, PlacedEvent):
            drafts.extend(_sound_drafts(item, profile, grammar))
        else:
            speech = _speech_drafts(item, _next_start(items[at + 1 :], alignment), profile, grammar)
            drafts.extend(_after_cut(draft, alignment.shots, profile) for draft in speech)
    spans = settle(drafts, alignment.media.duration_ms, profile)
    cues = (replace(draft.cue, span=span) for draft, span in zip(drafts, spans, strict=True))
    return Track(TrackKind.CAPTIONS, alignment.language, tuple(cues))


def visible_label(name: str) -> str:
    """A speaker's name as the label that viewers see.

    >>> visible_label("Stef Böger"), visible_label("Heer Groß")
    ('STEF BÖGER', 'HEER GROẞ')
    """
    return name.replace("ß", "ẞ").upper()


def sound_text(sound: Sound) -> str:
    """A sound as captions have it: in lower case, between brackets.

    >>> sound_text(Sound(1, "", "RUSTIGE MUZIEK DIE WEGEBT"))
    '[rustige muziek die wegebt]'
    """
    return f"[{' '.join(sound.text.lower().split()).strip('[]')}]"


def _in_text_order(alignment: Alignment) -> Iterator[tuple[AlignedLine, ...] | PlacedEvent]:
    """The sounds, and the lines between them turn by turn."""
    sounds = (event for event in alignment.events if isinstance(event.source, Sound))
    blocks: list[AlignedLine | PlacedEvent] = sorted(
        (*sounds, *(line for line in alignment.lines if line.words)), key=lambda block: block.source.line
    )
    for turn, group in groupby(blocks, key=_turn):
        if turn is None:
            yield from (block for block in group if isinstance(block, PlacedEvent))
        else:
            yield tuple(block for block in group if isinstance(block, AlignedLine))


def _turn(block: AlignedLine | PlacedEvent) -> int | None:
    return block.source.turn if isinstance(block, AlignedLine) else None


def _labelled(
    items: Iterable[tuple[AlignedLine, ...] | PlacedEvent], profile: CaptionProfile
) -> Iterator[_Speech | PlacedEvent]:
    """The stretches of speech, with a label where the speaker changes or has been away for a long sound."""
    known: str | None = None
    for item in items:
        if isinstance(item, PlacedEvent):
            known = None if item.span.duration_ms > profile.forget_ms else known
            yield item
            continue
        speech = _Speech(item, None)
        name = speech.speaker
        yield replace(speech, label=visible_label(name)) if name and name != known else speech
        known = name


def _next_start(items: Sequence[_Speech | PlacedEvent], alignment: Alignment) -> int:
    """When the next speech with a time starts, or the media ends."""
    starts = (item.start_ms for item in items if isinstance(item, _Speech))
    return next((start for start in starts if start is not None), alignment.media.duration_ms)


def _speech_drafts(
    speech: _Speech, until_ms: int, profile: CaptionProfile, grammar: Grammar
) -> Iterator[Draft]:
    """The cues of a stretch of speech: first cut at every long pause, then where it costs least."""
    pieces = speech_pieces(speech.lines, profile.max_line_chars)
    timeless = not pieces
    if timeless:
        texts = [(line.source.line, " ".join(word.text for word in line.words)) for line in speech.lines]
        chars = sum(len(text) for _, text in texts)
        pieces = pieces_during(
            texts, Span(0, chars * 1000 // profile.aim_chars_per_second + 1), profile.max_line_chars
        )
        until_ms = pieces[-1].end_ms
    label = speech.label
    for run, next_ms in _between_pauses(pieces, until_ms, profile):
        label_chars = len(label) + len(_LABEL_END) if label else 0
        for lines in cut(Passage(run, label_chars, next_ms, profile, grammar)):
            yield Draft(_cue(lines, speech.speaker, label), fixed=not timeless, timeless=timeless)
            label, label_chars = None, 0


def _after_cut(draft: Draft, shots: Sequence[int], profile: CaptionProfile) -> Draft:
    """The draft, waiting for the new shot where the picture cuts right after its first word."""
    start_ms, end_ms = draft.cue.span.start_ms, draft.cue.span.end_ms
    cuts = (cut for cut in shots if start_ms < cut <= min(start_ms + profile.cut_ms, end_ms - 1))
    if draft.timeless or (cut := next(cuts, None)) is None:
        return draft
    return replace(draft, cue=replace(draft.cue, span=Span(cut, end_ms)))


def _between_pauses(
    pieces: Sequence[Piece], until_ms: int, profile: CaptionProfile
) -> Iterator[tuple[Sequence[Piece], int]]:
    """The pieces between two long pauses, and when the next ones start."""
    cuts = [
        at
        for at, (before, after) in enumerate(pairwise(pieces), 1)
        if after.start_ms - before.end_ms > profile.split_pause_ms
    ]
    for first, last in pairwise((0, *cuts, len(pieces))):
        yield pieces[first:last], pieces[last].start_ms if last < len(pieces) else until_ms


def _sound_drafts(event: PlacedEvent, profile: CaptionProfile, grammar: Grammar) -> Iterator[Draft]:
    text = sound_text(event.source) if isinstance(event.source, Sound) else ""
    # A sound that goes on is told once: its cue ends while it still sounds.
    end_ms = min(event.span.end_ms, event.span.start_ms + profile.max_duration_ms)
    shown = Span(event.span.start_ms, end_ms)
    pieces = pieces_during([(event.source.line, text)], shown, profile.max_line_chars)
    for lines in cut(Passage(pieces, 0, end_ms, profile, grammar)):
        yield Draft(_cue(lines, None, None), fixed=False)


def _cue(lines: Sequence[Sequence[Piece]], voice: str | None, label: str | None) -> Cue:
    pieces = [piece for line in lines for piece in line]
    start_ms, end_ms = pieces[0].start_ms, max(piece.end_ms for piece in pieces)
    return Cue(
        span=Span(start_ms, max(end_ms, start_ms + 1)),
        utterances=(Utterance(tuple(_text(line) for line in lines), voice, f"{label}:" if label else ""),),
        sources=tuple(dict.fromkeys(piece.line for piece in pieces)),
    )


def _text(line: Sequence[Piece]) -> str:
    spaced = (("" if piece.glued else " ") + piece.text for piece in line)
    return "".join(spaced).removeprefix(" ")
