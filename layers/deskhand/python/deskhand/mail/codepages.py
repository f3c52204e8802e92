"""Microsoft's numbers for charsets, as labels that `charsets` knows."""

_LABELS = {
    932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 1200: "utf-16le", 1201: "utf-16be",
    10000: "macintosh", 20127: "us-ascii", 20866: "koi8-r", 20932: "euc-jp", 20936: "gb2312",
    20949: "euc-kr", 21866: "koi8-u", 38598: "iso-8859-8-i", 50220: "iso-2022-jp",
    50221: "iso-2022-jp", 50222: "iso-2022-jp", 50225: "iso-2022-kr", 51932: "euc-jp",
    51936: "gb2312", 51949: "euc-kr", 52936: "hz-gb-2312", 54936: "gb18030", 65000: "utf-7",
    65001: "utf-8",
}  # fmt: skip
_ISO_8859 = 28590


def label(number: int) -> str:
    if 0 < number - _ISO_8859 < 16:
        return f"iso-8859-{number - _ISO_8859}"
    return _LABELS.get(number, f"cp{number}")
