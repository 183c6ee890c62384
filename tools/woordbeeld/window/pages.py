"""The pages of the window: their frames and words; what changes in them comes by script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, Final

from woordbeeld.intake.correcting import Row, RowKind
from woordbeeld.intake.in_words import doubt_in_words, reason_in_words
from woordbeeld.languages import LANGUAGES as SPOKEN_LANGUAGES
from woordbeeld.publications.downloads import size_in_words
from woordbeeld.publications.page_engine import environment
from woordbeeld.web.steps import with_steps
from woordbeeld.window import handbook
from woordbeeld.window.project import Project
from woordbeeld.window.status import Step, steps_of
from woordbeeld.words import LANGUAGES, told, words_in

# The keys of the page that shows how a document was read, and what each says that the paragraph is.
KIND_KEYS: Final = (
    ("s", RowKind.SPOKEN),
    ("b", RowKind.SCENE),
    ("g", RowKind.SOUND),
    ("n", RowKind.SPEAKER),
    ("w", RowKind.LEFT_OUT),
)


def render(
    template: str,
    language: str,
    data: Mapping[str, Any] | None = None,
    *,
    project: Project | None = None,
    step: Step | None = None,
    **values: Any,
) -> str:
    """A page in a language (`nl` or `en`), perhaps that of a step of a project; all text is escaped."""
    words = words_in(language, "window")
    engine = environment()
    engine.loader = with_steps("woordbeeld.window")
    engine.filters.update(
        told=partial(told, language=language),
        size=partial(size_in_words, language=language),
        kind=_kind,
        file_name=lambda path: PurePath(path).name,
        help=handbook.address_of,
    )
    return engine.get_template(template).render(
        language=language,
        languages=LANGUAGES,
        spoken_languages=_spoken_languages(language),
        words=words,
        file_words=words["file"],
        kind_keys=KIND_KEYS,
        project=project,
        step=step,
        steps=steps_of(project, step) if project else None,
        **{"shown": None, **values},
        data={"words": words["script"], **(data or {})},
    )


def _spoken_languages(language: str) -> list[tuple[str, str]]:
    """The languages that can be heard, each with its name, in the order of those."""
    named = words_in(language, "language")
    return sorted(((code, named[code]) for code in SPOKEN_LANGUAGES), key=lambda each: each[1].casefold())


def row_record(number: int, row: Row, language: str) -> Mapping[str, Any]:
    """A row as the script of the page has it."""
    return {
        "number": number,
        "kind": row.kind.value,
        "text": row.text,
        "speaker": row.speaker or "",
        "remark": row.remark,
        "opens": row.opens_turn,
        "label": row.label,
        "doubt": told(doubt_in_words(row.doubt), language) if row.doubt else "",
        "why": told(reason_in_words(row.why), language) if row.why else "",
        "place": row.place,
    }


def _kind(name: str) -> str:
    """By which the words are found that say what a file of a bundle is for, whatever its language.

    >>> _kind("captions.nl.vtt"), _kind("transcript.fragment.html"), _kind("media.mp4")
    ('captions_vtt', 'transcript_fragment_html', 'media')
    """
    first, *rest = name.split(".")
    middle = [part for part in rest[:-1] if part == "fragment"]
    return first if first in ("media", "audio") else "_".join((first, *middle, rest[-1])).replace("-", "_")
