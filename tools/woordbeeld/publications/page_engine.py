"""The engine of all page templates: it escapes whatever is told, and has our filters and style sheets."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from woordbeeld.alignment.model import PlacedEvent
from woordbeeld.publications.outline import TurnPart, screen_parts
from woordbeeld.timing import format_clock, format_duration
from woordbeeld.transcript.model import Part, SceneDescription, Sound, SpokenLine
from woordbeeld.words import direction

# As short as JSON can be: what is not ASCII stands there as itself.
JSON: Final[dict[str, Any]] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}


def style(*names: str) -> str:
    """Style sheets that stand beside the templates, as one."""
    return "\n" + "".join(template_text(name) for name in names)


def template_text(name: str) -> str:
    """A file of ours that stands beside the templates, as it is."""
    return (files("woordbeeld.publications") / "templates" / name).read_text(encoding="utf-8")


def environment() -> Environment:
    """The template engine, which escapes all text; with our filters and tests."""
    made = Environment(
        loader=PackageLoader("woordbeeld.publications"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.policies["json.dumps_kwargs"] = JSON
    made.filters.update(
        clock=format_clock,
        seconds=_seconds,
        duration=format_duration,
        screen_parts=screen_parts,
        spoken=_spoken,
        sound=_sound,
        csp_hash=csp_hash,
        as_is=_as_is,
    )
    made.tests.update(
        turn=lambda part: isinstance(part, TurnPart),
        scene=lambda item: isinstance(item, PlacedEvent) and isinstance(item.source, SceneDescription),
        heard=lambda item: isinstance(item, PlacedEvent) and isinstance(item.source, Sound),
    )
    return made


def csp_hash(text: str) -> str:
    """How a Content-Security-Policy allows just this inline script or style (CSP 3, 2.3.1).

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _as_is(text: str) -> Markup:
    """Our own styles and scripts, which are no data."""
    return Markup(text)  # noqa: S704 - never of a transcript


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"


def _spoken(line: SpokenLine, language: str) -> Markup:
    """What is said on a line, with what is not in the language of the page told apart."""
    return Markup("").join(_part(part, language) for part in line.parts)


def _part(part: Part, language: str) -> Markup:
    if part.language in (None, language):
        return escape(part.text)
    way = direction(part.language)
    turned = Markup(' dir="{}"').format(way) if way != direction(language) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(part.language, turned, part.text)


def _sound(sound: Sound) -> str:
    return sound.text.lower()
