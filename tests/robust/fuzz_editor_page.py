"""Whatever is done in whatever order, over whatever wire: the file, the journal and the screen tell the same.

    python -m tests.robust.fuzz_editor_page --count 1000 --seed 14 --seconds 600

opens one page and does random sequences in it, each on the same talk: edits that do not wait for the answers
to those before, what others do meanwhile, and somebody who writes in a box, in a time or in a dialog.
Requests are late, come twice, or are lost, and so are their answers.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright
from tests.editor.made_up import TALK, Served, served, timed_evenly
from tests.editor.wire import SMOOTH, Fate, Lost, Wire
from tests.publications.chromium import launch
from tests.publications.visit import opened

from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.session import Session
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import SceneDescription, SpokenLine
from woordbeeld.transcript.pins import pins_path
from woordbeeld.transcript.reader import read, read_file
from woordbeeld.transcript.writer import write

FILM = Path("media/symposium-entreeopleidingen.mp4")
MOST_STEPS = 8
MOST_LATE_MS = 12
SHARE_LOST = 0.15
SHARE_LOST_AGAIN = 0.05  # after something that was lost; then the page says that nobody answers
SHARE_DOUBLED = 0.15

Step = dict[str, Any]

NAMES = ("Ton Heerts", "Stef Böger", "Latisha", "Heerts", "Fatima", "voice-over", "", "a:b")
TEXTS = (
    "Ja.",
    "Nee, zeg ik.",
    "(lacht)",
    "MUZIEK",
    "JAN SMIT: Hoi.",
    "  ",
    "Twee  spaties",
    "Eén ☺ “zin”. En nog een.",
)
TYPED = (" 2cjhm]", " Hoi.", "d", " (lacht)", "[[ o i ui", "\u00e9\u00e9n")
ENDS = ("Enter", "Enter", "Escape", "split", "away")
TYPED_TIMES = ("0:03", "0:01,2", "9", "x")


class Steps:
    """Random steps; a place is that of a line, whatever its id."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def sequence(self) -> list[Step]:
        return [self._step() for _ in range(self._chance.randint(1, MOST_STEPS))]

    def _step(self) -> Step:
        kind = self._chance.choice((*["edit"] * 10, *["ask"] * 4, "elsewhere", *["write"] * 3, "time", "add"))
        pause_ms = self._chance.choice((0, 0, 3, 12, 40))
        wait = self._chance.random() < 0.3
        return {"do": kind, "pause": pause_ms, "wait": wait, **getattr(self, f"_{kind}")()}

    def _ask(self) -> Step:
        return {"ask": self._chance.choice(("undo", "undo", "redo", "save"))}

    def _elsewhere(self) -> Step:
        return self._edit()

    def _write(self) -> Step:
        pick = self._chance.choice
        return {"id": self._place(), "text": pick(TYPED), "end": pick(ENDS)}

    def _time(self) -> Step:
        pick = self._chance.choice
        return {"id": self._place(), "part": pick(("start", "end")), "text": pick(TYPED_TIMES)}

    def _add(self) -> Step:
        return {"id": self._place(), "text": self._chance.choice(TYPED)}

    def _edit(self) -> Step:
        pick, number = self._chance.choice, self._chance.randint
        times = (None, number(-40, 20_000))
        edits: tuple[Step, ...] = (
            {"kind": "set-speaker", "ids": self._places(4), "speaker": pick(NAMES)},
            {"kind": "rename-speaker", "speaker": pick(NAMES), "name": pick(NAMES)},
            {"kind": "merge-speakers", "speaker": pick(NAMES), "into": pick(NAMES)},
            {"kind": "swap-speakers", "speaker": pick(NAMES), "other": pick(NAMES)},
            {"kind": "reword", "id": self._place(), "text": pick(TEXTS)},
            {
                "kind": "insert",
                "after": self._place(),
                "item": pick(("spoken", "scene", "sound")),
                "text": pick(TEXTS),
            },
            {"kind": "delete", "ids": self._places(2)},
            {"kind": "split", "id": self._place(), "at": number(0, 30)},
            {"kind": "join", "id": self._place(), "following": self._place()},
            {"kind": "move", "id": self._place(), "by": number(-3, 3)},
            {"kind": "set-time", "id": self._place(), "start_ms": pick(times), "end_ms": pick(times)},
            {"kind": "mark", "ids": self._places(3), "reviewed": pick((True, False))},
        )
        return {"what": pick(edits)}

    def _place(self) -> int:
        return self._chance.randint(0, 12)

    def _places(self, most: int) -> list[int]:
        return [self._place() for _ in range(self._chance.randint(1, most))]


def fates(chance: random.Random) -> Any:
    """The fate of each request of a sequence."""
    lost_before: set[str] = set()

    def fate_of(path: str) -> Fate:
        kind = "changes" if path == "changes" else "asked"
        share = SHARE_LOST_AGAIN if kind in lost_before else SHARE_LOST
        lost = Lost.NOTHING
        if chance.random() < share:
            lost = chance.choice((Lost.REQUEST, Lost.ANSWER))
        (lost_before.discard if lost is Lost.NOTHING else lost_before.add)(kind)
        doubled = kind == "asked" and chance.random() < SHARE_DOUBLED
        return Fate(chance.randint(0, MOST_LATE_MS), chance.randint(0, MOST_LATE_MS), lost, doubled)

    return fate_of


# The page's own functions do it, and keys that are pressed as a browser would; places become the ids that
# stand there. What is refused is refused; what is written must stay, and be kept or still stand in its box.
DO = (Path(__file__).with_name("fuzz_editor_page.js")).read_text(encoding="utf-8")

