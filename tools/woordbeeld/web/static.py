"""Scripts and style sheets that stand beside the templates of pages, and those that pages share."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from importlib.resources import files
from pathlib import PurePath
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from woordbeeld.publications.page_engine import template_text

_KINDS: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_OF_PLAYER: Final = {"page.js": "player/page.js", "store.js": "player/store.js", "base.css": "base.css"}
_OWN: Final = "woordbeeld.web"


class Static:
    """The files of a package that browsers load, read once; no other file is reached."""

    def __init__(self, package: str) -> None:
        own = {**_texts(_OWN), **_texts(package)}
        self._texts = own | {name: template_text(path) for name, path in _OF_PLAYER.items()}

    async def answer(self, request: Request) -> Response:
        """The file that is asked for."""
        name = request.path_params["name"]
        if name not in self._texts:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(self._texts[name], media_type=_KINDS[PurePath(name).suffix])


def _texts(package: str) -> Mapping[str, str]:
    folder = files(package) / "templates"
    return {
        each.name: each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(tuple(_KINDS))
    }
