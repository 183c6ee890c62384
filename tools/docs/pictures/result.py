"""Make result.png, the picture in the README: the stand-in with our captions, beside our transcript.

Run after `make demo` and `make test`: .venv/bin/python tools/docs/pictures/result.py
"""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
MOMENT_S = 25.0
SIZE = {"width": 1280, "height": 620}
PAGE = """<!doctype html><html lang="nl"><style>
body { margin: 0; padding: 24px; height: 572px; display: flex; gap: 24px; background: #dfe5ea }
video { width: 640px; height: 360px; align-self: center; border-radius: 6px; background: #000 }
::cue { font: 18px sans-serif; background: rgb(0 0 0 / .8) }
iframe { flex: 1; border: 0; border-radius: 6px; background: #fff }
</style><video muted>
<track default kind="captions" srclang="nl" src="demo/captions.nl.vtt"></video>
<iframe src="demo/transcript.html"></iframe>"""
# Seeking needs the whole film: this plain server knows no ranges.
SHOW_MOMENT = """async moment => {
  const video = document.querySelector('video');
  const film = await fetch('media/symposium-entreeopleidingen.mp4');
  video.src = URL.createObjectURL(await film.blob());
  video.textTracks[0].mode = 'showing';
  await new Promise(done => video.addEventListener('loadeddata', done, { once: true }));
  video.currentTime = moment;
  await new Promise(done => video.addEventListener('seeked', done, { once: true }));
  document.querySelector('iframe').contentWindow.scrollTo(0, 420);
  await new Promise(done => setTimeout(done, 800));
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/":
            body = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=ROOT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.evaluate(SHOW_MOMENT, MOMENT_S)
        page.screenshot(path=Path(__file__).with_suffix(".png"))
        browser.close()


if __name__ == "__main__":
    main()
