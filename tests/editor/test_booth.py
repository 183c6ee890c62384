"""The booth: descriptions are spoken, kept beside the transcript, and told when their text changes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.description.sounds import found_in, room, voice
from tests.editor.made_up import TIMEOUT_S, Served, served, timed_evenly
from tests.publications.axe import violations
from tests.publications.chromium import another, until, until_so
from tests.publications.visit import opened

from woordbeeld import describing
from woordbeeld.cache import file_sha256
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.recorded_narrator import RecordedNarrator
from woordbeeld.description.recordings import read_recordings, recordings_path, voice_folder
from woordbeeld.editor import booth_pages
from woordbeeld.media.piping import stereo_blocks
from woordbeeld.media.takes import read_take, wav_of
from woordbeeld.settings import Settings
from woordbeeld.transcript.reader import read
from woordbeeld.window.app import takes_files

COFFEE, TEA, CHAIR = "Een man schenkt koffie in.", "Een man schenkt thee in.", "Een vrouw gaat zitten."
TALK = f"""\
({CHAIR})
TON HEERTS: Goedemorgen allemaal.
({COFFEE})
STEF BÖGER: Dank je wel.
"""
SAID_MS = 900  # of voice in each turn of what the microphone hears
AROUND_MS = 700  # of silence after it

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the microphone hears, over and over."""
    path = tmp_path_factory.mktemp("heard") / "x.wav"
    path.write_bytes(wav_of(np.concatenate((voice(SAID_MS), room(AROUND_MS)))))
    return path


@pytest.fixture(scope="module")
def speaking(browser: Browser, heard: Path) -> Iterator[Browser]:
    """A browser with a microphone that may be used."""
    options = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    )
    found = another(browser, *options)
    yield found
    found.close()


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "praatje.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip) as started:
        yield started


# That somebody is to speak stands large, right below the text to be read.
SPEAK_NOW = """(() => {
  const [text, now] = ['.booth', '#booth-status'].map(each => document.querySelector(each));
  const gap = now.getBoundingClientRect().top - text.getBoundingClientRect().bottom;
  return now.textContent === 'Spreek nu.' && parseFloat(getComputedStyle(now).fontSize) > 24 && gap < 20;
})()"""


def in_booth(page: Page) -> None:
    until(page, "document.querySelectorAll('.line').length === 4")
    page.focus(".line")
    page.keyboard.press("x")
    until(page, "document.querySelector('#booth-passage').options.length === 2")


def record(page: Page, ms: int = 1700) -> None:
    """As somebody does by keyboard: begin, speak when the pause begins, and stop."""
    page.keyboard.press("r")
    until(page, "document.querySelector('#booth-record').classList.contains('recording')")
    until(page, SPEAK_NOW)
    page.wait_for_timeout(ms)
    page.keyboard.press("r")
    until(page, "document.querySelector('#booth-status').textContent.startsWith('Opname:')")


