"""Time expressions of TTML (TTML 2, 12.3.1): read, and written in the notation that stood there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from woordbeeld.timing import format_timestamp

_CLOCK = re.compile(r"(\d{1,9}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,99})|[:;](\d{2,9})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,99}(?:[.,]\d{1,99})?)(h|ms|m|s|f|t)")
_STRICT = re.compile(r"\d{2,}:[0-5]\d:[0-5]\d(?:\.\d+|:\d{2,}(?:\.\d+)?)?|\d+(?:\.\d+)?(?:h|ms|m|s|f|t)")
_MS_DIGITS = 3
_NTSC_DROPPED = (
    2  # frame numbers that SMPTE drop-frame code leaves out each minute, but each tenth (SMPTE 12M)
)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a file counts time: frames and ticks a second, and whether frame numbers are dropped (NTSC)."""

    frames: Fraction = Fraction(30)
    ticks: Fraction = Fraction(1)
    nominal: int = 30  # frames that a time code counts in a second
    drops: bool = False

    @classmethod
    def of(cls, own: Mapping[str, str]) -> Clock:
        """The clock that the attributes of the element `tt` tell; what they do not tell is the standard's."""
        numerator, _, denominator = own.get("frameRateMultiplier", "1 1").replace(":", " ").partition(" ")
        nominal, *multiplier = (_count(each) for each in (own.get("frameRate", ""), numerator, denominator))
        frames = nominal * Fraction(*multiplier) if nominal and all(multiplier) else Fraction(nominal or 30)
        ticks = _count(own.get("tickRate", ""))
        default_ticks = frames if nominal else Fraction(1)
        drops = own.get("dropMode", "nonDrop") == "dropNTSC"
        return cls(frames, Fraction(ticks) if ticks else default_ticks, nominal or 30, drops)

    def milliseconds(self, text: str) -> int:
        """The moment or the duration that an expression tells.

        Raises:
            ValueError: it is none.
        """
        text = text.strip()
        if found := _CLOCK.fullmatch(text):
            hours, minutes, seconds, fraction, frames = found.groups()
            whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
            if frames is not None:
                return round(self._of_frames(whole, int(hours) * 60 + int(minutes), int(frames)) * 1000)
            if len(fraction or "") <= _MS_DIGITS:
                return whole * 1000 + int((fraction or "").ljust(_MS_DIGITS, "0"))
            return whole * 1000 + round(Fraction(f"0.{fraction}") * 1000)
        if found := _OFFSET.fullmatch(text):
            each = {
                "h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000),
                "f": 1 / self.frames, "t": 1 / self.ticks,
            }  # fmt: skip
            return round(Fraction(found[1].replace(",", ".")) * each[found[2]] * 1000)
        raise ValueError(text)

    def _of_frames(self, seconds: int, minutes: int, frames: int) -> Fraction:
        """Seconds of a time code with frames."""
        if not self.drops:
            return seconds + frames / self.frames
        dropped = _NTSC_DROPPED * (minutes - minutes // 10)
        return (seconds * self.nominal + frames - dropped) / self.frames

    def written(self, ms: int, like: str) -> str:
        """A moment in the notation of another: as a clock shows it, in ticks, or in frames.

        It is never later: where a frame begins before the moment, it is that frame.
        """
        like = like.strip()
        found = _CLOCK.fullmatch(like)
        if found and found[5] is not None and not self.drops:
            seconds, rest_ms = divmod(ms, 1000)
            frame = min(_whole(rest_ms, self.frames), self.nominal - 1)
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frame:02}"
        if like.endswith("t"):
            return f"{_whole(ms, self.ticks)}t"
        if like.endswith("f"):
            return f"{_whole(ms, self.frames)}f"
        return format_timestamp(ms)


def _whole(ms: int, a_second: Fraction) -> int:
    """How many frames or ticks have begun until a moment, which is itself rounded to a millisecond.

    >>> _whole(480, Fraction(25)), _whole(479, Fraction(25)), _whole(33, Fraction(30))
    (12, 11, 1)
    """
    return int((ms + Fraction(1, 2)) * a_second / 1000)


def strict_form(text: str) -> str | None:
    """A time as TTML wants it, where it has a comma or one digit of hours; None where it is right.

    >>> strict_form("0:00:01,5"), strict_form("00:00:01.5")
    ('00:00:01.5', None)
    """
    if is_strict(text.strip()):
        return None
    head, colon, rest = text.strip().replace(",", ".").partition(":")
    parts = [head, *rest.split(":")] if colon else [head]
    return ":".join(part.zfill(2) if part.isdecimal() else part for part in parts)


def is_strict(text: str) -> bool:
    """Whether a time is written as TTML wants it, with nothing around it."""
    return bool(_STRICT.fullmatch(text))


def _count(text: str) -> int:
    """A whole number above 0, or else 0.

    >>> _count("25"), _count("0"), _count("-1"), _count("9" * 5000)
    (25, 0, 0, 0)
    """
    return int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text) else 0
