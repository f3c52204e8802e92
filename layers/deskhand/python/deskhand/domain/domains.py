"""One spelling for a domain, so that addresses can be compared and mail can be sent to them."""

import re
import unicodedata

MAX_LABEL = 63  # RFC 1035

_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # RFC 3490, section 3.1


def to_ascii(domain: str) -> str:
    """As mail servers know it: `żółw.example` is `xn--w-uga1v8h.example`, in small letters.

    By IDNA 2008: the standard library's `idna` turns `straße` into `strasse`, which is
    another domain, and is quadratic."""
    if domain.isascii():
        return domain.lower()
    return ".".join(map(_label, _DOTS.split(unicodedata.normalize("NFKC", domain).lower())))


def _label(label: str) -> str:
    if label.isascii() or len(label) > MAX_LABEL:
        return label
    composed = unicodedata.normalize("NFC", label)
    return f"xn--{composed.encode('punycode').decode('ascii')}"
