"""Whatever is done in whatever order: the file, the journal and the screen tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from tests.editor.made_up import TALK, Served, served, timed_evenly
from tests.publications.visit import opened

from woordbeeld.editor.journal import Journal
from woordbeeld.editor.reading import read_off
from woordbeeld.editor.session import Session
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import SceneDescription, SpokenLine
from woordbeeld.transcript.pins import pins_path
from woordbeeld.transcript.reader import read, read_file
from woordbeeld.transcript.writer import write

SEQUENCES = 1000

PLACES = st.integers(0, 12)
NAMES = st.sampled_from(["Ton Heerts", "Stef Böger", "Latisha", "Heerts", "Fatima", "voice-over", "", "a:b"])
TEXTS = st.sampled_from(
    [
        "Ja.",
        "Nee, zeg ik.",
        "(lacht)",
        "MUZIEK",
        "JAN SMIT: Hoi.",
        "  ",
        "Twee  spaties",
        "Eén ☺ “zin”. En nog een.",
    ]
)
TIMES = st.one_of(st.none(), st.integers(-40, 20_000))


def edits(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"kind": st.just(kind), **fields})


STEPS = st.one_of(
    edits("set-speaker", ids=st.lists(PLACES, min_size=1, max_size=4), speaker=NAMES),
    edits("rename-speaker", speaker=NAMES, name=NAMES),
    edits("merge-speakers", speaker=NAMES, into=NAMES),
    edits("swap-speakers", speaker=NAMES, other=NAMES),
    edits("reword", id=PLACES, text=TEXTS),
    edits("insert", after=PLACES, item=st.sampled_from(["spoken", "scene", "sound"]), text=TEXTS),
    edits("delete", ids=st.lists(PLACES, min_size=1, max_size=2)),
    edits("split", id=PLACES, at=st.integers(0, 30)),
    edits("join", id=PLACES, following=PLACES),
    edits("move", id=PLACES, by=st.integers(-3, 3)),
    edits("set-time", id=PLACES, start_ms=TIMES, end_ms=TIMES),
    edits("mark", ids=st.lists(PLACES, min_size=1, max_size=3), looked=st.booleans()),
    *(st.just({"ask": name}) for name in ("undo", "undo", "redo", "save")),
)

# The page's own functions do it; places become the ids that stand there. What is refused is refused.
DO = """async steps => {
  const { edit, ask } = await import("/static/server.js");
  const { model } = await import("/static/model.js");
  const at = place => model.order[place % model.order.length];
  let refused = 0;
  for (const step of steps) {
    const { ids, id, after, following, ...rest } = step;
    const what = { ...rest };
    if (ids) what.ids = ids.map(at);
    if (id !== undefined) what.id = at(id);
    if (after !== undefined) what.after = at(after);
    if (following !== undefined) what.following = step.kind === "join" ? at(id + 1) : at(following);
    try {
      await (step.ask ? ask(step.ask) : edit(what));
    } catch (error) {
      if (!error.reason) throw error;
      refused += 1;
    }
  }
  return { refused, tick: model.tick };
}"""

SCREEN = """() => [...document.querySelectorAll(".line")].map(line => [
  Number(line.dataset.id),
  line.classList.contains("spoken") ? "spoken" : line.classList.contains("scene") ? "scene" : "sound",
  line.querySelector(".said").textContent,
  line.classList.contains("spoken") ? line.querySelector(".who bdi").textContent : null,
  line.querySelectorAll(".when .sign").length > 0,
])"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("praatje")
    transcript = folder / "praatje.txt"
    transcript.write_text(TALK, encoding="utf-8")
    with served(transcript, folder / "journals", clip) as editor:
        yield editor


@pytest.fixture(scope="module")
def page(desk: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, desk.opened, locale="nl-NL") as shown:
        shown.wait_for_selector(".line")
        yield shown


def begin_anew(desk: Served, journals: Path) -> Session:
    """The same page and program on the talk as it was, with an empty journal."""
    table = desk.table.desk
    with table._condition:
        table._session.close()
        for old in (*journals.glob("*"), pins_path(desk.table.path)):
            old.unlink(missing_ok=True)
        desk.table.path.write_text(TALK, encoding="utf-8")
        session = Session(desk.table.path, Journal.of(desk.table.path, journals))
        reading = read_off(session.state, timed_evenly(session.state.transcript), NL_WEB)
        table._session, table._reading, table._read_state = session, reading, session.state
        table._refresh()
    return session


def told(session: Session) -> list[list[Any]]:
    state = session.state
    rows = []
    for item, block in state.by_id.items():
        kind = {SpokenLine: "spoken", SceneDescription: "scene"}.get(type(block), "sound")
        who = None
        if isinstance(block, SpokenLine):
            who = block.speaker.name if block.speaker else "onbekend"
        rows.append([item, kind, block.text, who, item in state.times])
    return rows


@pytest.mark.browser
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_the_file_the_journal_and_the_screen_agree(
    steps: list[dict[str, Any]], desk: Served, page: Page
) -> None:
    journals = desk.table.path.parent / "journals"
    session = begin_anew(desk, journals)
    page.evaluate(DO, [{"kind": "mark", "ids": [0], "looked": True}, *steps])
    assert page.evaluate(SCREEN) == told(session)
    assert write(read(session.state.text)) == session.state.text
    (journal,) = journals.glob("*.jsonl")
    copy = desk.table.path.parent / "copy" / journal.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(journal.read_bytes())
    again = Session(desk.table.path, Journal(copy))
    assert (again.state.text, again.state.ids, again.state.pins, again.state.looked) == (
        session.state.text,
        session.state.ids,
        session.state.pins,
        session.state.looked,
    )
    assert again.is_saved == session.is_saved
    again.close()
    for old in copy.parent.glob("*"):
        old.unlink()
    page.evaluate(DO, [{"ask": "save"}])
    assert write(read_file(desk.table.path)) == session.state.text
    assert session.is_saved
