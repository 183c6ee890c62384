"""The player page from disk, in a frame, without script, and whatever the texts are."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.long_talk import long_talk
from tests.publications.visit import NOW, SHOWN, go_to, opened, ready, write

from woordbeeld.alignment.model import Alignment
from woordbeeld.transcript.model import Speaker

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>document.title='run'</script>",
    "</script><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "\"><svg onload=document.title='run'>",
    "' onfocus='document.title=1' autofocus='",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "<!-- --> <![CDATA[ x ]]> &lt;b&gt; &amp;amp;",
    "javascript:document.title='run'",
    "\u202eomgekeerd\u202c en \u2066gescheiden\u2069",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0300\u0323 ﷽",
    "nul\x01breed\x0b\x7f\u200b\ufeff\u2028\u2029weg",
    "W" * 10_000,
    "a" * 3_000 + " " + "<b>" * 2_000,
    "</style><style>body{display:none}</style>",
    "\\u003cscript\\u003e \\x3c \\\" \\' \\n",
]
COPIED = "document.querySelector('#status').textContent.includes('gekopieerd')"


def test_a_link_to_a_moment_is_copied_and_leads_there(bundle: tuple[Path, str], browser: Browser) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(browser, f"{bundle[1]}/index.html", permissions=allowed) as page:
        go_to(ready(page), 13.24)
        page.focus("#copy")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#status').textContent === 'Link naar 0:13 gekopieerd.'")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == f"{bundle[1]}/index.html#t=13.2"
    with opened(browser, link) as page:
        until(ready(page), f"Math.abs({NOW} - 13.2) < .01")


def test_opened_from_disk_it_plays_with_captions(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, (bundle[0] / "index.html").as_uri()) as page:
        go_to(ready(page), 2)
        until(page, f"{SHOWN}.startsWith('TON HEERTS:')")
        page.click("#copy")
        until(page, "document.querySelector('#link').value.includes('#t=2') || " + COPIED)


def test_in_a_frame_it_works_and_nothing_is_asked_elsewhere(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    folder, address = bundle
    (folder / "site.html").write_text('<iframe src="index.html" width="900" height="700" allow="fullscreen">')
    asked: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/site.html")
        frame = page.frame(url=f"{address}/index.html")
        assert frame
        frame.click("#toggle-descriptions")
        frame.click("#r2")
        until(frame, f"{SHOWN} !== ''")
    assert all(url.startswith(address) for url in asked)


def test_without_script_there_are_video_tracks_transcript_and_downloads(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html", java_script_enabled=False) as page:
        expect(page.locator("video[controls]")).to_be_visible()
        expect(page.locator("track")).to_have_count(3)
        expect(page.locator("#r4")).to_be_visible()
        until_so(page, lambda: page.locator(".downloads a").count() > 5)
        expect(page.locator("#controls")).to_be_hidden()
        expect(page.locator("#tools")).to_be_hidden()


def test_a_video_that_is_not_there_is_told(bundle: tuple[Path, str], browser: Browser) -> None:
    (bundle[0] / "media.mp4").unlink()
    with opened(browser, f"{bundle[1]}/index.html") as page:
        until(page, "!document.querySelector('#broken').hidden")
        expect(page.locator("#broken")).to_contain_text("media.mp4", use_inner_text=True)


def hostile(talk: Alignment) -> Alignment:
    """The talk said by a hundred speakers with names like weapons, in words like them."""
    texts = [f"{text} {number}" for number in range(7) for text in HOSTILE][:100]
    (line,) = talk.lines[:1]
    sources = [
        replace(line.source, line=number, turn=number, text=text, source=text, speaker=Speaker(text, (text,)))
        for number, text in enumerate(texts, 1)
    ]
    lines = tuple(replace(line, source=each, words=line.words[:1] * len(each.words)) for each in sources)
    blocks = tuple(each.source for each in lines)
    return replace(talk, lines=lines, events=(), transcript=replace(talk.transcript, blocks=blocks))


def test_a_hundred_hostile_labels_and_texts_are_shown_and_never_run(
    talk: Alignment, clip: Path, site: tuple[Path, str], browser: Browser
) -> None:
    made = hostile(talk)
    folder, address = site
    write(folder, made, clip, title=HOSTILE[1])
    asked: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/index.html")
        until(ready(page), "document.documentElement.classList.contains('scripted')")
        lines = page.locator(".line").all_text_contents()
        names = page.locator("h3").all_text_contents()
        assert lines == [line.source.text for line in made.lines]
        assert names == [line.source.text for line in made.lines]
        until_so(page, lambda: page.inner_text("h1").startswith("</script>"))
        until_so(page, lambda: page.title().startswith("</script>"))
        until_equal(page, "document.documentElement.scrollWidth", 1280)
        go_to(page, 2)
        until(page, f"{SHOWN}.length > 0")
        page.goto(f"{address}/transcript.html")
        shown = page.locator(".line").all_text_contents()
        while page.locator("#after a").count():
            page.goto(f"{address}/{page.get_attribute('#after a', 'href')}")
            shown += page.locator(".line").all_text_contents()
        assert shown == lines
    assert {re.sub(r"(\.\d+)(?=\.html)", "", url.partition("?")[0]) for url in asked} <= {
        f"{address}/{name}"
        for name in ("index.html", "transcript.html", "media.mp4", "captions.nl.vtt", "favicon.ico")
    }


def test_a_long_transcript_opens_and_follows(clip: Path, site: tuple[Path, str], browser: Browser) -> None:
    write(site[0], long_talk(2_000, 1_800), clip)
    with opened(browser, f"{site[1]}/index.html") as page:
        page.check("#follow")
        page.evaluate("document.querySelector('video').currentTime = 17.2")
        until(page, "document.querySelector('[aria-current]')?.textContent.startsWith('Dat is regel 9 ')")
        page.focus("[aria-current]")
        page.keyboard.press("End")
        until(page, "document.activeElement.textContent.startsWith('Dat is regel 1999 ')")
        starts = page.evaluate(
            "[...document.querySelectorAll('a[data-start]')].map(each => each.dataset.start)"
        )
        assert all(float(one) <= float(other) for one, other in pairwise(starts))
