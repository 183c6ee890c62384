"""Tables of what is heard beside what is seen, or of who speaks beside what is said."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.intake.collection.layouts.around import Scenes, Sounds, scene_bits, sound_bits
from tests.intake.collection.layouts.exports import two_digits
from tests.intake.collection.scripts import Heard, Scene, Script, Turn
from tests.intake.collection.sheets import WEB, WORD, Bit, Sheet, Writing, mark, said

Cells = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in their order: `sound`, `picture`, `time`, `number`, `speaker`, `text`; and their headings.

    Where speech has no label, the heading of its column says whose it is.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...] = ()
    is_labelled: bool = True

    def write(self, script: Script, random: Random) -> Sheet:
        writing = Writing(random.choice((WORD, WEB)), script.language)
        if random.random() < 0.4:
            writing.heading(mark(script.title), level=1)
        first = 0
        if self.headings:
            writing.row(0, *((mark(each, bold=True),) for each in self.headings), headings=self.headings)
            first = 1
        for number, (sound, picture) in enumerate(_rows(script), first):
            cells = self._cells(number, sound, picture, script, random)
            writing.row(number, *cells, headings=self.headings)
        return writing.sheet()

    def _cells(
        self,
        number: int,
        sound: Turn | Heard | None,
        picture: Scene | None,
        script: Script,
        random: Random,
    ) -> list[Cells]:
        name = sound.person.name if isinstance(sound, Turn) else ""
        cells = {
            "time": (mark(two_digits(number * 7)),),
            "number": (mark(str(number)),),
            "speaker": (mark(name),) if name else (),
            "picture": scene_bits(picture, Scenes.PROSE, script.language, random) if picture else (),
            "sound": self._sound(sound),
            "text": self._sound(sound),
        }
        return [cells[column] for column in self.columns]

    def _sound(self, sound: Turn | Heard | None) -> Cells:
        if sound is None:
            return ()
        if isinstance(sound, Heard):
            return sound_bits(sound, Sounds.BRACKETS)
        if not self.is_labelled:
            return (said(sound.text, self.headings[self.columns.index("sound")]),)
        if "speaker" in self.columns:
            return (said(sound.text, sound.person.name),)
        return (mark(f"{sound.person.name.upper()}: "), said(sound.text, sound.person.name))


def _rows(script: Script) -> list[tuple[Turn | Heard | None, Scene | None]]:
    """What is heard beside what is seen at that time."""
    rows: list[tuple[Turn | Heard | None, Scene | None]] = []
    waiting: Scene | None = None
    for part in script.parts:
        if isinstance(part, Scene):
            if waiting:
                rows.append((None, waiting))
            waiting = part
        else:
            rows.append((part, waiting))
            waiting = None
    return [*rows, (None, waiting)] if waiting else rows
