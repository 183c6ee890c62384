"""The control words of RTF (1.9.1) that matter for text: characters by name, and what groups hold."""

from __future__ import annotations

from typing import Final

from woordbeeld.intake.document import Why

CHARACTERS: Final = {
    "tab": "\t",
    "emdash": "\N{EM DASH}",
    "endash": "\N{EN DASH}",
    "emspace": "\N{EM SPACE}",
    "enspace": "\N{EN SPACE}",
    "lquote": "\N{LEFT SINGLE QUOTATION MARK}",
    "rquote": "\N{RIGHT SINGLE QUOTATION MARK}",
    "ldblquote": "\N{LEFT DOUBLE QUOTATION MARK}",
    "rdblquote": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "bullet": "\N{BULLET}",
}
SYMBOLS: Final = {
    "~": "\N{NO-BREAK SPACE}",
    "_": "\N{NON-BREAKING HYPHEN}",
    "-": "\N{SOFT HYPHEN}",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
# Groups whose text is no part of the document.
LEFT_OUT: Final = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), Why.PAGE_HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), Why.PAGE_HEADER),
    **dict.fromkeys(("annotation", "atnid", "atnauthor"), Why.COMMENT),
    **dict.fromkeys(("fldinst", "listtext", "pntext"), Why.MARKUP),
}
# Groups of figures, names and settings, or that repeat another for old programs: they hold no text to read.
NO_TEXT: Final = frozenset(
    {"colortbl", "info", "pict", "objdata", "objclass", "themedata", "colorschememapping", "datastore"}
    | {"latentstyles", "listtable", "listoverridetable", "rsidtbl", "xmlnstbl", "filetbl", "revtbl"}
    | {"generator", "mmathPr", "bkmkstart", "bkmkend", "sp", "shprslt", "nonshppict", "formfield", "pgdsctbl"}
    | {"atrfstart", "atrfend", "atnref", "atndate", "atnparent", "nonesttables", "pn", "docvar", "userprops"}
    | {"wgrffmtfilter", "falt", "panose", "blipuid", "fchars", "lchars", "passwordhash", "picprop", "ud"}
    | {f"pnseclvl{level}" for level in range(1, 10)}
)
FONTS, STYLES = "fonttbl", "stylesheet"
# Groups that may be skipped by who does not know them, but hold text that is read.
TRANSPARENT: Final = frozenset({"shpinst", "nesttableprops", "shppict", "hlinkbase", "cs", "ds", "ts", "upr"})
FRAMES: Final = frozenset({"shptxt"})
NOTES: Final = frozenset({"footnote"})

# Of the sets of characters that fonts have (\fcharset), the codec.
CODECS: Final = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
