"""A video renamed, removed and put back: nothing of it is lost, whatever is at it meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import requests
from playwright.sync_api import Browser, expect
from tests.publications.chromium import until as until_shown
from tests.publications.on_disk import write_made
from tests.publications.visit import opened
from tests.window.program import started
from tests.window.served import TIMEOUT_S, Served, served
from tests.window.waiting import until

from woordbeeld.editor.edits import Mark
from woordbeeld.editor.serving import journal_of
from woordbeeld.editor.session import Session
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.kept import journals
from woordbeeld.window.editors import Editors
from woordbeeld.window.project import Listening, Looked, Project
from woordbeeld.window.queue import QueueState, WorkQueue
from woordbeeld.window.tidying import Tidying
from woordbeeld.window.workspace import Workspace
from woordbeeld.writing import locked

pytestmark = pytest.mark.usefixtures("unheard")
TEXT = "ANNA: Goedemorgen allemaal.\nMooi weer.\n"
HOLDING = """
import sys
from pathlib import Path
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.session import Session
session = Session(Path(sys.argv[1]), Journal.of(Path(sys.argv[1]), Path(sys.argv[2])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_journals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WOORDBEELD_JOURNALS", str(tmp_path / "journals"))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "videos")


@pytest.fixture
def tidying(workspace: Workspace, queue: WorkQueue) -> Iterator[Tidying]:
    editors = Editors()
    yield Tidying(workspace, queue, editors)
    editors.close_all()


@pytest.fixture
def made(workspace: Workspace, clip: Path) -> Project:
    """A video of which all is made, used where it stands."""
    project = workspace.new("Praatje", "nl")
    project.transcript.write_text(TEXT, encoding="utf-8")
    write_made(project.bundle, clip)
    return workspace.change(project.name, video=str(clip), looked=Looked.SEEN)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def names(workspace: Workspace) -> list[str]:
    return [each.name for each in workspace.projects() if isinstance(each, Project)]


def test_what_is_removed_can_be_had_again_as_it_was(
    workspace: Workspace, tidying: Tidying, made: Project, clip: Path
) -> None:
    before = contents(made.folder)
    tidying.remove("praatje")
    assert names(workspace) == []
    assert not made.folder.exists()
    assert contents(workspace.trash / "praatje") == before
    assert clip.exists(), "a file that is used where it stands stays"
    assert [each.title for each in workspace.removed()] == ["Praatje"]
    assert tidying.put_back("praatje") == made
    assert contents(made.folder) == before
    assert list(workspace.removed()) == []


def test_a_name_that_can_come_back_is_not_given_to_another(workspace: Workspace, tidying: Tidying) -> None:
    workspace.new("Praatje", "nl")
    tidying.remove("praatje")
    assert workspace.new("Praatje", "nl").name == "praatje-2"
    tidying.put_back("praatje")
    assert names(workspace) == ["praatje", "praatje-2"]


def test_a_new_video_takes_over_no_corrections_of_one_that_was_deleted(
    workspace: Workspace, tidying: Tidying, made: Project
) -> None:
    with journal_of(made.transcript) as journal:
        session = Session(made.transcript, journal)
        session.edit(Mark((0,), reviewed=True), session.version)
    tidying.remove("praatje")
    (workspace.trash / "praatje").rename(workspace.path.parent / "weg")  # as if by hand, for ever
    assert workspace.new("Praatje", "nl").name == "praatje-2"


def test_what_was_done_in_the_editor_is_there_again(
    workspace: Workspace, tidying: Tidying, made: Project
) -> None:
    editors = tidying._editors
    editors.of(made).editor.shared.edit(Mark((1,), reviewed=True), 0)
    tidying.remove("praatje")
    assert editors.already_open("praatje") is None
    tidying.put_back("praatje")
    assert editors.of(workspace.project("praatje")).editor.shared.state.reviewed == {1}


def test_what_was_listened_to_stops_and_goes_on_when_it_is_back(
    workspace: Workspace, queue: WorkQueue, tidying: Tidying, made: Project
) -> None:
    other = workspace.new("Ander", "nl")
    queue.want(made.name)
    queue.want(other.name)
    until(lambda: queue.state(made.name) is QueueState.BUSY)
    tidying.remove(made.name)
    until(lambda: queue.state(other.name) is QueueState.BUSY)
    assert queue.state(made.name) is QueueState.IDLE
    tidying.put_back(made.name)
    assert workspace.project(made.name).listening is Listening.WANTED
    assert queue.state(made.name) is QueueState.WAITS


def test_what_is_open_in_another_program_stays(
    workspace: Workspace, queue: WorkQueue, tidying: Tidying, made: Project
) -> None:
    queue.want(made.name)
    command = [sys.executable, "-c", HOLDING, str(made.transcript), str(journals())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(EnvironmentProblemError, match="still open in another program"):
            tidying.remove(made.name)
        other.communicate("")
    assert names(workspace) == [made.name]
    until(lambda: queue.state(made.name) is QueueState.BUSY)  # it goes on
    tidying.remove(made.name)
    assert names(workspace) == []


def test_a_bundle_that_another_program_writes_stays(
    workspace: Workspace, tidying: Tidying, made: Project
) -> None:
    def hold() -> None:
        with locked(made.bundle):
            held.append(True)
            until(lambda: bool(tried))

    held: list[bool] = []
    tried: list[bool] = []
    thread = Thread(target=hold)
    thread.start()
    until(lambda: bool(held))
    try:
        with pytest.raises(EnvironmentProblemError):
            tidying.remove(made.name)
    finally:
        tried.append(True)
        thread.join()
    assert names(workspace) == [made.name]


def test_what_the_disk_refuses_leaves_all_as_it_was(
    workspace: Workspace, queue: WorkQueue, tidying: Tidying, made: Project
) -> None:
    queue.want(made.name)
    workspace.path.mkdir(exist_ok=True)
    workspace.trash.write_text("no folder", encoding="utf-8")
    with pytest.raises(EnvironmentProblemError):
        tidying.remove(made.name)
    assert names(workspace) == [made.name]
    until(lambda: queue.state(made.name) is QueueState.BUSY)


def test_nothing_is_put_over_what_is_there(workspace: Workspace, tidying: Tidying) -> None:
    workspace.new("Praatje", "nl")
    tidying.remove("praatje")
    (workspace.path / "praatje").mkdir()
    with pytest.raises(BadInputError, match="of this name"):
        tidying.put_back("praatje")
    assert [each.name for each in workspace.removed()] == ["praatje"]
    with pytest.raises(BadInputError):
        tidying.put_back("../praatje")


def test_a_folder_is_renamed_as_long_as_nothing_was_made(workspace: Workspace, tidying: Tidying) -> None:
    project = workspace.new("Sympsium", "nl")
    (project.folder / "given").mkdir()
    (project.folder / "given/film.mp4").write_bytes(b"film")
    workspace.change(project.name, video="given/film.mp4")
    renamed = tidying.rename("sympsium", "Symposium")
    assert (renamed.name, renamed.title) == ("symposium", "Symposium")
    assert names(workspace) == ["symposium"]
    assert workspace.project("symposium").video_path == renamed.folder / "given/film.mp4"
    assert tidying.rename("symposium", "Symposium!").name == "symposium"


def test_what_is_wanted_goes_on_under_the_new_name(
    workspace: Workspace, queue: WorkQueue, tidying: Tidying
) -> None:
    workspace.new("Sympsium", "nl")
    queue.want("sympsium")
    until(lambda: queue.state("sympsium") is QueueState.BUSY)
    tidying.rename("sympsium", "Symposium")
    until(lambda: queue.state("symposium") is QueueState.BUSY)


def test_of_what_was_made_the_title_is_another_and_the_page_is_made_anew(
    workspace: Workspace, queue: WorkQueue, tidying: Tidying, made: Project
) -> None:
    renamed = tidying.rename(made.name, "Een beter praatje")
    assert (renamed.name, renamed.title) == ("praatje", "Een beter praatje")
    until(lambda: queue.state("praatje") is QueueState.BUSY)
    assert workspace.project("praatje").title == "Een beter praatje"


@pytest.mark.parametrize("after_ms", [0, 2, 5, 10, 20])
def test_killed_while_it_is_removed_it_is_in_one_place_as_it_was(
    workspace: Workspace, made: Project, after_ms: int
) -> None:
    before = contents(made.folder)
    with started(workspace.path) as program:
        page = program.client
        thread = Thread(target=lambda: asked_in_vain(page.session, f"{page.base}/videos/praatje/remove"))
        thread.start()
        sleep(after_ms / 1000)
        program.kill()
        thread.join()
    (place,) = (each for each in (made.folder, workspace.trash / "praatje") if each.exists())
    assert contents(place) == before
    assert len(names(workspace)) + len(list(workspace.removed())) == 1


def asked_in_vain(page: requests.Session, address: str) -> None:
    with suppress(requests.RequestException):
        page.post(address, json={}, timeout=60)


@pytest.fixture
def window(workspace: Workspace, made: Project) -> Iterator[Served]:
    with served(workspace.path) as opened_window:
        yield opened_window


def test_videos_of_one_title_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    with served(tmp_path) as window:
        for title in ("Vissen", "Vissen", "Stad"):
            window.workspace.new(title, "nl")
        shown = window.client().get(window.address, timeout=TIMEOUT_S).text
    assert "<code>vissen</code>" in shown
    assert "<code>vissen-2</code>" in shown
    assert "<code>stad</code>" not in shown


@pytest.mark.browser
def test_a_video_is_renamed_removed_and_put_back_by_keyboard(
    window: Served, browser: Browser, clip: Path
) -> None:
    with opened(browser, window.opened, locale="nl-NL") as page:
        page.get_by_role("link", name="Naam wijzigen of verwijderen").press("Enter")
        page.get_by_label("Titel").fill("Een beter praatje")
        page.get_by_label("Titel").press("Enter")
        page.locator(".kind-of-page", has_text="Een beter praatje").wait_for()
        page.wait_for_load_state()  # until then no key does anything
        expect(page.locator("#main")).to_contain_text(str(clip), use_inner_text=True)
        page.get_by_role("button", name="Verwijder deze video").press("Enter")
        page.get_by_text("“Een beter praatje” is verwijderd").wait_for()
        page.wait_for_load_state()
        expect(page.get_by_role("heading", name="Een beter praatje")).to_have_count(0)
        page.get_by_role("button", name="Terugzetten").press("Enter")
        page.get_by_role("heading", name="Een beter praatje").wait_for()
        until_shown(page, "!document.querySelector('#trash')")
