"""All that the voices in a sound tell of the labels of an alignment: by line, and by sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import Samples
from woordbeeld.voices.audit import Audit, audit
from woordbeeld.voices.changes import changes, sentences
from woordbeeld.voices.embedder import VoiceEmbedder
from woordbeeld.voices.hearing import KnownVoices, Progress, line_voices


def audit_lines(
    lines: Sequence[AlignedLine],
    samples: Samples,
    listeners: Sequence[VoiceEmbedder],
    cache: ContentCache,
    progress: Progress = lambda _: None,
    *,
    known: KnownVoices | None = None,
    certain: Collection[int] = frozenset(),
) -> Audit:
    """The audit of lines, with where the voice changes within one; `known` is as for `line_voices`.

    The labels of the lines that are `certain` a person has given or kept.

    Raises:
        EnvironmentProblemError: as `line_voices`.
    """
    known = {} if known is None else known
    heard = line_voices(lines, samples, listeners, cache, lambda done: progress(done / 2), known=known)
    found = audit(heard, certain)
    said = sentences(lines)
    voices = line_voices(  # most sentences are whole lines, which are known by now
        [each.aligned for each in said],
        samples,
        listeners,
        cache,
        lambda done: progress((1 + done) / 2),
        known=known,
    )
    sure = {each.aligned.source.line for each in said if each.line in certain}
    return replace(found, changes=changes(said, audit(voices, sure)))
