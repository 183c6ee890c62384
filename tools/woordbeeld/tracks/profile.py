"""Caption profiles: the limits that broadcasters and public bodies set for captions, as data with sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.inputs import InputKind, NoSuchFileError, printable, read_input
from woordbeeld.toml_text import read_toml
from woordbeeld.words import Message, say

DEFAULT_PROFILE: Final = "nl-web"
MIN_LINE_CHARS: Final = 12  # in narrower lines most words would be cut in pieces
MAX_LIMIT: Final = 3_600_000  # an hour in milliseconds: no limit is near it
_SHOWN_CHARS: Final = 40  # of a value in an error
_PARENT: Final = "based_on"
_FOLDER: Final = files("woordbeeld.tracks") / "profiles"


class Labels(Enum):
    """How viewers see who speaks, where the speaker changes."""

    NAME = "name"  # `TON HEERTS:` before the text
    DASH = "dash"  # a dash before the text
    COLOUR = "colour"  # a colour for each speaker, and a dash, for colour alone is not seen by all
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CaptionProfile:
    """The limits for captions; times in milliseconds, speeds in characters a second, spaces included."""

    name: str
    labels: Labels
    max_lines: int  # a cue
    max_line_chars: int  # label included
    aim_chars_per_second: int  # slower is comfortable
    max_chars_per_second: int  # faster is an error
    min_duration_ms: int  # wanted for every cue
    shortest_duration_ms: int  # still seen, though hardly read
    max_duration_ms: int
    min_gap_ms: int  # so that the eye notices a new cue
    closing_gap_ms: int  # a shorter gap flickers, so it closes to `min_gap_ms`
    linger_ms: int  # how long a cue may stay after the last word
    breath_ms: int  # a pause in the voice from here on is a good place for a new cue
    split_pause_ms: int  # across a longer pause no cue continues
    cut_ms: int  # where the picture cuts this soon after the first word, the cue waits for the new shot
    forget_ms: int  # after a longer sound the speaker's label is shown again
    start_tolerance_ms: int  # how far a cue may start from the voice
    rounding_ms: int = 0  # by which times that stand on frames may be off: half a frame, where it is known


PROFILES: Final = tuple(sorted(path.name.removesuffix(".toml") for path in _FOLDER.iterdir()))
_KNOWN: Final = {
    field.name: field.type for field in fields(CaptionProfile) if field.name not in {"name", "rounding_ms"}
}
_FRAME_MS: Final = 40  # in the guides that count frames: 25 a second


def find_profile(name: str, *, labels: str | None = None) -> CaptionProfile:
    """The caption profile of that name, or else in that TOML file; `labels` in place of its own.

    A profile has a key for every limit, `key = value` or `key = { value = ..., source = "..." }`; with
    `based_on = "nl-web"` it needs only what differs.

    Raises:
        BadInputError: there is no such profile or file, or it is not a profile.
        WrongUseError: no such `labels`.
    """
    found = _shipped(name) if name in PROFILES else _read(name)
    if labels is None:
        return found
    modes = [mode.value for mode in Labels]
    if labels not in modes:
        what = say("error.options.labels", labels=_shown(labels))
        raise WrongUseError(what, remedy=say("error.choose_from", known=", ".join(modes)))
    return replace(found, labels=Labels(labels))


def at_frame_rate(profile: CaptionProfile, frames_per_second: float) -> CaptionProfile:
    """The profile for a video of that frame rate: what it gives in whole frames is as many frames there.

    >>> at_frame_rate(NL_WEB, 24).min_gap_ms, at_frame_rate(NL_WEB, 25).min_gap_ms
    (83, 80)
    """
    frame_ms = 1000 / frames_per_second
    in_frames = {
        name: round(getattr(profile, name) // _FRAME_MS * frame_ms)
        for name in ("min_gap_ms", "cut_ms", "start_tolerance_ms")
        if getattr(profile, name) % _FRAME_MS == 0
    }
    return replace(profile, **in_frames, rounding_ms=round(frame_ms / 2))


def _read(name: str) -> CaptionProfile:
    path = Path(name)
    try:
        text = read_input(path, InputKind.PROFILE).decode("utf-8-sig")
    except NoSuchFileError:
        known = ", ".join(PROFILES)
        raise BadInputError(
            say("error.profile.unknown"), where=name, remedy=say("error.choose_from", known=known)
        ) from None
    except UnicodeDecodeError as error:
        what = say("error.profile.unread", why=str(error))
        raise BadInputError(what, where=name, remedy=InputKind.PROFILE.remedy) from error
    return _profile(printable(path.stem), text, path.name)


@cache
def _shipped(name: str) -> CaptionProfile:
    file = f"{name}.toml"
    return _profile(name, (_FOLDER / file).read_text(encoding="utf-8"), file)


def _profile(name: str, text: str, where: str) -> CaptionProfile:
    try:
        given = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        what = say("error.profile.no_toml", why=str(error))
        raise BadInputError(what, where=where, remedy=say("error.profile.fix_line")) from error
    except ValueError as error:
        what, remedy = say("error.profile.too_much"), say("error.profile.fix")
        raise BadInputError(what, where=where, remedy=remedy) from error
    parent = given.pop(_PARENT, None)
    if parent is not None and parent not in PROFILES:
        raise BadInputError(
            say("error.profile.no_parent", parent=_shown(parent)),
            where=where,
            remedy=say("error.profile.base_on", known=", ".join(PROFILES)),
        )
    limits = {key: getattr(_shipped(parent), key) for key in _KNOWN} if parent else {}
    limits |= {key: _limit(key, value, where) for key, value in given.items()}
    if missing := [key for key in _KNOWN if key not in limits]:
        raise BadInputError(
            say("error.profile.lacks", missing=", ".join(missing)),
            where=where,
            remedy=say("error.profile.complete", parent=_PARENT, default=DEFAULT_PROFILE),
        )
    made = CaptionProfile(name=name, **limits)
    _refuse_contradictions(made, where)
    return made


def _limit(key: str, given: Any, where: str) -> Any:
    """A value of a profile, checked: a whole number above 0, or for `labels` one of `Labels`."""
    value = given.get("value") if isinstance(given, Mapping) else given
    if key not in _KNOWN:
        what = say("error.profile.no_key", key=_shown(key))
        raise BadInputError(what, where=where, remedy=say("error.profile.see_guide"))
    if key == "labels":
        modes = [mode.value for mode in Labels]
        if value not in modes:
            remedy = say("error.choose_from", known=", ".join(modes))
            raise BadInputError(_as_given(key, value), where=where, remedy=remedy)
        return Labels(value)
    least = 0 if key == "min_gap_ms" else 1
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadInputError(
            _as_given(key, value), where=where, remedy=say("error.profile.whole_number", least=least)
        )
    if value > MAX_LIMIT:
        what = say("error.profile.above", key=key, most=MAX_LIMIT)
        raise BadInputError(what, where=where, remedy=say("error.profile.smaller"))
    return value


def _as_given(key: str, value: Any) -> Message:
    return say("error.profile.value", key=key, value=_shown(value))


def _shown(value: Any) -> str:
    """A value as an error shows it; what TOML holds may be as long and as deep as the file."""
    if isinstance(value, str):
        return repr(value[:_SHOWN_CHARS])
    plain = isinstance(value, float) or (isinstance(value, int) and abs(value) <= MAX_LIMIT)
    return repr(value) if plain else f"({type(value).__name__})"


def _refuse_contradictions(profile: CaptionProfile, where: str) -> None:
    rising = (
        ("shortest_duration_ms", "min_duration_ms"),
        ("min_duration_ms", "max_duration_ms"),
        ("aim_chars_per_second", "max_chars_per_second"),
        ("min_gap_ms", "closing_gap_ms"),
    )
    for lower, upper in rising:
        if getattr(profile, lower) > getattr(profile, upper):
            what = say("error.profile.contradiction", lower=lower, upper=upper)
            raise BadInputError(what, where=where, remedy=say("error.profile.change_one"))
    if profile.max_line_chars < MIN_LINE_CHARS:
        what = _as_given("max_line_chars", profile.max_line_chars)
        raise BadInputError(what, where=where, remedy=say("error.profile.at_least", least=MIN_LINE_CHARS))


NL_WEB: Final = find_profile(DEFAULT_PROFILE)
