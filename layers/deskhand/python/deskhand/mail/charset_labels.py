"""The charsets that mails name, as codecs."""

import codecs
import re
from functools import lru_cache

MAX_LABEL = 40

# Labels that mail programs write and Python does not know, or knows as a narrower set than
# what is sent under that name (https://encoding.spec.whatwg.org/#names-and-labels).
ALIASES = {
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "cn-big5": "big5hkscs",
    "cn-gb": "gb18030",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "iso-10646-ucs-2": "utf-16",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-1": "cp1252",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "koi8-ru": "koi8_u",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "macintosh": "mac_roman",
    "mac-ce": "mac_latin2",
    "mac-centraleurroman": "mac_latin2",
    "mac-chinesesimp": "gb18030",
    "mac-chinesetrad": "big5hkscs",
    "mac-cyrillic": "mac_cyrillic",
    "mac-ukrainian": "mac_cyrillic",
    "mac-greek": "mac_greek",
    "mac-icelandic": "mac_iceland",
    "mac-japanese": "cp932",
    "mac-korean": "cp949",
    "mac-roman": "mac_roman",
    "mac-turkish": "mac_turkish",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-2-0-utf-7": "utf-7",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "windows-31j": "cp932",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "windows-950": "big5hkscs",
}
_NUMBERED = (
    (re.compile(r"(?:ms|windows|win|cp|ibm)[-_ ]?(?:cp)?[-_ ]?(\d{3,4})"), "cp"),
    (re.compile(r"iso[-_ ]?8859[-_ ](\d{1,2})(?:[:_-].*)?"), "iso-8859-"),
)
SAYS_NOTHING = frozenset(
    {"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown", "unknown-8bit", "x-unknown", "default"}
    | {"8bit", "7bit", "binary", "_iso-2022-jp$esc", "none", "null", "auto"}
)
# Text codecs that no mail is written in: slow on purpose-made input, or warning, or useless.
REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
    | {"cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"}  # mainframes' own
)


def normal(label: str) -> str:
    """As Python or the table above may know it: `x-windows1251` is cp1251."""
    # RFC 2231 lets a language follow the charset: =?utf-8*en?q?...?=
    name = label.partition("*")[0].partition("(")[0].strip(" \t\"';,").lower()
    if name in ALIASES or name in SAYS_NOTHING:
        return name
    name = name.removeprefix("x-").removeprefix("charset=").removeprefix("cs")
    if name in ALIASES:
        return name
    for pattern, prefix in _NUMBERED:
        if match := pattern.fullmatch(name):
            return f"{prefix}{match[1]}"
    return name


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    name = normal(label)
    if name in SAYS_NOTHING or len(name) > MAX_LABEL:
        return None
    try:
        codec = codecs.lookup(ALIASES.get(name, name))
        "".encode(codec.name)  # refuses codecs that are not of text, such as zlib
    except (LookupError, ValueError):
        return None
    return None if codec.name in REFUSED else codec.name
