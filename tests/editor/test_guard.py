"""Whoever is not the page that we opened gets nothing, and what the page is sent is shown as text."""

from __future__ import annotations

import http.client
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.editor.made_up import TALK, Served, served
from tests.publications.chromium import until, until_so
from tests.publications.visit import opened

from woordbeeld.web.guard import Keys
from woordbeeld.web.opening import private_page

READS = ["/", "/changes?since=-1", "/media", "/peaks", "/static/main.js", "/bundle/transcript.html"]
DEEDS = ["/edit", "/undo", "/redo", "/save", "/resolve"]
STRANGER = ("Cookie", "Origin")
MARK = {"version": 0, "edit": {"kind": "mark", "ids": [0], "reviewed": True}}


def ask(
    editor: Served,
    path: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    without: tuple[str, ...] = (),
    **headers: str,
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """The status, body and headers of an answer; the path goes out as it is."""
    given = {
        "Host": f"127.0.0.1:{editor.port}",
        "Cookie": f"woordbeeld-{editor.port}={editor.keys.cookie}",
        "Origin": editor.address,
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    connection = http.client.HTTPConnection("127.0.0.1", editor.port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in given.items():
        if name not in without:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in given:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers
    connection.close()
    return found


def post(editor: Served, path: str, message: Any, **more: Any) -> tuple[int, bytes]:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    status, answer, _ = ask(editor, path, method="POST", body=body, **more)
    return status, answer


def untouched(editor: Served) -> bool:
    return editor.table.session.version == 0 and editor.table.path.read_text(encoding="utf-8") == TALK


def test_the_page_that_was_opened_may_do_everything(editor: Served) -> None:
    for path in READS[:-1]:
        assert ask(editor, path)[0] == 200
    assert post(editor, "/edit", MARK)[0] == 200
    assert editor.table.session.state.reviewed == {0}


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (403, {"without": ("Cookie",)}),
        (403, {"Cookie": "woordbeeld-{port}=gegokt"}),
        (403, {"Cookie": "woordbeeld-1=geheim"}),
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {"Origin": "http://127.0.0.1:1"}),
        (403, {"Sec_Fetch_Site": "cross-site"}),
        (403, {"Sec_Fetch_Site": "same-site"}),
        (421, {"Host": "evil.example"}),
        (421, {"Host": "evil.example:{port}"}),
        (421, {"Host": "localhost:{port}"}),
        (421, {"Host": "127.0.0.1:1"}),
        (421, {"without": ("Host",)}),
    ],
)
def test_nobody_else_reads_anything(editor: Served, status: int, refused: dict[str, Any]) -> None:
    filled: dict[str, Any] = {
        name: value.format(port=editor.port) if isinstance(value, str) else value
        for name, value in refused.items()
    }
    for path in READS:
        found, body, _ = ask(editor, path, **filled)
        # Without a Host the server itself refuses.
        assert found in (status, 400)
        assert b"Goedemorgen" not in body


@pytest.mark.parametrize(
    "refused",
    [
        {"without": ("Cookie",)},
        {"without": ("Origin",)},
        {"Origin": "http://evil.example"},
        {"Host": "evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"},  # what a form of another site can send
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
)
def test_nobody_else_does_anything(editor: Served, refused: dict[str, Any]) -> None:
    if "Content_Type" in refused:
        refused = {**refused, "without": ("Content-Type",)}
    for path in DEEDS:
        assert post(editor, path, MARK, **refused)[0] in (403, 415, 421)
    assert untouched(editor)


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_can_use(editor: Served) -> None:
    token = editor.keys.new_token()
    status, _, headers = ask(editor, f"/?token={token}", without=STRANGER, Sec_Fetch_Site="none")
    assert status == 303
    assert headers["Location"] == "/"
    cookie = headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert token.lower() not in cookie
    assert ask(editor, "/?token=gegokt", without=STRANGER)[0] == 403
    assert ask(editor, "/?token=%00%ff", without=STRANGER)[0] == 403


def test_the_token_works_once_and_whoever_was_let_in_stays_in(editor: Served) -> None:
    address = editor.opened.removeprefix(editor.address)
    assert ask(editor, address, method="HEAD", without=STRANGER)[0] == 403  # that looks, and does not open
    assert ask(editor, address, without=STRANGER)[0] == 200
    status, told, headers = ask(editor, address, without=STRANGER)
    assert status == 403
    assert b"press Enter where you started it" in told
    assert "Set-Cookie" not in headers
    assert ask(editor, address, Sec_Fetch_Site="none")[0] == 303  # as from the history of who was let in
    assert ask(editor, editor.opened.removeprefix(editor.address), without=STRANGER)[0] == 200


def test_a_token_is_used_up_by_one_of_many_who_come_at_once() -> None:
    keys = Keys()
    token = keys.new_token()
    used: list[str] = []
    keys.when_used(token, lambda: used.append("at once"))
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(keys.use, [token] * 50)) == 1
    keys.when_used(token, lambda: used.append("late"))
    assert used == ["at once", "late"]


