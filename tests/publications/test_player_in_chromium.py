"""The player page as people use it: by keyboard, without script, from disk, and whatever the texts are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.publications.axe import violations
from tests.publications.chromium import until
from tests.publications.talk import MEDIA

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.bundle import publications
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Speaker

pytestmark = pytest.mark.browser

SHOWN = "document.querySelector('#captions').innerText"
NOW = "document.querySelector('video').currentTime"
PAUSED = "document.querySelector('video').paused"
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0];
  const told = at.getAttribute("aria-label") || (label?.querySelector("span") ?? label ?? at).innerText;
  return at === document.body ? null : told.trim();
}"""
# A device with a voice that speaks until it is told that it is done: headless browsers have none.
VOICE = """
  const voice = { lang: "nl-NL", name: "Fenna", localService: true };
  const spoken = [];
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(globalThis, "speechSynthesis", { value: {
    spoken, getVoices: () => [voice], cancel() {}, speak(speech) { spoken.push(speech); },
  } });
"""
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


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Callable[..., None]) -> Path:
    """A video as long as the talk."""
    path = tmp_path_factory.mktemp("clip") / "media.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=18")
    sound = ("-f", "lavfi", "-i", "sine=frequency=300:duration=18")
    ffmpeg(*picture, *sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25", path)
    return path


@pytest.fixture
def bundle(talk: Alignment, clip: Path, site: tuple[Path, str]) -> tuple[Path, str]:
    """The talk's bundle in a folder, and the address at which it is served."""
    write(site[0], talk, clip)
    return site


def write(folder: Path, talk: Alignment, clip: Path, title: str = "Praatje") -> None:
    for each in publications(talk, title, NL_WEB, MEDIA).publications:
        (folder / each.name).write_bytes(each.data)
    (folder / "media.mp4").write_bytes(clip.read_bytes())


@contextmanager
def opened(browser: Browser, address: str, script: str = "", **options: Any) -> Iterator[Page]:
    """A visit to a page; whatever it is refused, or fails in, fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    if script:
        context.add_init_script(script)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Security Policy" in said.text else None)
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    page.goto(address)
    yield page
    context.close()
    assert trouble == []


def ready(page: Page) -> Page:
    until(page, "document.querySelector('video').readyState > 1")
    return page


def go_to(page: Page, seconds: float) -> None:
    page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
    until(page, "!document.querySelector('video').seeking")


# -- accessibility -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_with_any_panel_open_and_captions_on_or_off(
    bundle: tuple[Path, str], browser: Browser, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{bundle[1]}/index.html", viewport=size, color_scheme=scheme) as page:
        go_to(ready(page), 2)
        assert violations(page) == []
        page.keyboard.press("d")
        page.fill("#search", "een")
        for panel in ("settings", "help"):
            page.click(f"#open-{panel}")
            assert violations(page) == []
        page.keyboard.press("c")
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["transcript.html", "report.html"])
def test_axe_finds_no_fault_in_the_transcript_and_the_report(
    bundle: tuple[Path, str], browser: Browser, name: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{bundle[1]}/{name}", viewport=size, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("spaced", [False, True])
@pytest.mark.parametrize("panel", ["settings", "help"])
def test_nothing_is_lost_on_a_narrow_screen_or_with_wide_text(
    bundle: tuple[Path, str], browser: Browser, panel: str, *, spaced: bool
) -> None:
    """WCAG 1.4.10 (320 pixels, which is 1280 at 400 %) and 1.4.12 (text spacing)."""
    with opened(browser, f"{bundle[1]}/index.html", viewport={"width": 320, "height": 256}) as page:
        ready(page).click(f"#open-{panel}")
        page.keyboard.press("d")
        if spaced:
            page.evaluate("""() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
              document.adoptedStyleSheets = [sheet];
            }""")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        clipped = page.evaluate("""() => [...document.querySelectorAll("button, label, p, a, h1, h2, h3")]
          .filter(each => each.checkVisibility() && !each.closest(".hidden, .captions, .skip"))
          .filter(each => getComputedStyle(each).display !== "inline")
          .filter(each => each.scrollWidth > each.clientWidth + 1)
          .map(each => each.outerHTML)""")
        assert clipped == []


def test_every_target_is_at_least_24_pixels(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html", viewport={"width": 320, "height": 800}) as page:
        ready(page).click("#open-settings")
        small = page.evaluate("""() => [...document.querySelectorAll("button, select, input, a")]
          .filter(each => each.checkVisibility() && !each.matches(".skip"))
          .map(each => [(each.closest("label") ?? each).getBoundingClientRect(), each])
          .filter(([box]) => box.width < 24 || box.height < 24).map(([box, each]) => each.outerHTML)""")
        assert small == []


# -- the keyboard ------------------------------------------------------------------------------------------

STOPS = [
    "Direct naar de tekst",
    "Uitgeschreven tekst",
    "Downloads",
    "Plaats in de video",
    "Afspelen",
    "5 seconden terug",
    "5 seconden vooruit",
    "Naar vorige spreker",
    "Naar volgende spreker",
    "Geluid uit",
    "Volume",
    "Snelheid",
    "Ondertiteling",
    "Beschrijvingen",
    "Weergave",
    "Sneltoetsen",
    "Volledig scherm",
    "Zoek in de tekst",
    "Schuif mee",
    "Beeld",
    "Geluid",
    "Tijden",
    "Kopieer link naar dit moment",
    "Dank <b>allemaal</b> & welkom --> hier.",
]


def test_the_tab_key_comes_everywhere_in_reading_order_and_out_again(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page)
        stops = []
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            stops.append(re.sub(r"^(Ondertiteling|Beschrijvingen)\s+(aan|uit)$", r"\1", stop))
        assert stop is None
        assert stops[: len(STOPS)] == STOPS
        assert stops[len(STOPS) :] == [
            "Video", "Ondertiteling", "Ondertiteling", "Ondertiteling", "Beschrijvingen",
            *["Uitgeschreven tekst"] * (len(stops) - len(STOPS) - 6), "Alleen het geluid",
        ]  # fmt: skip


def test_the_accessibility_tree_names_the_parts_and_the_states(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        tree = ready(page).locator("body").aria_snapshot()
        for told in (
            '- heading "Praatje" [level=1]',
            '- slider "Plaats in de video"',
            '- button "Ondertiteling" [pressed]',
            '- button "Beschrijvingen"',
            '- button "Weergave"',
            "- search:",
            '- heading "Uitgeschreven tekst" [level=2]',
            '- heading "Ton Heerts" [level=3]',
            '- heading "Downloads" [level=2]',
        ):
            assert told in tree, tree


def test_keys_do_all_that_the_buttons_do(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        press = ready(page).keyboard.press
        press("k")
        until(page, f"!{PAUSED} && {NOW} > 0.2")
        press(" ")
        until(page, PAUSED)
        go_to(page, 3)
        press("l")
        assert page.evaluate(NOW) == pytest.approx(8)
        press("j")
        press("j")
        assert page.evaluate(NOW) == 0
        press("n")
        assert page.evaluate(NOW) == pytest.approx(1)
        press("n")
        assert page.evaluate(NOW) == pytest.approx(13)
        press("p")
        assert page.evaluate(NOW) == pytest.approx(1)
        for key, button in (("c", "captions"), ("d", "descriptions")):
            before = page.get_attribute(f"#toggle-{button}", "aria-pressed")
            press(key)
            assert page.get_attribute(f"#toggle-{button}", "aria-pressed") != before
        press("m")
        assert page.evaluate("document.querySelector('video').muted")
        until(page, "document.querySelector('#mute').ariaLabel === 'Geluid aan'")
        press(".")
        press(".")
        press(",")
        assert page.evaluate("document.querySelector('video').playbackRate") == 1.25
        press("f")
        until(page, "Boolean(document.fullscreenElement)")
        until(page, "document.querySelector('#fullscreen').ariaLabel === 'Volledig scherm sluiten'")
        press("f")
        until(page, "!document.fullscreenElement")
        press("/")
        assert page.evaluate(FOCUSED) == "Zoek in de tekst"


def test_the_seek_bar_moves_by_five_seconds_and_tells_where_it_is(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#seek")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        until(page, f"Math.abs({NOW} - 10) < .01")
        until(page, "document.querySelector('#seek').getAttribute('aria-valuetext') === '0:10 van 0:18'")
        page.keyboard.press("ArrowLeft")
        until(page, f"Math.abs({NOW} - 5) < .01")


def test_keys_can_be_put_off_and_leave_fields_alone(bundle: tuple[Path, str], browser: Browser) -> None:
    """WCAG 2.1.4: keys of one character can be put off."""
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).keyboard.press("?")
        assert page.is_visible("#help")
        page.focus("#use-keys")
        page.keyboard.press(" ")
        page.keyboard.press("Escape")
        assert not page.is_visible("#help")
        assert page.evaluate(FOCUSED) == "Sneltoetsen"
        page.keyboard.press("c")
        assert page.get_attribute("#toggle-captions", "aria-pressed") == "true"
        page.reload()
        assert not ready(page).is_checked("#use-keys")
        page.click("#open-help")
        page.check("#use-keys")
        page.focus("#search")
        page.keyboard.type("ck?")
        assert page.input_value("#search") == "ck?"
        assert page.evaluate(PAUSED)


def test_a_line_of_the_transcript_starts_the_video_there(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#r1")
        for key in ("ArrowDown", "End", "ArrowUp", "Home", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "r4"
        page.keyboard.press("Enter")
        until(page, f"!{PAUSED} && {NOW} >= 7.2")
        until(page, "document.querySelector('#r4').ariaCurrent === 'true'")
        assert page.evaluate("document.activeElement.id") == "r4"
        page.click("#r10")
        until(page, f"{NOW} >= 13")
        until(page, "document.querySelector('#r10').ariaCurrent === 'true'")
        assert page.locator("[aria-current]").count() == 1


def test_a_line_can_be_started_by_enter_while_text_is_selected_and_opened_in_another_tab(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
        page.evaluate("document.querySelector('#r8').focus()")
        page.keyboard.press("Enter")
        until(page, f"{NOW} >= 11")
        page.keyboard.press("k")
        with page.context.expect_page() as other:
            page.click("#r2", modifiers=["ControlOrMeta"])
        assert other.value.url.endswith("#t=4.3")
        assert page.evaluate(NOW) >= 11


def test_keys_work_on_a_slider_too(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#seek")
        page.keyboard.press("c")
        assert page.get_attribute("#toggle-captions", "aria-pressed") == "false"


def test_search_counts_goes_through_the_lines_and_minds_no_accents(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).keyboard.press("/")
        page.keyboard.type("EEN")
        until(page, "document.querySelector('#found').textContent === '1 van 3'")
        assert page.locator(".at").get_attribute("id") == "r2"
        page.keyboard.press("Shift+Enter")
        assert page.inner_text("#found") == "3 van 3"
        assert page.locator(".at").get_attribute("id") == "r8"
        page.keyboard.press("Enter")
        assert page.inner_text("#found") == "1 van 3"
        page.uncheck("#scenes")
        assert page.inner_text("#found") == "1 van 2"
        page.fill("#search", "zeppelin")
        until(page, "document.querySelector('#found').textContent === 'niet gevonden'")
        assert page.is_disabled("#next")
        page.focus("#search")
        page.keyboard.press("Escape")
        assert page.input_value("#search") == ""


def test_descriptions_sounds_and_times_can_be_hidden_and_stay_so(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        for name, part in (("scenes", ".scene"), ("sounds", ".sound"), ("times", ".reading time")):
            assert ready(page).locator(part).first.is_visible()
            page.focus(f"#{name}")
            page.keyboard.press(" ")
            assert not page.locator(part).first.is_visible()
        page.reload()
        assert not ready(page).locator(".scene").first.is_visible()


# -- captions ----------------------------------------------------------------------------------------------


def test_captions_come_and_go_at_their_times(
    bundle: tuple[Path, str], browser: Browser, talk: Alignment
) -> None:
    """EN 301 549 7.1.2: within 100 ms."""
    cues = captions(talk, NL_WEB).cues
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).evaluate("""() => {
          const video = document.querySelector("video");
          const box = document.querySelector("#captions");
          globalThis.seen = [];
          new MutationObserver(() => seen.push([video.currentTime, box.innerText]))
            .observe(box, { childList: true });
          video.muted = true;
          return video.play();
        }""")
        until(page, "document.querySelector('video').ended", within_s=60)
        seen = page.evaluate("seen")
    said = [[seconds * 1000, text.split()] for seconds, text in seen]
    late = []
    for cue in cues:
        comes = next(ms for ms, text in said if text == " ".join(cue.shown).split())
        goes = next(ms for ms, text in said if ms > comes and text != " ".join(cue.shown).split())
        late += [abs(comes - cue.span.start_ms), abs(goes - min(cue.span.end_ms, 18_000))]
    assert median(late) <= 100
    assert sum(each <= 100 for each in late) >= 0.9 * len(late)


def test_captions_look_as_the_viewer_wants_and_stay_so(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        go_to(ready(page), 2)
        until(page, f"{SHOWN}.startsWith('TON HEERTS:')")
        size = "parseFloat(getComputedStyle(document.querySelector('#captions')).fontSize)"
        before = page.evaluate(size)
        page.keyboard.press("Tab")
        page.focus("#open-settings")
        page.keyboard.press("Enter")
        for name, keys in (("size", 2), ("colour", 1), ("background", 1), ("position", 2)):
            page.focus(f"#look-{name}")
            for _ in range(keys):
                page.keyboard.press("ArrowDown")
        assert page.evaluate(size) == pytest.approx(2 * before)
        page.reload()
        go_to(ready(page), 2)
        assert page.evaluate(size) == pytest.approx(2 * before)
        look = "getComputedStyle(document.querySelector('#captions'))"
        assert page.evaluate(f"{look}.color") == "rgb(255, 255, 0)"
        assert page.evaluate(f"{look}.position") == "static"
        page.click("#toggle-captions")
        assert page.evaluate(SHOWN) == ""
        page.reload()
        go_to(ready(page), 2)
        assert page.evaluate(SHOWN) == ""


# -- descriptions ------------------------------------------------------------------------------------------


def test_a_description_is_spoken_and_the_video_waits_until_it_is_done(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html", VOICE) as page:
        page.click("#toggle-descriptions")
        go_to(ready(page), 6.8)
        page.evaluate("document.querySelector('video').play()")
        until(page, "speechSynthesis.spoken.length === 1")
        assert page.evaluate("speechSynthesis.spoken[0].text").startswith("Een man lacht.")
        assert page.inner_text("#described").startswith("Beeld: Een man lacht.")
        until(page, PAUSED)
        assert page.evaluate(NOW) == pytest.approx(11, abs=0.5)
        assert page.inner_text("#status") == "De video wacht op de beschrijving."
        page.evaluate("speechSynthesis.spoken[0].onend()")
        until(page, f"!{PAUSED}")
        assert page.inner_text("#described") == ""
        assert page.evaluate("speechSynthesis.spoken.length") == 1


def test_a_viewer_can_go_on_before_a_description_is_done_or_not_wait_at_all(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html", VOICE) as page:
        page.click("#toggle-descriptions")
        go_to(ready(page), 6.8)
        page.keyboard.press("k")
        until(page, f"{PAUSED} && {NOW} > 7")
        page.keyboard.press("k")
        until(page, f"!{PAUSED} && {NOW} > 11.3")
        page.click("#open-settings")
        page.uncheck("#extended")
        go_to(page, 6.8)
        until(page, f"{NOW} > 11.3")
        page.uncheck("#aloud")
        go_to(page, 6.8)
        until(page, "document.querySelector('#described').textContent !== ''")
        assert page.evaluate("speechSynthesis.spoken.length") == 2


def test_without_a_voice_descriptions_are_text_that_screen_readers_read_out(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        page.click("#toggle-descriptions")
        go_to(ready(page), 8)
        until(page, "document.querySelector('#described').textContent !== ''")
        assert page.get_attribute("#described", "aria-live") == "polite"
        page.click("#open-settings")
        assert "geen stem" in page.inner_text("#voice-note")


# -- links, places, texts ----------------------------------------------------------------------------------


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
        assert "#t=2" in page.input_value("#link") or "gekopieerd" in page.inner_text("#status")


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
        assert page.locator("video[controls]").is_visible()
        assert page.locator("track").count() == 3
        assert page.locator("#r4").is_visible()
        assert page.locator(".downloads a").count() > 5
        assert not page.locator("#controls").is_visible()
        assert not page.locator("#tools").is_visible()


def test_a_video_that_is_not_there_is_told(bundle: tuple[Path, str], browser: Browser) -> None:
    (bundle[0] / "media.mp4").unlink()
    with opened(browser, f"{bundle[1]}/index.html") as page:
        until(page, "!document.querySelector('#broken').hidden")
        assert "media.mp4" in page.inner_text("#broken")


def hostile(talk: Alignment) -> Alignment:
    """The talk said by a hundred speakers with names like weapons, in words like them."""
    texts = [f"{text} {number}" for number in range(7) for text in HOSTILE][:100]
    (line,) = talk.lines[:1]
    lines = tuple(
        replace(
            line,
            source=replace(
                line.source, line=number, turn=number, text=text, source=text, speaker=Speaker(text, (text,))
            ),
        )
        for number, text in enumerate(texts, 1)
    )
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
        lines = ready(page).locator(".line").all_text_contents()
        names = page.locator("h3").all_text_contents()
        assert lines == [line.source.text for line in made.lines]
        assert names == [line.source.text for line in made.lines]
        assert page.inner_text("h1").startswith("</script>")
        assert page.title().startswith("</script>")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        go_to(page, 2)
        until(page, f"{SHOWN}.length > 0")
        page.goto(f"{address}/transcript.html")
        assert page.locator(".line").all_text_contents() == lines
    assert {url.partition("?")[0] for url in asked} <= {
        f"{address}/{name}"
        for name in ("index.html", "transcript.html", "media.mp4", "captions.nl.vtt", "favicon.ico")
    }


def test_a_long_transcript_opens_and_follows(clip: Path, site: tuple[Path, str], browser: Browser) -> None:
    from tests.publications.long_talk import long_talk

    write(site[0], long_talk(2_000, 1_800), clip)
    with opened(browser, f"{site[1]}/index.html") as page:
        page.check("#follow")
        page.evaluate("document.querySelector('video').currentTime = 17.2")
        until(page, "document.querySelector('[aria-current]')?.textContent.startsWith('Dat is regel 9 ')")
        page.focus("[aria-current]")
        page.keyboard.press("End")
        assert page.evaluate("document.activeElement.textContent").startswith("Dat is regel 1999 ")
        starts = page.evaluate(
            "[...document.querySelectorAll('a[data-start]')].map(each => each.dataset.start)"
        )
        assert all(float(one) <= float(other) for one, other in pairwise(starts))
