"""The player page as a file: what it holds without script, and that only our own script can run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.publications.markup import element, value
from tests.publications.talk import MEDIA, SOUND, sound_alone, undescribed

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.published import DescriptionSound
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia, size_in_words
from woordbeeld.publications.page_engine import csp_hash
from woordbeeld.publications.player import MODULES, player_script
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.profile import NL_WEB, find_profile


def page(
    talk: Alignment,
    media: PublishedMedia = MEDIA,
    profile: str = "nl-web",
    title: str = "Praatje",
    sound: DescriptionSound | None = None,
) -> str:
    made = publications(talk, title, find_profile(profile), media, description=sound).publications
    return next(each.data.decode() for each in made if each.name == "index.html")


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def data(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(element(soup(text), "#data").get_text())
    return found


def test_without_script_there_are_the_video_its_tracks_the_transcript_and_downloads(talk: Alignment) -> None:
    made = soup(page(talk))
    assert value(made, "video", "src") == "media.mp4"
    assert "controls" in element(made, "video").attrs
    assert [(each["kind"], each["src"], each["srclang"]) for each in made.select("track")] == [
        ("captions", "captions.nl.vtt", "nl"),
        ("descriptions", "descriptions.nl.vtt", "nl"),
        ("chapters", "chapters.nl.vtt", "nl"),
    ]
    assert [each.get_text() for each in made.select("p:not(.event) .line")] == [
        line.source.text for line in talk.lines
    ]
    assert value(made, "#controls", "hidden") == value(made, "#tools", "hidden") == ""


def test_downloads_are_listed_as_government_sites_do(talk: Alignment) -> None:
    listed = [" ".join(each.get_text().split()) for each in soup(page(talk)).select(".downloads li")]
    assert listed[0] == "Video (MP4, 123 kB)"
    assert listed[-1] == "Alleen het geluid (M4A, 65 kB)"
    assert "Ondertiteling (SRT, 1 kB)" in listed
    made = {each.name for each in publications(talk, "Praatje", NL_WEB, MEDIA).publications}
    links = {each["href"] for each in soup(page(talk)).select(".downloads a")}
    assert links - {"media.mp4", "audio.m4a"} <= made


def test_sound_alone_is_called_audio_and_has_nothing_of_a_video(talk: Alignment) -> None:
    for name, kind in (("audio.m4a", "M4A"), ("audio.mp3", "MP3")):
        text = page(sound_alone(talk), PublishedMedia(MediaFile(name, 900_000)))
        made = soup(text)
        assert value(made, "audio", "src") == name
        assert not made.select("video, [data-action=fullscreen], #look-position, #look-background")
        assert element(made, ".downloads li").get_text(" ", strip=True) == f"Audio ({kind}, 900 kB)"
        assert "f" not in data(text)["keys"]
        spoken = data(text)["words"]
        unused = ["captions_longer", "described_longer", "transcript_longer", "video"]  # names of films
        assert [key for key, said in spoken.items() if "video" in str(said).lower()] == unused
        for each in made.select("style, script"):
            each.decompose()
        assert "video" not in str(made).lower()


def test_the_other_pages_of_sound_alone_do_not_call_it_a_video_either(talk: Alignment) -> None:
    made = {
        each.name: each for each in publications(sound_alone(talk), "Praatje", NL_WEB, SOUND).publications
    }
    for name in ("transcript.html", "transcript.fragment.html", "transcript.md"):
        assert "video" not in made[name].data.decode().lower()


def test_where_nothing_is_described_there_is_no_button_for_it(talk: Alignment) -> None:
    text = page(undescribed(talk))
    assert "hidden" in element(soup(text), "#toggle-descriptions").attrs
    assert "d" not in data(text)["keys"]
    assert "d" in data(page(talk))["keys"]


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (999, "1 kB"), (9_999, "10 kB"), (999_999, "1000 kB"), (1_250_000_000, "1,2 GB")],
)
def test_sizes_are_short(size: int, said: str) -> None:
    assert size_in_words(size, "nl") == said


def test_only_the_script_and_the_style_of_the_page_may_run(talk: Alignment) -> None:
    made = soup(page(talk))
    policy = value(made, "meta[http-equiv]", "content")
    (script,) = made.select("script[type=module]")
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
    assert f"script-src {csp_hash(script.get_text())}" in policy
    assert f"style-src {csp_hash(element(made, 'style').get_text())}" in policy
    assert "unsafe" not in policy
    assert not made.select("[style], [onclick], [onload]")


def test_the_page_asks_for_nothing_from_elsewhere(talk: Alignment) -> None:
    text = page(talk)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text)
    assert "import " not in player_script()


def test_every_module_of_the_player_is_in_its_script_after_those_that_it_needs() -> None:
    script = player_script()
    assert len(MODULES) == len(set(MODULES))
    places = [
        script.index(word) for word in ("const store", "const data", "startCaptions()", "startControls(")
    ]
    assert places == sorted(places)


def test_the_data_are_the_cues_with_their_times_and_speakers(talk: Alignment) -> None:
    cues = captions(talk, NL_WEB).cues
    told = data(page(talk))["captions"]
    assert [entry[:2] for entry in told] == [[cue.span.start_ms, cue.span.end_ms] for cue in cues]
    assert told[0][2][0]["lead"] == "TON HEERTS: "
    assert [line for entry in told for part in entry[2] for line in part["lines"]] == [
        line for cue in cues for line in cue.lines
    ]


def test_where_captions_have_no_labels_a_change_of_speaker_still_shows_the_name(talk: Alignment) -> None:
    silent = replace(NL_WEB, labels=find_profile("nl-web", labels="none").labels)
    made = publications(talk, "Praatje", silent, MEDIA).publications
    told = data(next(each.data.decode() for each in made if each.name == "index.html"))["captions"]
    speaker_prefixes = [part["lead"] for entry in told for part in entry[2] if "lead" in part]
    assert speaker_prefixes == ["Ton Heerts: ", "Stef Böger: "]


def test_a_description_may_be_spoken_until_somebody_speaks_on(talk: Alignment) -> None:
    ((start_ms, end_ms, text, until_ms, reading_ms),) = data(page(talk))["descriptions"]
    following = min(line.span.start_ms for line in talk.lines if line.span and line.span.start_ms >= start_ms)
    assert text.startswith("Een man lacht.")
    assert start_ms < end_ms
    assert until_ms == following
    assert (
        reading_ms > 60_000 * len(text.split()) / 202
    )  # words that a mean reader of Dutch reads in a minute


def test_a_page_in_another_language_says_which_parts_are_in_it(talk: Alignment) -> None:
    made = soup(page(replace(talk, language="ar")))
    assert value(made, "html", "lang") == "en"
    reading = element(made, "#reading")
    assert (reading["lang"], reading["dir"]) == ("ar", "rtl")
    assert value(made, "#captions", "dir") == "rtl"


def test_every_button_has_a_name_and_every_field_a_label(talk: Alignment) -> None:
    made = soup(page(talk))
    assert all(each.get("aria-label") or each.get_text(strip=True) for each in made.select("button"))
    labelled = {each["for"] for each in made.select("label[for]")}
    for field in made.select("input, select"):
        assert field.get("aria-label") or field["id"] in labelled or field.find_parent("label")


def test_chapters_are_the_turns_that_the_buttons_go_to(talk: Alignment) -> None:
    made = publications(talk, "Praatje", NL_WEB, MEDIA)
    assert TrackKind.CHAPTERS.value in {each.name.split(".")[0] for each in made.publications}
    assert data(page(talk))["turns"] == [1_000, 13_000]
