"""What an element of the body names that neither TTML nor the file has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from woordbeeld.formats.ttml.markup import Looks, local_name
from woordbeeld.words import Message, say

# Elements that may stand in the body (TTML 2, 8.1).
_IN_BODY: Final = frozenset(
    {"body", "div", "p", "span", "br", "set", "animate", "metadata"}
    | {"image", "audio", "chunk", "data", "font", "source"}
)


def unknown(
    name: str, own: Mapping[str, str], namespace: str, regions: Collection[str], looks: Looks
) -> Iterator[tuple[str, Message, Message]]:
    """Cause, message and remedy of each; elements of other namespaces are of other standards."""
    local = local_name(name)
    if local not in _IN_BODY and name.rpartition(" ")[0] == namespace:
        yield f"tag {local}", say("fault.tag.ttml", tag=local), say("fault.tag.do")
    region = own.get("region")
    if region is not None and region not in regions:
        yield f"region {region}", say("fault.setting.no_region", name=region), say("fault.setting.do")
    for style in own.get("style", "").split():
        if not looks.knows(style):
            yield f"style {style}", say("fault.setting.no_style", name=style), say("fault.setting.do")
