"""What the pages tell is what the bundles tell: speakers, years, the law, feeds."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.archive.site.made_up import ADDRESS, TEXTS, TITLE, write_copies

from woordbeeld.archive.entry import FILE, Entry, read_entry, render_entry
from woordbeeld.archive.site import write_site
from woordbeeld.archive.site.meeting import shared_statement, states, totals, work_left
from woordbeeld.archive.site.model import MediaFile, State, Video, Work
from woordbeeld.archive.site.paging import Place, cut
from woordbeeld.archive.site.register import COLUMNS
from woordbeeld.archive.site.speakers import speakers_of
from woordbeeld.publications.evidence.model import Deviation, Task, Verdict

LINK = re.compile(r'(?:href|src|action)="([^"#?]*)')


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def parsed(path: Path) -> ET.Element:
    return ET.fromstring(text_of(path).encode())  # noqa: S314 - our own file


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "videos" not in path.parts]
    assert len(pages) > 20
    for page in pages:
        for target in filter(None, LINK.findall(text_of(page))):
            if not target.startswith("https://"):
                assert (page.parent / target).is_file(), f"{page.name}: {target}"


def test_a_speaker_has_all_that_they_said_in_each_video_and_nothing_else(site: Path) -> None:
    page = text_of(site / "speakers/v/trudy-vos.html")
    said = re.findall(r'<a href="([^"]+)"><time>[\d:]+</time></a> <span>([^<]*)</span>', page)
    assert [text for _, text in said] == [
        "Welkom bij de opening van het schooljaar.",
        "Dit rapport gaat over passend onderwijs.",
        "Waar begin je mee als school?",
        "Dat is de vraag van vandaag.",
        "The report is on the table, and everybody may read it.",
    ]
    assert said[0][0] == "../../videos/opening/index.html#t=1.000"
    assert "2 video" in page
    assert 'lang="en"' in page


def video(*speakers: str, name: str = "a", **more: object) -> Video:
    entry = Entry(name, name.title(), "nl")
    media = MediaFile("media.mp4", 1)
    plain = Video(entry, media, has_video=True, duration_ms=1_000, speakers=speakers)
    return replace(plain, **more)  # type: ignore[arg-type]


def test_labels_of_one_speaker_are_one_and_names_that_look_alike_have_their_own_page() -> None:
    found = speakers_of(
        [video("Jan Bos", "VOICE-OVER"), video("JAN BOS", "José Vis"), video("Jan Bos", "Jose Vis", "李雷")]
    )
    by_name = {each.name: each for each in found}
    assert by_name["Jan Bos"].numbers == ((0, "Jan Bos"), (1, "JAN BOS"), (2, "Jan Bos"))
    assert by_name["Jan Bos"].page == "speakers/b/jan-bos.html"
    assert len({each.page for each in found}) == len(found) == 5
    assert by_name["VOICE-OVER"].is_role
    assert by_name["李雷"].letter == "0"


def test_speakers_stand_by_their_last_name_other_letters_and_roles_at_the_end() -> None:
    names = ["Piet Aal", "Josephine van den Berg", "Anna Zwart", "Kind 2", "李雷", "Vrouwenstem"]
    found = speakers_of([video(*reversed(names))])
    assert [each.name for each in found] == names
    assert [each.letter for each in found] == ["a", "b", "z", "0", "0", "roles"]


def test_a_number_that_a_computer_gave_to_a_voice_is_no_speaker() -> None:
    draft = replace(Entry("b", "B", "nl"), is_draft=True)
    found = speakers_of([video("Spreker 1", "Jan Bos", entry=draft), video("Spreker 2", name="c")])
    assert [each.name for each in found] == ["Jan Bos", "Spreker 2"]


def test_years_have_their_videos_the_newest_first(site: Path) -> None:
    home = text_of(site / "index.html")
    assert home.index("Debat") < home.index("Opening") < home.index("A talk")
    assert '<time datetime="2018-06-27">27 juni 2018</time>' in text_of(site / "years/2018.html")
    assert "A talk" in text_of(site / "years/undated.html")


def test_the_state_of_a_video_is_its_worst_verdict() -> None:
    judged = {
        State.NOT_MET: (Verdict.MET, Verdict.JUDGE, Verdict.NOT_MET),
        State.JUDGE: (Verdict.JUDGE, Verdict.ACCEPTED, Verdict.MET),
        State.MET: (Verdict.MET, Verdict.ACCEPTED, Verdict.DOES_NOT_APPLY),
    }
    videos = [
        video(verdicts=tuple(zip(("1.1.1", "1.2.2", "1.2.5"), verdicts, strict=True)))
        for verdicts in judged.values()
    ]
    assert [each.state for each in videos] == list(judged)
    assert states(videos) == dict.fromkeys(State, 1)
    found = {total.criterion.id: total.videos for total in totals(videos, "nl")}
    assert found["1.1.1"] == {**dict.fromkeys(Verdict, 0), Verdict.MET: 2, Verdict.JUDGE: 1}
    assert sum(found["1.2.5"].values()) == 3


def test_what_is_left_to_do_is_added_up() -> None:
    videos = [
        video(now=(Work(Task.NARRATE, 2), Work(Task.ADD_MISSING, 1))),
        video(now=(Work(Task.NARRATE, 3),)),
    ]
    assert [(each.task, each.videos, each.places) for each in work_left(videos)] == [
        (Task.ADD_MISSING, 1, 1),
        (Task.NARRATE, 2, 5),
    ]


def test_statements_that_tell_the_same_become_one_part() -> None:
    part = Deviation(
        "Audiodescriptie (succescriterium 1.2.5)", "2 ontbreken.", "oorzaak", "gevolg", "maatregel"
    )
    other = replace(part, deviation="3 ontbreken.")
    captions = Deviation("Ondertitels (succescriterium 1.2.2)", "Er mist iets.", "o", "g", "m")
    found = shared_statement(
        [video(statement=(part,)), video(statement=(other, captions)), video(statement=(part,))]
    )
    assert [each.part.title[:5] for each in found] == ["Onder", "Audio"]
    assert found[1].deviations == (("2 ontbreken.", 2), ("3 ontbreken.", 1))
    assert found[1].videos == 3
    assert found[1].part == part


def test_the_page_of_the_state_tells_what_the_reports_tell(site: Path) -> None:
    page = text_of(site / "accessibility/index.html")
    counts = re.findall(r"<strong>(\d+)</strong> ([^<]+)</a>", page)
    reports = [json.loads(text_of(path)) for path in site.glob("videos/*/report.json")]
    unmet = [
        any(each["verdict"] == "not met" and each["level"] != "AAA" for each in report["criteria"])
        for report in reports
    ]
    assert counts[0] == (str(sum(unmet)), "Voldoet niet")
    assert sum(int(number) for number, _ in counts) == 3
    listed = text_of(site / "accessibility/1.2.5-not-met.html")
    assert "Opening van het jaar" in listed
    assert "videos/opening/report.html" in listed


def test_the_table_of_all_videos_is_read_by_other_programs_and_works_out_nothing(site: Path) -> None:
    data = (site / "accessibility/accessibility.csv").read_bytes()
    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 4
    assert rows[0][0] == "Titel"
    assert rows[1][1] == "2019-01-15"
    assert rows[1][4] == f"{ADDRESS}videos/debat/index.html"
    assert rows[1][-1] == "'=debat.mp4"
    assert "1.2.5" in rows[2][COLUMNS.index("not_met")]


def test_an_english_site_speaks_english_and_writes_a_table_with_commas(archive: Path) -> None:
    write_site(archive, "Videos", "en", ADDRESS)
    assert '<html lang="en">' in text_of(archive / "index.html")
    assert "27 June 2018" in text_of(archive / "years/2018.html")
    assert (archive / "accessibility/accessibility.csv").read_text("utf-8-sig").startswith("Title,Date,")
    statement = text_of(archive / "accessibility/statement.html")
    assert '<section class="statement" lang="nl">' in statement


def test_the_sitemap_has_all_pages_and_each_is_there(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = parsed(site / "sitemap.xml")
    found = [each.text or "" for each in index.iterfind(".//s:loc", names)]
    assert found == [f"{ADDRESS}sitemaps/1.xml"]
    addresses = [
        (each.text or "").removeprefix(ADDRESS)
        for each in parsed(site / "sitemaps/1.xml").iterfind(".//s:loc", names)
    ]
    assert len(set(addresses)) == len(addresses)
    files = {f"{each}index.html" if each == "" or each.endswith("/") else each for each in addresses}
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html") if "videos" not in path.parts}
    pages.remove("accessibility/statement.html")  # a draft
    assert files == pages | {f"videos/{name}/index.html" for name in TEXTS}


def test_readers_of_news_get_what_has_a_date_the_newest_first(site: Path) -> None:
    channel = parsed(site / "feed.xml").find("channel")
    assert channel is not None
    assert channel.findtext("title") == TITLE
    items = channel.findall("item")
    assert [item.findtext("link") for item in items] == [
        f"{ADDRESS}videos/{name}/index.html" for name in ("debat", "opening")
    ]
    assert items[1].findtext("pubDate") == "Wed, 27 Jun 2018 00:00:00 GMT"
    enclosure = items[1].find("enclosure")
    assert enclosure is not None
    media = site / enclosure.attrib["url"].removeprefix(ADDRESS)
    assert str(media.stat().st_size) == enclosure.attrib["length"]
    assert enclosure.attrib["type"] == "video/mp4"


def structured(page: Path) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text_of(page), re.DOTALL)
    record: dict[str, Any] = json.loads(found)
    return record


def test_search_engines_are_told_of_the_site_and_of_its_videos(site: Path) -> None:
    home, year = structured(site / "index.html"), structured(site / "years/2018.html")
    assert (home["@type"], home["name"], home["url"]) == ("WebSite", TITLE, ADDRESS)
    (listed,) = year["itemListElement"]
    assert listed["item"]["url"] == f"{ADDRESS}videos/opening/"
    assert listed["item"]["dateCreated"] == "2018-06-27"


def test_long_lists_are_cut_into_pages_with_a_way_between_them(tmp_path: Path) -> None:
    site = write_copies(tmp_path / "archief", 101)
    write_site(site, TITLE, "nl")
    first, second = text_of(site / "years/2020.html"), text_of(site / "years/2020.2.html")
    assert first.count("<h2>") == 100
    assert second.count("<h2>") == 1
    assert 'href="../years/2020.2.html" rel="next"' in first
    assert 'aria-current="page"' in second
    assert "pagina 2 van 2" in second


@pytest.mark.parametrize(("number", "count"), [(1, 1), (1, 9), (5, 9), (9, 9), (2, 3)])
def test_from_each_page_the_first_the_last_and_its_neighbours_are_reached(number: int, count: int) -> None:
    shown = [each for each in Place("x", number, count).others if each]
    assert {1, count, number} <= {*shown}
    assert {each for each in (number - 1, number + 1) if 1 <= each <= count} <= {*shown}
    assert shown == sorted(shown)


def test_an_item_that_is_too_large_stands_on_a_page_of_its_own() -> None:
    assert [len(page) for page in cut([1, 500_000, 1], lambda size: size)] == [1, 1, 1]


def test_a_text_that_a_computer_wrote_is_told_to_be_one(archive: Path) -> None:
    entry = archive / "videos/debat" / FILE
    entry.write_text(render_entry(replace(read_entry(entry), is_draft=True)), "utf-8")
    write_site(archive, TITLE, "nl")
    told = "Tekst van de computer, nog niet nagekeken"
    assert text_of(archive / "years/2019.html").count(told) == 1
    assert told not in text_of(archive / "years/2018.html")
    page = text_of(archive / "accessibility/index.html")
    assert "Van 1 video heeft de computer de tekst geschreven" in page
