"""The page stands there before the video is listened to, and is told what comes of that, as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest
import requests
from playwright.sync_api import Browser, Page
from tests.editor.made_up import DURATION_MS, PEAKS, TIMEOUT_S, Served, served, timed_evenly
from tests.publications.chromium import until, until_so
from tests.publications.visit import opened

from woordbeeld import pipeline
from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.preparing import Files
from woordbeeld.editor.progress import Hearing, Sound
from woordbeeld.editor.serving import edit
from woordbeeld.errors import BadInputError
from woordbeeld.settings import Settings
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.web.opening import Shown
from woordbeeld.words import say


@pytest.fixture
def unheard(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, is_heard=False) as editor:
        yield editor


@pytest.fixture
def page(unheard: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, unheard.opened, locale="nl-NL") as shown:
        until(shown, "document.querySelectorAll('.line').length === 8")
        shown.focus(".line")
        yield shown


def times(page: Page) -> list[str]:
    return page.locator(".line .when").all_inner_texts()


@pytest.mark.browser
def test_a_text_is_corrected_and_saved_before_anything_was_heard_and_times_follow(
    page: Page, unheard: Served, clip: Path
) -> None:
    shared = unheard.table.shared
    shared.hears(Hearing(3, 40))
    until(page, "document.querySelector('#bundle').textContent.includes('stap 3: 40 %')")
    until_so(page, lambda: set(times(page)) == {"…"})
    page.keyboard.press("n")
    until_so(page, lambda: page.inner_text("#status").startswith("Nog niet bekend"))
    page.keyboard.press("2")
    page.keyboard.press("Control+s")
    until(page, "document.querySelector('#saved').dataset.state === 'saved'")
    assert unheard.table.path.read_text(encoding="utf-8").startswith("STEF BÖGER: Goedemorgen")
    assert unheard.table.published == []
    shared.has_sound(Sound(DURATION_MS, PEAKS, None))
    until(page, "performance.getEntriesByType('resource').some(each => each.name.endsWith('/peaks'))")
    state = shared.state
    shared.deliver(state, analyse(state, timed_evenly(state.transcript), NL_WEB))
    until(
        page,
        "document.querySelector('#status').textContent.startsWith('De tijden en markeringen zijn er')",
    )
    until_so(page, lambda: times(page)[:3] == ["0:00", "0:02", "0:04"])
    until_so(page, lambda: page.get_attribute("video", "src") is None)
    shared.has_sound(Sound(DURATION_MS, PEAKS, clip))
    until(page, "document.querySelector('video').readyState > 0")
    until(page, "/bijgewerkt:$/.test(document.querySelector('#bundle').textContent)")
    assert len(unheard.table.published) == 1


def test_the_page_is_served_before_the_video_is_heard_and_told_what_is_wrong_with_that(
    transcript: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    seen: dict[str, Any] = {}
    with ThreadPoolExecutor() as threads, requests.Session() as page:

        def recorded(*_: object) -> NoReturn:
            (address,) = said[:1]
            base = address.partition("/?")[0]
            page.get(address, timeout=TIMEOUT_S).raise_for_status()
            seen["first"] = page.get(f"{base}/changes?since=-1", timeout=TIMEOUT_S).json()
            following = f"{base}/changes?since={seen['first']['tick']}"
            seen["then"] = threads.submit(lambda: page.get(following, timeout=TIMEOUT_S).json())
            seen["media"] = requests.get(f"{base}/media", cookies=page.cookies, timeout=TIMEOUT_S).status_code
            raise BadInputError(say("error.empty"), where=clip.name, remedy=say("error.copy_again"))

        monkeypatch.setattr(pipeline, "recorded", recorded)
        shown = Shown(said.append, said.append, no_browser=True)
        with pytest.raises(BadInputError, match="is empty"):
            edit(Files(clip, transcript), Settings(), shown)
        told = seen["then"].result()
    assert seen["first"]["rows"][0]["text"] == "Goedemorgen allemaal."
    assert {row["known"] for row in seen["first"]["rows"]} == {False}
    assert seen["media"] == 200
    assert told["about"]["trouble"] == f"{clip.name}: is empty; copy or download it again"


def test_ctrl_c_ends_it_as_soon_as_its_address_is_told(
    transcript: Path, clip: Path, shown_then_ctrl_c: Shown
) -> None:
    assert edit(Files(clip, transcript), Settings(), shown_then_ctrl_c)
