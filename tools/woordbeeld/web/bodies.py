"""What a script of ours sends: a JSON object; and what to do where it leaves meanwhile."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from woordbeeld.errors import WrongUseError
from woordbeeld.words import say


async def json_body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        WrongUseError: it is none.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        body = json.loads(await request.body())
        json.dumps(body, ensure_ascii=False).encode()  # refuses halves of letters
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise WrongUseError(say("error.editor.no_object"), remedy=say("error.editor.reload"))
    return body


async def left(_: Request, __: Exception) -> Response:
    """Whoever closes a page that is sending something gets no answer."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)
