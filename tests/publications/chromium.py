"""A headless Chromium, and a folder served to it as a web site."""

from __future__ import annotations

import inspect
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error, Frame, Page, Playwright, expect

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
WITHIN_S = 120
TOO_EARLY = ("context was destroyed", "properties of null", "properties of undefined")
STATE = """[
  `address: ${location}`,
  `focus: ${document.activeElement?.outerHTML.slice(0, 300)}`,
  `dialogs: ${[...document.querySelectorAll('dialog[open]')].map(each => each.id)}`,
  document.body.innerText.replace(/\\n+/g, '\\n').slice(0, 3000),
]"""


class Whole(SimpleHTTPRequestHandler):
    """Serves whole files only, as Python does by itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing: the test reports."""


class _Site(Whole):
    """Serves parts of files too, without which a video cannot be moved through."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        if not asked[0] or not path.is_file():
            super().do_GET()
            return
        content = path.read_bytes()
        first, last = int(asked[0]), int(asked[2] or len(content) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(content[first : last + 1])


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    return _launched(playwright.chromium)


def another(browser: Browser, *more: str) -> Browser:
    """Another one beside it, with more options."""
    return _launched(browser.browser_type, *more)


def _launched(kind: BrowserType, *more: str) -> Browser:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "Chromium is needed"
    expect.set_options(timeout=WITHIN_S * 1000)
    return kind.launch(executable_path=chromium, args=[*OPTIONS, *more])


@contextmanager
def served(folder: Path, site: type[SimpleHTTPRequestHandler] = _Site) -> Iterator[str]:
    """The address at which a folder is served for as long as it lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(site, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:  # a test that fails must not wait for it for ever
        server.shutdown()
        server.server_close()
        thread.join()


def cut_off(page: Page, *addresses: str) -> None:
    """Let nothing that a page asks for at these addresses come through, from now on.

    A page that is there already asks on for a moment after Playwright was told so.
    """
    for each in (*addresses, "**/cut-off"):
        page.route(each, lambda route: route.abort())
    until(page, "fetch('cut-off').then(() => false, () => true)")


def until(page: Page | Frame, condition: str, within_s: float = WITHIN_S) -> None:
    """Wait for what a script tells; the page's own policy forbids what Playwright would use for it.

    A page that is loaded anew meanwhile, or that lacks the element still, is asked again.
    """
    _until(page, lambda: bool(page.evaluate(condition)), lambda: condition, within_s)


def until_equal(page: Page | Frame, script: str, expected: object) -> None:
    """Wait until what a script tells is what is expected."""
    _until(
        page,
        lambda: page.evaluate(script) == expected,
        lambda: f"{script} is {expected!r}: it is {page.evaluate(script)!r}",
    )


def until_so(page: Page | Frame, is_so: Callable[[], bool]) -> None:
    """Wait until what is asked of the page by something else than one script is so."""
    _until(page, is_so, lambda: inspect.getsource(is_so).strip())


def _until(
    page: Page | Frame, is_so: Callable[[], bool], told: Callable[[], str], within_s: float = WITHIN_S
) -> None:
    ends = time.monotonic() + within_s
    while not _is_so(is_so):
        if time.monotonic() >= ends:
            raise AssertionError(f"not so within {within_s} s: {told()}\n{_state_of(page)}")
        page.wait_for_timeout(50)


def _state_of(page: Page | Frame) -> str:
    """What has the focus, what is open, and all that is read there: what somebody would look at first."""
    try:
        return "\n".join(page.evaluate(STATE))
    except Error as error:
        return error.message


def _is_so(asked: Callable[[], bool]) -> bool:
    try:
        return asked()
    except Error as error:
        if not any(early in error.message for early in TOO_EARLY):
            raise
        return False
    except IndexError:  # of a list that is not filled yet
        return False
