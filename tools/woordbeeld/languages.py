"""The languages that can be heard and marked: those that Whisper knows, told without loading it."""

from __future__ import annotations

from typing import Final

_CODES: Final = (  # of each that of ISO 639-2 too, which media files have
    "af:afr am:amh ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bo:bod br:bre bs:bos ca:cat "
    "cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra "
    "gl:glg gu:guj ha:hau haw:haw he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye id:ind is:isl it:ita "
    "ja:jpn jw:jav ka:kat kk:kaz km:khm kn:kan ko:kor la:lat lb:ltz ln:lin lo:lao lt:lit lv:lav "
    "mg:mlg mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya ne:nep nl:nld nn:nno no:nor "
    "oc:oci pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sa:san sd:snd si:sin sk:slk sl:slv sn:sna "
    "so:som sq:sqi sr:srp su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur "
    "tt:tat uk:ukr ur:urd uz:uzb vi:vie yi:yid yo:yor yue:yue zh:zho"
)
_OF_MEDIA: Final = dict(pair.split(":") for pair in _CODES.split())
LANGUAGES: Final = frozenset(_OF_MEDIA)


def code_of_media(language: str) -> str:
    """The code that a media file has for a language: of three letters, `und` for one that is not known.

    >>> code_of_media("nl"), code_of_media("de-AT"), code_of_media("tlh")
    ('nld', 'deu', 'und')
    """
    return _OF_MEDIA.get(language.casefold().partition("-")[0], "und")
