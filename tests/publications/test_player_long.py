"""The page of a long video: in pages of a size that loads soon, which a script reads into one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect
from tests.publications.axe import violations
from tests.publications.chromium import served, until, until_equal, until_so
from tests.publications.long_talk import LINES_A_TURN, long_talk
from tests.publications.markup import element
from tests.publications.talk import MEDIA
from tests.publications.visit import opened

from woordbeeld.alignment.model import Alignment
from woordbeeld.formats.webvtt.writer import render_webvtt
from woordbeeld.publications import player
from woordbeeld.publications.cutting import page_name
from woordbeeld.publications.html import render_html
from woordbeeld.publications.player import render_player
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.chapters import chapters
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import NL_WEB

MOST_BYTES = 300_000  # of a page, as no page of a site may be larger
LINES = 2_700  # three hours of lines of four seconds
LINE_MS = 4_000
VISITED_LINES = 500
SMALL_BYTES = 96_000
SCRIPTED = "document.documentElement.classList.contains('scripted')"
CUES = "[...document.querySelector('video').textTracks].find(each => each.kind === 'captions').cues.length"
LAST_CUE = CUES.removesuffix(".length") + "[" + CUES + " - 1].text"
SOONER = "const own = setTimeout; window.setTimeout = (act, ms, ...of) => own(act, ms / 10, ...of);"
TEXTS = "[...document.querySelectorAll('#reading .line')].map(each => each.textContent)"


@pytest.fixture(scope="module")
def talk() -> Alignment:
    return long_talk(LINES, LINE_MS)


@pytest.fixture(scope="module")
def spoken(talk: Alignment) -> Track:
    return captions(talk, NL_WEB)


@pytest.fixture(scope="module")
def rendered(talk: Alignment, spoken: Track) -> tuple[str, ...]:
    return render(talk, spoken)


@pytest.fixture(scope="module")
def pages(rendered: tuple[str, ...]) -> list[BeautifulSoup]:
    return parsed(rendered)


@pytest.fixture(scope="module")
def visited() -> Alignment:
    """One that is cut too where pages are to be small, so that a browser has it soon."""
    return long_talk(VISITED_LINES, LINE_MS)


@pytest.fixture(scope="module")
def folder(visited: Alignment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    made = tmp_path_factory.mktemp("long")  # without a video, which would end long before the text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(player, "MOST_BYTES", SMALL_BYTES)
        rendered = render(visited, captions(visited, NL_WEB))
    assert len(rendered) == 4
    for number, text in enumerate(rendered, 1):
        (made / page_name("index.html", number)).write_text(text, "utf-8")
    with served(made) as address:
        yield made, address


def render(talk: Alignment, spoken: Track) -> tuple[str, ...]:
    return render_player(talk, "Praatje", [spoken, descriptions(talk), chapters(talk)], MEDIA, ())


def parsed(rendered: tuple[str, ...]) -> list[BeautifulSoup]:
    assert max(len(page.encode()) for page in rendered) <= MOST_BYTES
    return [BeautifulSoup(page, "html.parser") for page in rendered]


def texts_of(talk: Alignment) -> list[str]:
    """What stands in the lines of the page, in the order of the text."""
    said = {each.source.line: each.source.text for each in talk.lines}
    seen = {each.source.line: f"Beeld: {each.source.text}" for each in talk.events}
    return [text for _, text in sorted((said | seen).items())]


def test_three_hours_stand_on_several_pages_and_all_of_them_on_one(
    talk: Alignment, pages: list[BeautifulSoup]
) -> None:
    assert len(pages) > 1
    assert [line.get_text() for page in pages for line in page.select("#reading .line")] == texts_of(talk)
    ids = [each["id"] for page in pages for each in page.select("#reading [id]")]
    assert len(ids) == len(set(ids))


def test_each_page_leads_to_the_one_before_and_the_one_after(pages: list[BeautifulSoup]) -> None:
    names = [page_name("index.html", number) for number in range(1, len(pages) + 1)]
    for at, page in enumerate(pages):
        found = {nav["id"]: element(nav, "a")["href"] for nav in page.select("nav")}
        wanted = {"before": names[at - 1] if at else None, "after": [*names, None][at + 1]}
        assert found == {way: to for way, to in wanted.items() if to}
    told = json.loads(element(pages[0], "#data").get_text())["pages"]
    assert [each["name"] for each in told] == names[1:]
    assert "(vanaf " in element(pages[0], "#after").get_text()


def test_captions_stand_on_the_page_of_their_time(spoken: Track, pages: list[BeautifulSoup]) -> None:
    found = []
    for page in pages:
        starts = [float(str(each["data-start"])) * 1000 for each in page.select("#reading .line")]
        cues = [cue[0] for cue in json.loads(element(page, "#data").get_text())["captions"]]
        assert min(starts) - LINE_MS < cues[0] < cues[-1] < max(starts) + LINE_MS
        found += cues
    assert found == [cue.span.start_ms for cue in spoken.cues]


def test_a_turn_of_hours_is_cut_between_its_lines_and_goes_on_under_its_label(
    talk: Alignment, spoken: Track
) -> None:
    one = [replace(each, source=replace(each.source, turn=0, speaker=None)) for each in talk.lines]
    transcript = replace(talk.transcript, blocks=tuple(each.source for each in one))
    made = parsed(render(replace(talk, lines=tuple(one), events=(), transcript=transcript), spoken))
    assert len(made) > 1
    for number, page in enumerate(made):
        turn = element(page, ".turn")
        assert turn.has_attr("data-continues") == bool(number)
        assert element(turn, "h3").get_text() == "Spraak"
        assert len(page.select(".turn")) == 1


def test_text_that_grows_as_markup_stays_below_too(talk: Alignment, spoken: Track) -> None:
    text = "<b>'&\"é…" * 20
    lines = tuple(replace(each, source=replace(each.source, text=text)) for each in talk.lines)
    sources = {old.source.line: new.source for old, new in zip(talk.lines, lines, strict=True)}
    blocks = tuple(sources.get(each.line, each) for each in talk.transcript.blocks)
    made = replace(talk, lines=lines, transcript=replace(talk.transcript, blocks=blocks))
    said = [
        each for page in parsed(render(made, spoken)) for each in page.select("#reading p:not(.event) .line")
    ]
    assert [each.get_text() for each in said] == [text] * LINES


def test_a_short_one_is_one_page_that_tells_search_engines_its_text() -> None:
    (page,) = parsed(of_lines(100))
    assert not page.select("nav")
    assert "transcript" in json.loads(element(page, "script[type='application/ld+json']").get_text())


def test_of_one_that_just_fits_the_text_is_told_once() -> None:
    (page,) = parsed(of_lines(680))
    assert "transcript" not in json.loads(element(page, "script[type='application/ld+json']").get_text())


def of_lines(count: int) -> tuple[str, ...]:
    talk = long_talk(count, LINE_MS)
    return render(talk, captions(talk, NL_WEB))


@pytest.mark.browser
@pytest.mark.parametrize("place", ["disk", "server"])
def test_the_script_reads_all_pages_into_one(
    visited: Alignment, folder: tuple[Path, str], browser: Browser, place: str
) -> None:
    """Then searching, printing and moments in the address have all of it."""
    root = folder[0].as_uri() if place == "disk" else folder[1]
    last = VISITED_LINES - 1
    with opened(browser, f"{root}/index.html#t={last * LINE_MS / 1000}") as page:
        until(page, SCRIPTED)
        until_equal(page, TEXTS, texts_of(visited))
        expect(page.locator("nav, iframe")).to_have_count(0)
        until_equal(page, CUES, len(captions(visited, NL_WEB).cues))
        until(page, f"document.querySelector('[aria-current]')?.textContent.includes('regel {last} ')")
        page.fill("#search", f"regel {last - 3} ")
        until(page, "document.querySelector('#found').textContent === '1 van 1'")
        turns = VISITED_LINES // LINES_A_TURN + 1
        until_so(page, lambda: page.locator(".turn").count() == page.locator("h3").count() == turns)


def test_a_page_has_another_mark_where_it_has_another_text(visited: Alignment, spoken: Track) -> None:
    once, again, other = (marks_of(of) for of in (visited, visited, long_talk(VISITED_LINES, LINE_MS + 1)))
    assert once == again
    assert len(set(once) | set(other)) == len(once) + len(other)


def marks_of(talk: Alignment) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(player, "MOST_BYTES", SMALL_BYTES)
        first, *further = parsed(render(talk, captions(talk, NL_WEB)))
    told = [each["mark"] for each in json.loads(element(first, "#data").get_text())["pages"]]
    assert told == [json.loads(element(page, "#data").get_text())["mark"] for page in further]
    return told


def remove(page: Path) -> None:
    page.unlink()


def break_off(page: Path) -> None:
    text = page.read_text("utf-8")
    page.unlink()
    page.write_text(text[: text.index('id="data"') + 500], "utf-8")


def put_another(page: Path) -> None:
    text = page.with_name("index.4.html").read_text("utf-8")
    page.unlink()
    page.write_text(text, "utf-8")


@pytest.fixture
def with_tracks(visited: Alignment, folder: tuple[Path, str], tmp_path: Path) -> Path:
    """The pages, which may be changed, and the tracks beside them."""
    for file in folder[0].glob("index*.html"):
        (tmp_path / file.name).hardlink_to(file)
    for track in (captions(visited, NL_WEB), descriptions(visited)):
        (tmp_path / f"{track.kind.value}.nl.vtt").write_text(render_webvtt(track), "utf-8")
    return tmp_path


@pytest.mark.browser
@pytest.mark.parametrize("harm", [remove, break_off, put_another])
def test_where_a_page_fails_all_else_works_and_the_viewer_is_told(
    visited: Alignment, with_tracks: Path, browser: Browser, harm: Callable[[Path], None]
) -> None:
    harm(with_tracks / "index.3.html")
    last = VISITED_LINES - 1
    for root in (with_tracks.as_uri(), None):
        with (
            served(with_tracks) as address,
            opened(browser, f"{root or address}/index.html#t={last * LINE_MS / 1000}") as page,
        ):
            until(page, SCRIPTED)
            expect(page.locator("#after a")).to_have_attribute("href", "index.3.html")
            found = page.evaluate(TEXTS)
            assert VISITED_LINES / 4 < len(found) < VISITED_LINES
            assert found == texts_of(visited)[: len(found)]
            expect(page.locator("[aria-current]")).to_have_count(0)  # the line of that moment is missing
            told = page.inner_text("#incomplete")
            everything = captions(visited, NL_WEB).cues
            if root:  # where no track can be read
                assert told.startswith("De tekst, ondertitels en beschrijvingen vanaf ")
            else:
                assert told.startswith("De tekst vanaf ")
                until_equal(page, CUES, len(everything))
                until_equal(page, LAST_CUE, "\n".join(everything[-1].utterances[0].shown))


@pytest.mark.browser
def test_a_server_that_says_nothing_is_not_waited_for(folder: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, "about:blank", SOONER) as page:
        page.route("**/index.3.html", lambda _: None)
        page.goto(f"{folder[1]}/index.html", wait_until="commit")
        until(page, SCRIPTED)
        expect(page.locator("#after a")).to_have_attribute("href", "index.3.html")
        expect(page.locator("#incomplete")).to_be_visible()


@pytest.mark.browser
def test_a_page_is_not_taken_from_what_the_browser_kept(folder: tuple[Path, str], browser: Browser) -> None:
    script = (
        "const own = fetch; window.asked = []; window.fetch = (name, how) => {"
        " window.asked.push(how.cache); return own(name, how); }"
    )
    with opened(browser, f"{folder[1]}/index.html", script) as page:
        until(page, SCRIPTED)
        until_equal(page, "window.asked", ["no-cache"] * 3)
        expect(page.locator("#incomplete")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_in_a_page_that_goes_on(
    folder: tuple[Path, str], browser: Browser, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{folder[1]}/index.2.html", viewport=size, color_scheme=scheme) as page:
        assert violations(page) == []
        until_equal(page, "document.documentElement.scrollWidth", width)


@pytest.mark.browser
def test_axe_finds_no_fault_in_what_was_read_into_one(folder: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{folder[1]}/index.html") as page:
        until(page, SCRIPTED)
        assert violations(page) == []


@pytest.mark.browser
def test_without_script_one_reads_on_by_links(folder: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{folder[1]}/index.html", java_script_enabled=False) as page:
        page.click("#after a")
        page.wait_for_url("**/index.2.html")
        expect(page.locator("#reading .line").first).to_be_visible()
        page.click("#before a")
        page.wait_for_url("**/index.html")


@pytest.mark.browser
def test_in_a_page_of_others_it_reads_all_too(
    visited: Alignment, folder: tuple[Path, str], browser: Browser
) -> None:
    (folder[0] / "around.html").write_text('<iframe src="index.html" width="900" height="700"></iframe>')
    with opened(browser, f"{folder[1]}/around.html") as page:
        frame = page.frame(url=f"{folder[1]}/index.html")
        assert frame
        until(frame, SCRIPTED)
        expect(frame.locator("#reading .line")).to_have_count(len(texts_of(visited)))


@pytest.mark.browser
def test_from_a_server_no_page_tells_its_text_to_the_page_around_it(
    folder: tuple[Path, str], browser: Browser
) -> None:
    (folder[0] / "spy.html").write_text("<script>window.onmessage = () => document.title = 'heard'</script>")
    with opened(browser, f"{folder[1]}/spy.html") as page:
        page.evaluate("""() => new Promise(done => {
          const frame = document.createElement("iframe");
          Object.assign(frame, { src: "index.2.html", onload: () => setTimeout(done, 100) });
          document.body.append(frame);
        })""")
        until_so(page, lambda: page.title() == "")
        assert len(page.frames) == 2


def test_the_transcript_alone_goes_on_on_pages_too(talk: Alignment) -> None:
    rendered = render_html(talk, "Praatje", ["Inleiding."])
    pages = parsed(rendered)
    assert len(pages) > 1
    lines = [each.get_text() for page in pages for each in page.select(".line, .event")]
    assert lines == texts_of(talk)
    names = [page_name("transcript.html", number) for number in range(1, len(pages) + 1)]
    for at, page in enumerate(pages):
        found = [element(nav, "a")["href"] for nav in page.select("nav")]
        assert found == [*names[:at][-1:], *names[at + 1 :][:1]]
        assert ("Inleiding." in page.get_text()) == (at == 0)
    first = element(pages[1], "header a[href^='transcript.html#']")
    assert pages[0].select(str(first["href"]).removeprefix("transcript.html"))
