"""What Chromium makes of the published files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect
from tests.formats.webvtt_cases import CASES
from tests.publications.chromium import until_equal, until_so
from tests.publications.talk import MEDIA
from tests.publications.visit import dismiss

from woordbeeld.alignment.model import Alignment
from woordbeeld.formats.webvtt import read, render_webvtt
from woordbeeld.publications.bundle import publications
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

pytestmark = pytest.mark.browser

PLAYER = """<!DOCTYPE html><title>Player</title>
<video><track default kind="captions" srclang="nl" src="captions.nl.vtt"></video>"""
READ_CUES = """() => new Promise((resolve, reject) => {
  const element = document.querySelector("track");
  const read = () => resolve([...element.track.cues].map(cue => [
    cue.id, Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), cue.getCueAsHTML().textContent,
  ]));
  element.addEventListener("error", () => reject(new Error("track not loaded")));
  element.readyState === 2 ? read() : element.addEventListener("load", read);
})"""


def test_a_track_element_loads_every_caption_with_its_time_and_text(
    talk: Alignment, site: tuple[Path, str], browser: Browser
) -> None:
    folder, address = site
    for publication in publications(talk, "Praatje", NL_WEB, MEDIA).publications:
        (folder / publication.name).write_bytes(publication.data)
    (folder / "player.html").write_text(PLAYER, encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{address}/player.html")
    expected = [
        [str(number), cue.span.start_ms, cue.span.end_ms, "\n".join(cue.shown)]
        for number, cue in enumerate(captions(talk, NL_WEB).cues, 1)
    ]
    until_equal(page, READ_CUES, expected)
    page.close()


READ_ALL = """async () => {
  const found = [];
  for (const element of document.querySelectorAll("track")) {
    element.track.mode = "hidden";
    await new Promise(resolve => {
      if (element.readyState > 1) resolve(); else element.onload = element.onerror = resolve;
    });
    found.push([...element.track.cues].map(cue => [
      Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), cue.getCueAsHTML().textContent,
    ]));
  }
  return found;
}"""

Shown = list[list[object]]


def in_chromium(folder: Path, address: str, browser: Browser, texts: list[str]) -> list[Shown]:
    """For each file the start, end (ms) and text of its cues as Chromium reads them."""
    for number, text in enumerate(texts):
        (folder / f"{number}.vtt").write_text(text, encoding="utf-8", newline="")
    tracks = "".join(f'<track kind="captions" src="{number}.vtt">' for number in range(len(texts)))
    (folder / "player.html").write_text(f"<!DOCTYPE html><video>{tracks}</video>", encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{address}/player.html")
    found: list[Shown] = page.evaluate(READ_ALL)
    page.close()
    return found


def as_read(text: str) -> Shown:
    cues = read(text).track.cues
    return [[cue.span.start_ms, cue.span.end_ms, "\n".join(cue.shown)] for cue in cues]


def test_we_read_every_special_file_as_chromium_does(site: tuple[Path, str], browser: Browser) -> None:
    texts = [text for text, _ in CASES.values()]
    theirs = dict(zip(CASES, in_chromium(*site, browser, texts), strict=True))
    assert {kind: as_read(text) for kind, (text, _) in CASES.items()} == theirs


def test_chromium_reads_two_speakers_italics_and_colours_and_takes_the_styles(
    site: tuple[Path, str], browser: Browser
) -> None:
    spoken = (
        (Utterance(("Ja?",), "Ton", "", Colour.WHITE), Utterance(("Nee.",), "Stef", DASH, Colour.YELLOW)),
        (Utterance(("Ver <b>weg</b>.", "Echt."), "Voice-over", DASH, Colour.CYAN, off_screen=True),),
    )
    cues = tuple(Cue(Span(at * 2000, at * 2000 + 1000), each, (1,)) for at, each in enumerate(spoken))
    text = render_webvtt(Track(TrackKind.CAPTIONS, "nl", cues))
    assert in_chromium(*site, browser, [text]) == [
        [[0, 1000, "Ja?\n-Nee."], [2000, 3000, "-Ver <b>weg</b>.\nEcht."]]
    ]
    assert "::cue(.yellow)" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_transcript_page_fits_a_narrow_screen_and_runs_nothing(
    talk: Alignment, site: tuple[Path, str], browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    folder, address = site
    made = {each.name: each.data for each in publications(talk, "Praatje", NL_WEB, MEDIA).publications}
    (folder / "transcript.html").write_bytes(made["transcript.html"])
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    dialogs: list[str] = []
    page.on("dialog", partial(dismiss, dialogs))
    page.goto(f"{address}/transcript.html")
    until_equal(page, "document.documentElement.scrollWidth", 320)
    expect(page.locator("script")).to_have_count(0)
    until_so(page, lambda: page.locator("#r10").inner_text().startswith("<script>alert(1)</script>"))
    assert dialogs == []
    page.close()