SCREEN = """() => [...document.querySelectorAll(".line")].map(line => [
  Number(line.dataset.id),
  line.classList.contains("spoken") ? "spoken" : line.classList.contains("scene") ? "scene" : "sound",
  line.querySelector(".said").textContent,
  line.classList.contains("spoken") ? line.querySelector(".who bdi").textContent : null,
  line.querySelector(".when.none") ? null : line.querySelectorAll(".when .sign").length > 0,
])"""


@dataclass(frozen=True, slots=True)
class World:
    """An editor, the page that is open on it, and the wire in between."""

    editor: Served
    page: Page
    wire: Wire

    @property
    def journals(self) -> Path:
        return self.editor.table.path.parent / "journals"


@contextmanager
def world(folder: Path, media: Path, browser: Browser) -> Iterator[World]:
    """A world in a folder that is empty."""
    transcript = folder / "praatje.txt"
    transcript.write_text(TALK, encoding="utf-8")
    wires: list[Wire] = []

    def through(app: Any) -> Wire:
        wires.append(Wire(app))
        return wires[0]

    with (
        served(transcript, folder / "journals", media, through=through) as editor,
        opened(browser, editor.opened, locale="nl-NL") as page,
    ):
        page.wait_for_selector(".line")
        yield World(editor, page, wires[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many sequences were done, and what was wrong with which."""

    count: int
    faults: tuple[str, ...]


def run(here: World, count: int, seed: int, seconds: float | None = None, first: int = 0) -> Outcome:
    """So many sequences, the first with that number, or as many as go in the time, up to the first fault."""
    ends = time.monotonic() + (seconds or float("inf"))
    for done in range(count):
        if time.monotonic() > ends:
            return Outcome(done, ())
        number = first + done
        steps = Steps(random.Random(f"{seed}-{number}")).sequence()  # noqa: S311 - no secret
        if fault := fault_in(here, steps, f"{seed}-{number}"):
            told = f"sequence {number} of seed {seed}: {fault}\n{json.dumps(steps, ensure_ascii=False)}"
            return Outcome(done + 1, (told,))
    return Outcome(count, ())


def fault_in(here: World, steps: list[Step], seed: str) -> str | None:
    """What a sequence brings to light, if anything."""
    session = begin_anew(here)
    here.wire.fate_of = fates(random.Random(f"wire {seed}"))  # noqa: S311 - no secret
    told = here.page.evaluate(DO, [{"do": "edit", "what": FIRST, "wait": True, "pause": 0}, *steps])
    if told["faults"]:
        return "\n".join((*told["faults"], *told["log"]))
    shown = here.page.evaluate(SCREEN)
    if shown != (wanted := screen_of(session, {row[0] for row in shown if row[-1] is None})):
        return "\n".join((f"the screen tells {shown}, the program {wanted}", *told["log"]))
    if session.version > told["asked"]:
        return f"{told['asked']} things were asked, and {session.version} done"
    if fault := fault_on_disk(here, session):
        return fault
    here.wire.fate_of = lambda _: SMOOTH
    here.page.evaluate(DO, [{"do": "save", "pause": 0}])
    if not session.is_saved or write(read_file(here.editor.table.path)) != session.state.text:
        return "the file tells something else than the program"
    return None


FIRST: Step = {"kind": "mark", "ids": [0], "reviewed": True}


def fault_on_disk(here: World, session: Session) -> str | None:
    """Whether the text can be read again, and the journal leads to the same state."""
    if write(read(session.state.text)) != session.state.text:
        return "the text is read otherwise than it is written"
    (journal,) = here.journals.glob("*.jsonl")
    copy = here.editor.table.path.parent / "copy" / journal.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(journal.read_bytes())
    again = Session(here.editor.table.path, Journal(copy))
    same = [
        (each.state.text, each.state.ids, each.state.pins, each.state.reviewed, each.is_saved)
        for each in (again, session)
    ]
    again.close()
    shutil.rmtree(copy.parent)
    return None if same[0] == same[1] else f"the journal tells {same[0]}, the program {same[1]}"


def begin_anew(here: World) -> Session:
    """The same page and program on the talk as it was, with an empty journal."""
    shared, path = here.editor.table.shared, here.editor.table.path
    with shared._condition:
        shared._session.close()
        for old in (*here.journals.glob("*"), pins_path(path)):
            old.unlink(missing_ok=True)
        path.write_text(TALK, encoding="utf-8")
        session = Session(path, Journal.of(path, here.journals))
        analysis = analyse(session.state, timed_evenly(session.state.transcript), NL_WEB)
        shared._session, shared._analysis, shared._read_state = session, analysis, session.state
        shared._refresh()
    return session


def screen_of(session: Session, untimed: set[int]) -> list[list[Any]]:
    """What the page must show; of items that nobody has timed yet it cannot tell whether that was set."""
    state = session.state
    rows = []
    for item, block in state.by_id.items():
        kind = {SpokenLine: "spoken", SceneDescription: "scene"}.get(type(block), "sound")
        who = None
        if isinstance(block, SpokenLine):
            who = block.speaker.name if block.speaker else "onbekend"
        rows.append([item, kind, block.text, who, None if item in untimed else item in state.times])
    return rows


@click.command()
@click.option("--count", default=1000, show_default=True, help="Sequences.")
@click.option("--seed", default=14, show_default=True, help="Other sequences with another one.")
@click.option("--seconds", type=float, help="End after so long.")
@click.option("--first", default=0, help="The number of the first sequence.")
def main(count: int, seed: int, seconds: float | None, first: int) -> None:
    """Do random sequences in the page of the editor."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        world(Path(folder), FILM, launch(playwright)) as here,
    ):
        found = run(here, count, seed, seconds, first)
    for fault in found.faults:
        click.echo(fault, err=True)
    click.echo(f"{found.count} sequences in the editor, seed {seed}: {len(found.faults)} faults")
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
