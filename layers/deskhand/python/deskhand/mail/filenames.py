"""Names for the files that a mail carries."""

import re
from urllib.parse import unquote, urlsplit

from deskhand.mail import headers, inline, words
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_FILENAME = 150
MAX_EXTENSION = 12
MAX_HEADER = 256 * 1024
MAX_DISPOSITIONS = 3

# Names for parts that come without one; the table of `mimetypes` depends on the machine.
_EXTENSIONS = {
    "application/ics": ".ics",
    "application/json": ".json",
    "application/ms-tnef": ".dat",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-mime": ".p7m",
    "application/x-pkcs7-signature": ".p7s",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "audio/mpeg": ".mp3",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/directory": ".vcf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
}
_TYPES = {extension: type for type, extension in _EXTENSIONS.items()} | {
    ".eml": "message/rfc822", ".htm": "text/html", ".html": "text/html", ".ics": "text/calendar",
    ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".txt": "text/plain", ".vcf": "text/vcard",
    ".xml": "application/xml",
}  # fmt: skip
_SPECIAL_NAMES = {
    "application/ms-tnef": "winmail",
    "application/pkcs7-mime": "smime",
    "application/x-pkcs7-mime": "smime",
    "application/pkcs7-signature": "smime",
    "application/x-pkcs7-signature": "smime",
    "application/pgp-signature": "signature",
    "message/delivery-status": "delivery-status",
    "message/feedback-report": "feedback-report",
    "application/ics": "invite",
    "text/calendar": "invite",
    "text/rfc822-headers": "headers",
}
# Looked for by itself: whole headers of 10,000 forwarded mails take half a minute.
_SUBJECT = re.compile(rb"^subject[ \t]*:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\n\r?\n")
_LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})
_NAME = re.compile(r"[^<>]{0,140}[^\s<>.]\.[A-Za-z][A-Za-z0-9]{1,4}")
_EXTENSION = re.compile(r"\.[A-Za-z]\w{1,3}$")
_QUOTED = re.compile(r"^\s*'([^']+)'\s*$")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_NAMED = re.compile(r"(?:file)?name\*?\s*=\s*\"?([^\";]+)|file\s*=\s*\"?([^\";]+)", re.IGNORECASE)


def type_by_name(name: str) -> str:
    extension = "." + name.rpartition(".")[2].lower()
    return _TYPES.get(extension, "application/octet-stream")


def filename(part: Part, content: bytes, number: int, defects: Defects) -> str:
    declared = declared_filename(part, defects)
    if part.content_type in _LETTERS:
        return _of_letter(declared, content, defects)
    return declared or _elsewhere(part, defects) or _made_up(part, number)


def _of_letter(declared: str, content: bytes, defects: Defects) -> str:
    if not declared:
        return of_subject(_subject_of(content, defects))
    return declared if _EXTENSION.search(declared) else declared + ".eml"


def _elsewhere(part: Part, defects: Defects) -> str:
    """Other fields that may hold a name."""
    location = urlsplit(inline.location(part)).path
    for name in (
        headers.text(part.fields.first("content-description")[:MAX_FILENAME], defects),
        unquote(location),
        headers.clean(part.fields.first("content-id")).strip("<> ").partition("@")[0],
    ):
        if _NAME.fullmatch(name) and (safe := safe_filename(name)):
            return safe
    return ""


def _made_up(part: Part, number: int) -> str:
    name = _SPECIAL_NAMES.get(part.content_type, f"attachment-{number}")
    return name + _EXTENSIONS.get(part.content_type, "")


def declared_filename(part: Part, defects: Defects) -> str:
    dispositions = part.fields.all("content-disposition")[:MAX_DISPOSITIONS]
    wanted: dict[str, str] = {}
    for each in dispositions:
        wanted = headers.parameters(each, defects) | wanted
    for name in (wanted.get("filename"), part.parameters.get("name"), wanted.get("file")):
        if name and (safe := safe_filename(_QUOTED.sub(r"\1", name))):
            return safe
    disposition = " ".join(dispositions)[: headers.MAX_PARAMETERS]
    guess = _NAMED.search(words.decode(disposition, defects))
    return safe_filename(guess[1] or guess[2]) if guess else ""


def safe_filename(name: str) -> str:
    """The last step of the path, without what a file system or a header could trip over."""
    last = headers.clean(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = _FORBIDDEN.sub("_", last).strip(" ")
    kept = "" if kept.strip(". ") == "" else kept
    if len(kept) <= MAX_FILENAME:
        return kept
    stem, dot, extension = kept.rpartition(".")
    if not dot or len(extension) > MAX_EXTENSION:
        return kept[:MAX_FILENAME]
    return stem[: MAX_FILENAME - len(extension) - 1] + dot + extension


def _subject_of(content: bytes, defects: Defects) -> str:
    header = _BLANK_LINE.split(content[:MAX_HEADER].lstrip(b"\r\n"), maxsplit=1)[0]
    found = _SUBJECT.search(header)
    fields = headers.read(found[0], 0, len(found[0]), defects)[0] if found else headers.Fields({})
    return headers.text(fields.first("subject"), defects)


def of_subject(subject: str) -> str:
    """A forwarded mail's."""
    plain = subject.replace("/", "-").replace("\\", "-")[: MAX_FILENAME - len(".eml")]
    return (safe_filename(plain) or "forwarded message") + ".eml"