def test_two_scenes_are_spoken_and_a_changed_text_is_told(
    speaking: Browser, editor: Served, transcript: Path, heard: Path
) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        expect(page.locator("#booth-text")).to_have_text(CHAIR, use_inner_text=True)
        expect(page.locator("#booth-count")).to_have_text("0 van 2 ingesproken", use_inner_text=True)
        record(page)
        expect(page.locator("#booth-result")).not_to_contain_text("passage", use_inner_text=True)
        page.keyboard.press("n")
        expect(page.locator("#booth-text")).to_have_text(COFFEE, use_inner_text=True)
        until_so(page, lambda: page.inner_text("#booth-room").startswith("Ruimte: "))
        record(page)
        expect(page.locator("#booth-count")).to_have_text("2 van 2 ingesproken", use_inner_text=True)
        folder = voice_folder(transcript)
        recordings = read_recordings(transcript)
        assert [each.text for each in recordings.recorded] == [CHAIR, COFFEE]
        for each in recordings.recorded:
            assert found_in(read_take(folder / each.file), np.tile(read_take(heard), 4)) > 0.8
        assert [each.at_ms // 2000 for each in recordings.recorded] == [0, 2]  # in their scenes
        page.keyboard.press("Escape")
        until(page, "document.activeElement.matches('.line')")
        page.keyboard.press("Home")
        for key in ("ArrowDown", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        page.keyboard.press("Control+a")
        page.keyboard.type(TEA)
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#doubts').textContent.includes('veranderd na de opname')")
        expect(page.locator("#doubts")).to_contain_text(COFFEE, use_inner_text=True)
        expect(page.locator(".line[aria-selected=true] .marks")).to_have_text(
            "opname?", use_inner_text=True
        )  # not that it is looked at
        page.select_option("#work-kind", "recording")
        expect(page.locator("#progress")).to_have_text("0 van 1 nagekeken", use_inner_text=True)
        page.click("#doubts .recording button")
        until(page, "document.querySelector('#booth-was').textContent.startsWith('De tekst is veranderd na')")
        expect(page.locator("#booth-text")).to_have_text(TEA, use_inner_text=True)
        page.focus("#booth-record")
        record(page)
        expect(page.locator("#booth-was")).to_have_text("", use_inner_text=True)
        page.keyboard.press("Escape")
        until(page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")
    narrator = RecordedNarrator(transcript)
    assert narrator.troubles == ()
    assert narrator.length_ms(COFFEE)  # it stays, should its text come back


def test_what_was_spoken_is_heard_in_the_film(
    speaking: Browser, editor: Served, transcript: Path, clip: Path
) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        record(page, 900)
        page.keyboard.press("n")
        record(page, 900)
    found = timed_evenly(read(TALK))
    alignment = replace(found, media=replace(found.media, sha256=file_sha256(clip), duration_ms=18_000))
    film = describing.describe_film(alignment, clip, transcript, Settings(language="nl"))
    assert film
    assert film.sound.kind is NarratorKind.PERSON
    mix = np.concatenate(list(stereo_blocks(film.files[film.sound.name], 18_000)))[:, 0]
    narrator = RecordedNarrator(transcript)
    for planned in film.plan.passages:
        said = narrator.say(planned.passage.text, "nl", planned.speed)
        assert said is not None
        start = planned.start_ms * 48
        assert found_in(said, mix[start - 4800 if start > 4800 else 0 : start + len(said) + 4800]) > 0.8


def test_a_window_that_closes_while_somebody_speaks_loses_that_recording_alone(
    speaking: Browser, editor: Served, transcript: Path
) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        record(page)
        page.keyboard.press("n")
        page.keyboard.press("r")
        until(page, "document.querySelector('#booth-record').classList.contains('recording')")
    assert [each.text for each in read_recordings(transcript).recorded] == [CHAIR]
    assert RecordedNarrator(transcript).troubles == ()


def test_what_is_spoken_is_dropped_with_escape_and_the_booth_stays(
    speaking: Browser, editor: Served, transcript: Path
) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        page.keyboard.press("r")
        until(page, "document.querySelector('#booth-record').classList.contains('recording')")
        page.keyboard.press("Escape")
        until(page, "document.querySelector('#booth-status').textContent.startsWith('Gestopt')")
        until(page, "document.querySelector('#booth-dialog').open")
    assert not voice_folder(transcript).exists()


def test_who_goes_on_while_speaking_has_that_kept(
    speaking: Browser, editor: Served, transcript: Path
) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        page.keyboard.press("r")
        until(page, "document.querySelector('#booth-record').classList.contains('recording')")
        page.wait_for_timeout(1200)
        page.keyboard.press("n")
        until(page, "document.querySelector('#booth-count').textContent.startsWith('1 van 2')")
        expect(page.locator("#booth-text")).to_have_text(COFFEE, use_inner_text=True)
        expect(page.locator("#booth-passage")).to_have_value("1")
        record(page)
    assert [each.text for each in read_recordings(transcript).recorded] == [CHAIR, COFFEE]


def test_a_recording_is_heard_in_its_place(speaking: Browser, editor: Served) -> None:
    with opened(speaking, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        record(page)
        page.evaluate(
            "window.heard = []; const play = Audio.prototype.play;"
            "Audio.prototype.play = function () { heard.push(this.src); return play.call(this); }; 0"
        )
        page.keyboard.press("p")
        until(page, "heard.some(each => each.includes('booth/sound'))")


def test_without_permission_a_file_is_given(
    browser: Browser, editor: Served, transcript: Path, tmp_path: Path
) -> None:
    sound = tmp_path / "mine.wav"
    sound.write_bytes(wav_of(np.concatenate((room(400), voice(1000), room(400)))))
    with opened(browser, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        page.keyboard.press("r")
        until(page, "document.querySelector('#booth-error').textContent !== ''")
        expect(page.locator("#booth-error")).to_contain_text(
            "geef hieronder een bestand", use_inner_text=True
        )
        page.set_input_files("#booth-file", sound)
        until(page, "document.querySelector('#booth-count').textContent === '1 van 2 ingesproken'")
        (tmp_path / "none.wav").write_bytes(wav_of(room(1000)))
        page.set_input_files("#booth-file", tmp_path / "none.wav")
        until(
            page, "document.querySelector('#booth-error').textContent.startsWith('none.wav: heeft geen stem')"
        )
        (tmp_path / "kapot.mp3").write_bytes(b"no sound at all")
        page.set_input_files("#booth-file", tmp_path / "kapot.mp3")
        until(page, "document.querySelector('#booth-error').textContent.startsWith('kapot.mp3: is geen ')")
        expect(page.locator("#booth-error")).not_to_contain_text("ffmpeg", use_inner_text=True)
    assert RecordedNarrator(transcript).length_ms(CHAIR) == pytest.approx(1180, abs=60)


def test_a_browser_that_cannot_record_says_so(browser: Browser, editor: Served) -> None:
    with opened(browser, editor.opened, "delete globalThis.MediaRecorder", locale="nl-NL") as page:
        in_booth(page)
        expect(page.locator("#booth-error")).to_contain_text("kan geen geluid opnemen", use_inner_text=True)
        expect(page.locator("#booth-record")).to_be_disabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_booth_is_for_everybody(browser: Browser, editor: Served, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, editor.opened, locale="nl-NL", viewport=size, color_scheme=scheme) as page:
        in_booth(page)
        assert violations(page) == []
        until(page, "(each => each.scrollWidth <= each.clientWidth)(document.querySelector('#booth-dialog'))")


def test_who_speaks_is_named_in_the_booth(browser: Browser, editor: Served, transcript: Path) -> None:
    with opened(browser, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        expect(page.locator("#booth-narrator")).to_have_value("")
        page.fill("#booth-narrator", ' Ann "de Stem"  Jansen ')
        page.keyboard.press("Tab")
        until(page, "document.querySelector('#booth-status').textContent === 'De naam is bewaard.'")
        assert read_recordings(transcript).narrator == 'Ann "de Stem" Jansen'
        list_of = recordings_path(transcript)
        list_of.write_text(f"# van mij\n{list_of.read_text('utf-8')}", "utf-8")
        page.fill("#booth-narrator", "Bo")
        page.keyboard.press("Tab")
        until(page, "document.querySelector('#booth-error').textContent === ''")
    with opened(browser, editor.opened, locale="nl-NL") as page:
        in_booth(page)
        expect(page.locator("#booth-narrator")).to_have_value("Bo")
    assert list_of.read_text("utf-8").startswith("# van mij\n")
    assert list_of.read_text("utf-8").count("narrator = ") == 1


def test_a_damaged_list_is_told(browser: Browser, editor: Served, transcript: Path) -> None:
    recordings_path(transcript).parent.mkdir()
    recordings_path(transcript).write_text("[[recording", encoding="utf-8")
    with opened(browser, editor.opened, locale="nl-NL") as page:
        until(page, "document.querySelectorAll('.line').length === 4")
        page.focus(".line")
        page.keyboard.press("x")
        until(page, "document.querySelector('#booth-error').textContent.includes('recordings.toml')")


def test_what_comes_in_is_refused_without_place_voice_or_measure(
    editor: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = editor.client()

    def give(data: bytes, **place: str | int) -> int:
        answer = client.post(f"{editor.address}/booth/take", data=data, params=place, timeout=TIMEOUT_S)
        return answer.status_code

    whole = wav_of(voice(1000))
    (item, *_), number = (
        [
            each["item"]
            for each in client.get(f"{editor.address}/booth", timeout=TIMEOUT_S).json()["passages"]
        ],
        0,
    )
    assert give(whole, item=item, number=number, text=CHAIR) == 200
    assert give(whole, item=item, number=number, text="Iets anders.") == 409
    assert give(whole, item="x", number=number, text=CHAIR) == 400
    assert give(b"no sound", item=item, number=number, text=CHAIR) == 409
    assert give(b"", item=item, number=number, text=CHAIR) == 409
    assert (
        give(wav_of(voice(15_000)), item=item, number=number, text=CHAIR) == 200
    )  # more than a request may be
    monkeypatch.setattr(booth_pages, "MOST_TAKE_BYTES", 10_000)
    assert give(whole, item=item, number=number, text=CHAIR) == 413
    del client.headers["Origin"]
    assert give(whole, item=item, number=number, text=CHAIR) == 403


@pytest.mark.parametrize("asked", ["booth/take?item=1&number=0&text=x", "edit"])
def test_whoever_leaves_while_sending_is_no_failure_that_is_told(
    transcript: Path, journals: Path, clip: Path, asked: str
) -> None:
    failures: list[BaseException | None] = []
    ended = Event()

    def watched(app: ASGIApp) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            failure = None
            try:
                await app(scope, receive, send)
            except Exception as error:
                failure = error
                raise
            finally:
                if scope["type"] == "http" and scope["method"] == "POST":
                    failures.append(failure)
                    ended.set()

        return answer

    with served(transcript, journals, clip, through=watched) as editor:
        cookies = "; ".join(f"{each.name}={each.value}" for each in editor.client().cookies)
        head = (
            f"POST /{asked} HTTP/1.1\r\nHost: 127.0.0.1:{editor.port}\r\nOrigin: {editor.address}\r\n"
            f"Cookie: {cookies}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", editor.port), TIMEOUT_S) as sending:
            sending.sendall(head.encode() + b"half")
        assert ended.wait(TIMEOUT_S)
    assert failures == [None]


def test_the_window_takes_recordings_too() -> None:
    assert takes_files({"method": "POST", "path": "/videos/talk/correct/1/booth/take"})
    assert not takes_files({"method": "POST", "path": "/videos/talk/correct/1/edit"})


def test_only_the_page_of_the_editor_may_use_the_microphone(editor: Served) -> None:
    client = editor.client()
    page = client.get(f"{editor.address}/", timeout=TIMEOUT_S).headers["permissions-policy"]
    other = client.get(f"{editor.address}/report", timeout=TIMEOUT_S).headers["permissions-policy"]
    assert "microphone=(self)" in page
    assert "microphone=()" in other