def test_a_link_of_another_page_with_the_token_lets_in_by_a_page_of_our_own(editor: Served) -> None:
    address = editor.opened.removeprefix(editor.address)
    status, body, headers = ask(editor, address, without=STRANGER, Sec_Fetch_Site="cross-site")
    assert status == 200
    assert "Set-Cookie" in headers
    assert b"url=/" in body
    assert b"token" not in body


@pytest.mark.browser
def test_a_page_on_disk_opens_the_editor_in_a_browser(editor: Served, browser: Browser) -> None:
    file = private_page(editor.opened)
    assert file
    try:
        with opened(browser, file.as_uri()) as page:
            page.wait_for_url(f"{editor.address}/")
            until(page, "document.querySelectorAll('.line').length === 8")
            page.reload()
            until(page, "document.querySelectorAll('.line').length === 8")
            page.goto(editor.address)
            until(page, "document.querySelectorAll('.line').length === 8")
            until_so(
                page,
                lambda: "token" not in page.evaluate("performance.getEntriesByType('navigation')[0].name"),
            )
    finally:
        shutil.rmtree(file.parent)


def test_the_page_on_disk_is_for_us_alone() -> None:
    file = private_page('http://127.0.0.1:1/?token=a&b="c')
    assert file
    try:
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert "?token=a&amp;b=&quot;c" in file.read_text(encoding="utf-8")
    finally:
        shutil.rmtree(file.parent)


# What is asked for of 100 bytes, and what is answered: the status, and the bytes.
RANGES = [
    ("lines=1-2", 200, "0-99"),
    ("bytes", 200, "0-99"),
    ("bytes=", 200, "0-99"),
    ("bytes=,", 200, "0-99"),
    ("bytes=-", 200, "0-99"),
    ("bytes=a-b", 200, "0-99"),
    ("bytes=5-4", 200, "0-99"),
    ("bytes=0-4, x", 200, "0-99"),
    ("bytes=\u0661-\u0662".encode().decode("latin-1"), 200, "0-99"),
    ("bytes=0-" + "9" * 5000, 200, "0-99"),
    ("bytes=" + "0-1," * 60, 200, "0-99"),
    ("bytes=0-4", 206, "0-4"),
    ("Bytes = 0-4", 200, "0-99"),
    ("BYTES=0-4", 206, "0-4"),
    ("bytes=90-", 206, "90-99"),
    ("bytes=90-500", 206, "90-99"),
    ("bytes=-10", 206, "90-99"),
    ("bytes=-500", 206, "0-99"),
    ("bytes=200-300, 5-6", 206, "5-6"),
    ("bytes=100-", 416, ""),
    ("bytes=-0", 416, ""),
    ("bytes=200-300,400-", 416, ""),
]


def test_parts_of_media_are_sent_where_they_are_asked_for_in_bytes(
    transcript: Path, journals: Path, tmp_path: Path
) -> None:
    content = bytes(range(100))
    media = tmp_path / "media.mp4"
    media.write_bytes(content)
    with served(transcript, journals, media) as editor:
        for asked, status, part in RANGES:
            found, body, headers = ask(editor, "/media", Range=asked)
            told = {200: None, 206: f"bytes {part}/100", 416: "bytes */100"}[status]
            assert (asked, found, headers["Content-Range"]) == (asked, status, told)
            if part:
                first, last = map(int, part.split("-"))
                assert body == content[first : last + 1]


def test_several_parts_come_together_and_a_stale_or_bodiless_request_gets_none(editor: Served) -> None:
    _, whole, about = ask(editor, "/media")
    status, body, headers = ask(editor, "/media", Range="bytes=0-4,10-14")
    assert status == 206
    assert headers["Content-Type"].startswith("multipart/byteranges")
    assert whole[:5] in body
    assert whole[10:15] in body
    stale: dict[str, Any] = {"Range": "bytes=0-4", "If_Range": '"another"'}
    assert ask(editor, "/media", **stale)[0] == 200
    assert ask(editor, "/media", **{**stale, "If_Range": about["ETag"]})[0] == 206
    assert ask(editor, "/media", method="HEAD", Range="bytes=0-4")[0] == 200


def test_media_that_were_taken_away_are_not_found(transcript: Path, journals: Path, tmp_path: Path) -> None:
    with served(transcript, journals, tmp_path / "nowhere.mp4") as editor:
        assert ask(editor, "/media")[0] == 404


PATHS = [
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static//etc/passwd",
    "/static/edit.html",
    "/bundle/../praatje.txt",
    "/bundle/..%2f..%2fetc%2fpasswd",
    "/bundle/praatje.txt",
    "/bundle/index.html",
    "/bundle/transcript.html%00.txt",
    "/media/../praatje.txt",
    "/../../../../etc/passwd",
    "/praatje.txt",
    "//evil.example/",
    "/static/..\\app.py",
]


