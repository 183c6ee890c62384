"""Generated tracks, for what is written in a format and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from woordbeeld.timing import Span
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance

NAMES = ["Ton Heerts", "Josephine van den Berg", "Berend Buddingh'", "A & B <c>", "Voice-over"]
WORDS = st.one_of(
    st.sampled_from(
        ["de", "ja.", "A<B", "-->", "<b>", "&amp;", "é", "zo:", "12:30", "–", "{x}", "♪", "'t", "\u200b"]
    ),
    st.text("abcdé.,&<>'\"/", min_size=1, max_size=12),
)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@st.composite
def utterances(draw: st.DrawFn, after: str | None = None) -> Utterance:
    """Speech with or without a speaker prefix; the second speaker of a cue, after another, always has one."""
    second = after is not None
    voice = draw(st.sampled_from([name for name in NAMES if name != after]))
    speaker_prefixes = [DASH, f"{voice.upper()}: "] if second else ["", DASH, f"{voice.upper()}: "]
    speaker_prefix = draw(
        st.sampled_from(
            speaker_prefixes if voice.replace(" ", "").isalpha() else speaker_prefixes[: 1 + (not second)]
        )
    )
    lines = draw(st.lists(LINES, min_size=1, max_size=1 if second else 2))
    return Utterance(
        tuple(lines), voice, speaker_prefix, draw(st.none() | st.sampled_from(Colour)), draw(st.booleans())
    )


@st.composite
def cues(draw: st.DrawFn) -> list[Cue]:
    found: list[Cue] = []
    now_ms = draw(st.integers(0, 4_000_000))
    for number in range(draw(st.integers(1, 6))):
        long_ms = draw(st.integers(1, 9000))
        first = draw(utterances())
        spoken = (first, draw(utterances(first.voice))) if draw(st.booleans()) else (first,)
        if draw(st.integers(0, 5)) == 0:
            spoken = (Utterance(("[applaus]",)),)
        found.append(Cue(Span(now_ms, now_ms + long_ms), spoken, (number + 1,)))
        now_ms += long_ms + draw(st.integers(0, 3000))
    return found


TRACKS = st.builds(
    lambda made: Track(TrackKind.CAPTIONS, "nl", tuple(made)),
    cues(),
)


def spoken_words(track: Track) -> list[list[tuple[str | None, list[str]]]]:
    """Who says which words, speaker prefixes included, cue by cue."""
    return [[(part.voice, " ".join(part.shown).split()) for part in cue.utterances] for cue in track.cues]
