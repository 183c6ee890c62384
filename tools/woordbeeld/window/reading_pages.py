"""The page that shows how a document was read, and what a person says of that."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from woordbeeld.errors import WrongUseError
from woordbeeld.intake.correcting import alike, likenesses, of_speaker, turn_of, turns_of
from woordbeeld.intake.in_words import format_in_words
from woordbeeld.web.bodies import json_body
from woordbeeld.web.languages import language_of
from woordbeeld.window import reviewing
from woordbeeld.window.page_base import PROJECT, Pages
from woordbeeld.window.pages import row_record
from woordbeeld.window.project import Looked, correction_of
from woordbeeld.window.status import Step, open_steps
from woordbeeld.words import say

_BYTES: Final = "application/octet-stream"


class ReadingPages(Pages):
    """How the text of a video was read."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{PROJECT}/read", self.read),
            Route(f"{PROJECT}/rows", self.correct, methods=["POST"]),
            Route(f"{PROJECT}/rows/undo", self.undo, methods=["POST"]),
            Route(f"{PROJECT}/accept", self.accept, methods=["POST"]),
            Route(f"{PROJECT}/reopen", self.reopen, methods=["POST"]),
            Route(f"{PROJECT}/original", self.original),
        ]

    async def read(self, request: Request) -> Response:
        project = self.project(request)
        found = await run_in_threadpool(reviewing.review, project)
        about, is_open = found.opened.reading.understanding, project.looked is Looked.NOT_YET
        return self.step(
            "read.html",
            request,
            Step.READ,
            format_name=format_in_words(about.document.format_name),
            is_open=is_open,
            can_correct=Step.CORRECT in open_steps(project),
            can_reopen=not is_open and await run_in_threadpool(reviewing.is_uncorrected, project),
            data=_rows(found, language_of(request)),
        )

    async def correct(self, request: Request) -> Response:
        body = await json_body(request)
        name = self.project(request).name
        if body.get("scope") in ("turn", "all"):
            body["rows"] = await run_in_threadpool(self._rows_meant, name, body)
        try:
            correction = correction_of(body)
        except (ValueError, KeyError, TypeError) as error:
            raise WrongUseError(say("error.project.no_request"), remedy=say("error.editor.reload")) from error
        before, after = await run_in_threadpool(reviewing.correct, self.workspace, name, correction)
        return JSONResponse(_rows(after, language_of(request), before))

    def _rows_meant(self, name: str, body: Mapping[str, Any]) -> tuple[int, ...]:
        """All rows of the turn of one, or all that are like it: in their speaker, where that changes."""
        found = reviewing.review(self.workspace.project(name))
        at = body.get("rows", [None])[0]
        if not isinstance(at, int) or not 0 <= at < len(found.rows):
            raise WrongUseError(say("error.read_as.no_row"), remedy=say("error.read_as.see_rows"))
        if body["scope"] == "turn":
            return turn_of(found.rows, at)
        if body.get("speaker") is not None:
            return of_speaker(found.rows, at)
        return alike(found.opened.reading.understanding, found.rows, at)

    async def undo(self, request: Request) -> Response:
        await json_body(request)
        name = self.project(request).name
        before, after = await run_in_threadpool(reviewing.undo, self.workspace, name)
        return JSONResponse(_rows(after, language_of(request), before))

    async def accept(self, request: Request) -> Response:
        body = await json_body(request)
        looked = Looked.SKIPPED if body.get("skipped") is True else Looked.SEEN
        name = self.project(request).name
        await run_in_threadpool(reviewing.accept, self.workspace, name, looked)
        await run_in_threadpool(self.editors.close, name)  # it corrects the text of before
        await run_in_threadpool(self.queue.want, name)
        return JSONResponse({"go": f"/videos/{name}/listen"})

    async def reopen(self, request: Request) -> Response:
        """Have a text that was accepted changed once more, unless it was corrected since."""
        await json_body(request)
        name = self.project(request).name
        await run_in_threadpool(reviewing.reopen, self.workspace, name)
        await run_in_threadpool(self.editors.close, name)  # it is not corrected meanwhile
        return JSONResponse({"go": f"/videos/{name}/read"})

    async def original(self, request: Request) -> Response:
        path = self.project(request).document_path
        if path is None or not path.is_file():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, filename=path.name, media_type=_BYTES)


def _rows(
    found: reviewing.Review, language: str, before: reviewing.Review | None = None
) -> Mapping[str, Any]:
    """The rows that are not as they were before, and what is told beside them."""
    old = before.rows if before else (None,) * len(found.rows)
    names = dict.fromkeys(row.speaker for row in found.rows if row.speaker)
    return {
        "rows": [
            row_record(number, row, language)
            for number, (row, was) in enumerate(zip(found.rows, old, strict=True))
            if row != was
        ],
        "speakers": list(names),
        "turns": turns_of(found.rows),
        "alike": likenesses(found.opened.reading.understanding, found.rows),
        "doubtful": found.doubtful,
        "undo": bool(found.corrections),
    }