def test_no_path_leads_to_another_file(editor: Served) -> None:
    for path in PATHS:
        status, body, _ = ask(editor, path)
        assert status in (400, 404)
        assert b"Goedemorgen" not in body
        assert b"root:" not in body


def test_pages_of_the_bundle_are_shown_cut_off_from_the_editor(editor: Served, transcript: Path) -> None:
    (transcript.parent / "transcript.html").write_text("<script>fetch('/save')</script>", encoding="utf-8")
    status, _, headers = ask(editor, "/bundle/transcript.html")
    assert status == 200
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers.get_all("Content-Security-Policy") == [headers["Content-Security-Policy"]]


MALFORMED = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"undo"',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"edit": ' * 50_000,
    b'{"version": 0, "edit": {"kind": "mark"}}',
    b'{"version": 0, "edit": {"kind": "__class__"}}',
    b'{"version": 0, "edit": {"kind": "mark", "ids": [], "reviewed": true}}',
    b'{"version": 0, "edit": {"kind": "mark", "ids": [true], "reviewed": true}}',
    b'{"version": 0, "edit": {"kind": "mark", "ids": [0], "reviewed": 1}}',
    b'{"version": 0, "edit": {"kind": "mark", "ids": [0], "reviewed": true, "more": 1}}',
    b'{"version": 0, "edit": {"kind": "split", "id": 0, "at": 1e300}}',
    b'{"version": "' + b"9" * 5000 + b'", "edit": {"kind": "mark", "ids": [0], "reviewed": true}}',
    b'{"version": null, "edit": {"kind": "mark", "ids": [0], "reviewed": true}}',
    b'{"version": 0, "edit": {"kind": "reword", "id": 0, "text": ["a"]}}',
    b'{"version": 0, "edit": {"kind": "reword", "id": 0, "text": "' + b"a" * 30_000 + b'"}}',
    b'{"version": 0, "edit": {"kind": "insert", "after": 0, "item": "script", "text": "a"}}',
    b'{"version": 0, "edit": {"kind": "set-time", "id": 0, "start_ms": NaN, "end_ms": null}}',
    b'{"since": {}, "version": 0, "edit": {"kind": "mark", "ids": [0], "reviewed": true}}',
]


def test_a_malformed_edit_is_refused_in_words(editor: Served) -> None:
    for body in MALFORMED:
        status, answer = post(editor, "/edit", body)
        assert status == 400
        assert json.loads(answer)["message"]
    assert untouched(editor)


def test_a_number_that_is_too_long_is_refused(editor: Served) -> None:
    assert ask(editor, "/changes?since=" + "9" * 5000)[0] == 400
    assert ask(editor, "/changes?since=morgen")[0] == 400
    assert ask(editor, "/changes?since=--5")[0] == 400


def test_huge_bodies_are_refused(editor: Served) -> None:
    assert post(editor, "/edit", b"x" * 1_100_000)[0] == 413
    chunks = (b"10000\r\n" + b"x" * 0x10000 + b"\r\n") * 20 + b"0\r\n\r\n"
    unsaid = {"Transfer_Encoding": "chunked", "Content_Length": ""}
    told = ask(editor, "/edit", method="POST", body=chunks, without=("Content-Length",), **unsaid)
    assert told[0] == 413
    assert untouched(editor)


def test_other_methods_are_refused(editor: Served) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert ask(editor, "/edit", method=method)[0] == 405
    assert ask(editor, "/edit")[0] == 405
    assert post(editor, "/", {})[0] == 405


def test_every_answer_forbids_what_the_page_does_not_need(editor: Served) -> None:
    stranger: dict[str, Any] = {"without": ("Cookie",)}
    for path, options in (("/", {}), ("/changes?since=-1", {}), ("/", stranger), ("/nergens", {})):
        _, _, headers = ask(editor, path, **options)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"


HOSTILE = """\
<IMG SRC=X>: <script>document.title = "kwaad"</script> {{ 7 * 7 }} &amp; "' `${1}`
TON HEERTS: <img src=x onerror="document.title='kwaad'"> javascript:alert(1)

(<svg onload=alert(1)> Beeldtekst: </textarea><script>alert(1)</script>.)

<B>APPLAUS</B>
"""


@pytest.mark.browser
def test_hostile_text_is_shown_and_never_run(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    transcript.write_text(HOSTILE, encoding="utf-8")
    with served(transcript, journals, clip) as editor, opened(browser, editor.opened) as page:
        page.wait_for_selector(".line")
        shown = page.inner_text("#lines")
        for part in ("<img src=x onerror=", "javascript:alert(1)", "<svg onload=alert(1)>", "</textarea>"):
            assert part in shown
        page.focus(".line")
        for key in ("ArrowDown", "Enter"):
            page.keyboard.press(key)
        page.keyboard.type("<script>alert(2)</script> ")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#saved').dataset.state === 'kept'")
        until_so(page, lambda: page.title().startswith("Praatje"))
        expect(page.locator("#lines script, #lines img, #lines svg")).to_have_count(0)
        expect(page.locator("#people img, #people script")).to_have_count(0)
