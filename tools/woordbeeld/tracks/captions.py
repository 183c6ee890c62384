"""Captions: the speech and the sounds of an alignment as cues under a caption profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from woordbeeld.alignment.model import AlignedPhrase, Alignment, PlacedEvent
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.timing import Span
from woordbeeld.tracks.clear_of_text import clear_of_text
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.parts import with_languages
from woordbeeld.tracks.pieces import WordPiece, pieces_during, speech_pieces, text_of
from woordbeeld.tracks.placing import Draft, settle
from woordbeeld.tracks.profile import CaptionProfile, Labels
from woordbeeld.tracks.segmentation import LineLayout, Opening, Passage, cut
from woordbeeld.tracks.widths import needed_ms, shown_chars
from woordbeeld.transcript.model import Sound
from woordbeeld.transcript.word_ends import ends_sentence
from woordbeeld.transcript.word_lists import grammar_of
from woordbeeld.transcript.words import PARTICLES

_OFF_SCREEN = re.compile(r"(?i)voice-?\s?over|commentator|\w*stem")
_ARTICLES: Final = frozenset({"de", "een"})


@dataclass(frozen=True, slots=True)
class _Speech:
    """Consecutive phrases of one turn, with no sound between them in the text, and what shows who speaks."""

    phrases: tuple[AlignedPhrase, ...]
    opening: Opening

    @property
    def estimated(self) -> bool:
        """None of it was heard, but it has a time."""
        return self.start_ms is not None and all(phrase.estimated for phrase in self.phrases)

    @property
    def start_ms(self) -> int | None:
        return next((phrase.span.start_ms for phrase in self.phrases if phrase.span), None)


def captions(alignment: Alignment, profile: CaptionProfile) -> Track:
    """Every spoken word and every sound once, in the order of the text, in cues that never overlap.

    A sound is left out where it has no time, or the speech leaves no room to show it (see `not_shown`).

    A cue has one speaker, or two whose short replies share it. It starts with its first word, or with the
    new shot where the picture cuts right after that. Lines hold at most `profile.max_line_chars`; what
    cannot be met otherwise (reading speed, shortest duration) is left to the checks, since no word is
    dropped or changed.
    """
    items = tuple(_opened(_in_text_order(alignment), profile))
    makes = _Maker(alignment, profile)
    drafts: list[Draft] = []
    at = 0
    for timed, group in groupby(items, key=_is_timed):
        run = tuple(group)
        at += len(run)
        if timed:
            speeches = tuple(item for item in run if isinstance(item, _Speech))
            drafts.extend(makes.speech(speeches, _next_start(items[at:], alignment)))
            continue
        for item in run:
            drafts.extend(makes.sound(item) if isinstance(item, PlacedEvent) else makes.unheard(item))
    spans = settle(drafts, alignment.media.duration_ms, alignment.shots, profile)
    cues = (replace(draft.cue, span=span) for draft, span in zip(drafts, spans, strict=True) if span)
    return clear_of_text(Track(TrackKind.CAPTIONS, alignment.language, tuple(cues)), alignment)


def not_shown(alignment: Alignment, track: Track) -> tuple[PlacedEvent, ...]:
    """The sounds that have no cue in these captions, in the order of the text."""
    shown = {line for cue in track.cues for line in cue.sources}
    sounds = (event for event in alignment.events if isinstance(event.source, Sound))
    return tuple(sound for sound in sounds if sound.source.line not in shown)


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


def _in_text_order(alignment: Alignment) -> Iterator[tuple[AlignedPhrase, ...] | PlacedEvent]:
    """The sounds, and the phrases between them turn by turn; those that were not heard apart."""
    sounds = (event for event in alignment.events if isinstance(event.source, Sound) and event.span)
    blocks: list[AlignedPhrase | PlacedEvent] = sorted(
        (*sounds, *aligned_phrases(alignment)), key=lambda block: block.source.line
    )
    for key, group in groupby(blocks, key=_stretch):
        if key is None:
            yield from (block for block in group if isinstance(block, PlacedEvent))
        else:
            yield tuple(block for block in group if isinstance(block, AlignedPhrase))


def _stretch(block: AlignedPhrase | PlacedEvent) -> tuple[int, bool] | None:
    """What keeps phrases together: their turn, and whether their time is an estimate; nothing for a sound."""
    if isinstance(block, PlacedEvent):
        return None
    return block.source.turn, block.estimated and block.span is not None


def _opened(
    items: Iterable[tuple[AlignedPhrase, ...] | PlacedEvent], profile: CaptionProfile
) -> Iterator[_Speech | PlacedEvent]:
    """The stretches of speech, with a prefix where the speaker changes or has been away for a long sound."""
    last: str | None = None
    forgotten = True
    met: set[str] = set()
    for item in items:
        if isinstance(item, PlacedEvent):
            forgotten = forgotten or (item.span is not None and item.span.duration_ms > profile.forget_ms)
            yield item
            continue
        speaker = item[0].source.speaker
        name = speaker.name if speaker else None
        label = f"{visible_label(name)}: " if name and profile.labels is Labels.NAME else ""
        speaker_prefix = label if name != last or forgotten else ""
        if name and last and name != last and profile.labels in (Labels.DASH, Labels.COLOUR):
            speaker_prefix = DASH
        # A dash tells only that it is another one: a name that viewers have not met is shown in full.
        yield _Speech(item, Opening(name, speaker_prefix, label if label and name not in met else DASH))
        last, forgotten = name, False
        met.update([name] if name else [])


def _next_start(items: Sequence[_Speech | PlacedEvent], alignment: Alignment) -> int:
    """When the next speech with a time starts, or the media ends."""
    starts = (item.start_ms for item in items if isinstance(item, _Speech))
    return next((start for start in starts if start is not None), alignment.media.duration_ms)


def _is_timed(item: _Speech | PlacedEvent) -> bool:
    """Speech that was heard: its cues start exactly when it does."""
    return isinstance(item, _Speech) and item.start_ms is not None and not item.estimated


class _Maker:
    """Makes the cues of an alignment under a caption profile, before their times are settled."""

    def __init__(self, alignment: Alignment, profile: CaptionProfile) -> None:
        self._shots = alignment.shots
        self._profile = profile
        self._language = alignment.language
        self._grammar = grammar_of(alignment.language)
        names = [line.source.speaker.name for line in alignment.lines if line.source.speaker]
        self._colours = colours(names)

    def speech(self, speeches: Sequence[_Speech], until_ms: int) -> Iterator[Draft]:
        """The cues of turns that follow each other: cut at every long pause, then where it costs least."""
        pieces: list[WordPiece] = []
        openings: dict[int, Opening] = {}
        for speech in speeches:
            openings[len(pieces)] = speech.opening
            pieces += speech_pieces(speech.phrases, self._profile.max_line_chars, self._language)
        for passage in self._passages(pieces, openings, until_ms):
            for layout in cut(passage):
                yield _after_cut(Draft(self._cue(passage, layout), fixed=True), self._shots, self._profile)

    def unheard(self, speech: _Speech) -> Iterator[Draft]:
        """The cues of speech with an estimated time, or with none: each then as long as it takes to read."""
        if speech.estimated:
            pieces = speech_pieces(speech.phrases, self._profile.max_line_chars, self._language)
            for cue in self._cues(pieces, speech.opening, pieces[-1].end_ms + self._profile.linger_ms):
                yield Draft(cue, fixed=False, estimated=True)
            return
        texts = [(phrase.source.line, phrase.text) for phrase in speech.phrases]
        own = [phrase.language for phrase in speech.phrases]
        chars = sum(shown_chars(text) for _, text in texts)
        span = Span(0, needed_ms(max(chars, 1), self._profile.aim_chars_per_second))
        pieces = pieces_during(texts, span, self._profile.max_line_chars, self._language, own)
        for cue in self._cues(pieces, speech.opening, pieces[-1].end_ms):
            yield Draft(cue, fixed=False, timeless=True)

    def sound(self, event: PlacedEvent) -> Iterator[Draft]:
        """The cue of a sound. One that goes on is told once: its cue ends while it still sounds."""
        if not isinstance(event.source, Sound) or event.span is None:
            return
        text = sound_text(event.source)
        end_ms = min(event.span.end_ms, event.span.start_ms + self._profile.max_duration_ms)
        shown = Span(event.span.start_ms, end_ms)
        pieces = pieces_during(
            [(event.source.line, text)], shown, self._profile.max_line_chars, self._language
        )
        for cue in self._cues(pieces, Opening(None), end_ms):
            yield Draft(cue, fixed=False)

    def _cues(self, pieces: Sequence[WordPiece], opening: Opening, until_ms: int) -> Iterator[Cue]:
        passage = Passage(tuple(pieces), {0: opening}, until_ms, self._profile, self._grammar)
        return (self._cue(passage, layout) for layout in cut(passage))

    def _passages(
        self, pieces: Sequence[WordPiece], openings: Mapping[int, Opening], until_ms: int
    ) -> Iterator[Passage]:
        """The pieces between two long pauses; nobody is left with a word that is no sentence."""
        pauses = [at for at in range(1, len(pieces)) if _pause_ms(pieces, at) > self._profile.split_pause_ms]
        edges = sorted({0, *pauses, *openings, len(pieces)})
        cuts = [at for at in pauses if not self._strands_a_word(pieces, at, edges)]
        for first, last in pairwise((0, *cuts, len(pieces))):
            inside = {at - first: opening for at, opening in openings.items() if first <= at < last}
            speaking = openings[max(at for at in openings if at <= first)].speaker
            opened = {0: Opening(speaking), **inside}
            next_ms = pieces[last].start_ms if last < len(pieces) else until_ms
            yield Passage(
                tuple(pieces[first:last]), opened, next_ms, self._profile, self._grammar, self._shots
            )

    def _strands_a_word(self, pieces: Sequence[WordPiece], at: int, edges: Sequence[int]) -> bool:
        """A cut at a pause that is not very long would leave a single word of a sentence on one side."""
        goes_on = not ends_sentence(pieces[at - 1].text, self._grammar)
        place = edges.index(at)
        alone = 1 in (at - edges[place - 1], edges[place + 1] - at)
        return goes_on and alone and _pause_ms(pieces, at) <= 2 * self._profile.split_pause_ms

    def _cue(self, passage: Passage, layout: LineLayout) -> Cue:
        pieces = passage.pieces[layout.first : layout.last]
        start_ms, end_ms = pieces[0].start_ms, max(piece.end_ms for piece in pieces)
        return Cue(
            span=Span(start_ms, max(end_ms, start_ms + 1)),
            utterances=tuple(self._utterances(passage, layout)),
            sources=tuple(dict.fromkeys(piece.line for piece in pieces)),
        )

    def _utterances(self, passage: Passage, layout: LineLayout) -> Iterator[Utterance]:
        lines = [passage.pieces[first:last] for first, last in layout.lines]
        opening = passage.openings.get(layout.first)
        speaker = passage.speaker(layout.first)
        if layout.turn is None:
            yield self._utterance(lines, speaker, opening.speaker_prefix if opening else "")
            return
        second = passage.openings[layout.turn]
        yield self._utterance(lines[:1], speaker, opening.speaker_prefix if opening else "")
        yield self._utterance(lines[1:], second.speaker, second.shared_speaker_prefix)

    def _utterance(
        self, lines: Sequence[Sequence[WordPiece]], voice: str | None, speaker_prefix: str
    ) -> Utterance:
        coloured = self._profile.labels is Labels.COLOUR and voice is not None
        utterance = Utterance(
            tuple(map(text_of, lines)),
            voice,
            speaker_prefix,
            self._colours[voice] if coloured and voice else None,
            off_screen=voice is not None and is_off_screen(voice),
        )
        return with_languages(utterance, lines, self._language)


def _pause_ms(pieces: Sequence[WordPiece], at: int) -> int:
    """The silence before a piece."""
    return pieces[at].start_ms - pieces[at - 1].end_ms


def colours(names: Sequence[str]) -> dict[str, Colour]:
    """A colour for each speaker, given who speaks in order: those who follow each other differ, if they can.

    >>> [colour.value for colour in colours(["Ton", "Stef", "Fatima", "Trudy", "Ton", "Frank"]).values()]
    ['white', 'yellow', 'cyan', 'lime', 'yellow']
    """
    found: dict[str, Colour] = {}
    for name in dict.fromkeys(names):
        near = [
            found.get(one if other == name else other)
            for one, other in pairwise(names)
            if name in (one, other)
        ]
        used = list(found.values())
        found[name] = min(Colour, key=lambda colour: (near.count(colour), used.count(colour)))
    return found


def is_off_screen(name: str) -> bool:
    """Whether a speaker is a voice that is not seen, as its role says; after a particle it is a surname.

    >>> is_off_screen("Voice-over"), is_off_screen("Vrouwenstem 2"), is_off_screen("Een stem")
    (True, True, True)
    >>> is_off_screen("Ton Heerts"), is_off_screen("Van der Stem"), is_off_screen("Jan de Stem")
    (False, False, False)
    """
    words = name.split()
    role = words[:-1] if words and words[-1].isdecimal() else words
    last = " ".join(role[-2:]) if _OFF_SCREEN.fullmatch(" ".join(role[-2:])) else " ".join(role[-1:])
    before = [word.lower() for word in role[: len(role) - len(last.split())]]
    is_surname = (
        bool(before) and before[-1] in PARTICLES and not (len(before) == 1 and before[0] in _ARTICLES)
    )
    return bool(_OFF_SCREEN.fullmatch(last)) and not is_surname


def _after_cut(draft: Draft, shots: Sequence[int], profile: CaptionProfile) -> Draft:
    """The draft, waiting for the new shot where the picture cuts right after its first word."""
    start_ms, end_ms = draft.cue.span.start_ms, draft.cue.span.end_ms
    cuts = (cut for cut in shots if start_ms < cut <= min(start_ms + profile.cut_ms, end_ms - 1))
    if (cut := next(cuts, None)) is None:
        return draft
    return replace(draft, cue=replace(draft.cue, span=Span(cut, end_ms)))
