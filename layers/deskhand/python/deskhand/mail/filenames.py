"""Names for the files that a mail carries."""

import re

from deskhand.mail import headers
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_FILENAME = 150
MAX_EXTENSION = 12

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
    "text/calendar": "invitation",
    "text/rfc822-headers": "headers",
}
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_NAMED = re.compile(r"(?:file)?name\*?\s*=\s*\"?([^\";]+)|file\s*=\s*\"?([^\";]+)", re.IGNORECASE)


def type_by_name(name: str) -> str:
    extension = "." + name.rpartition(".")[2].lower()
    return _TYPES.get(extension, "application/octet-stream")


def filename(part: Part, content: bytes, number: int, defects: Defects) -> str:
    declared = declared_filename(part, defects)
    if declared:
        return declared
    extension = _EXTENSIONS.get(part.content_type, "")
    if part.content_type == "message/rfc822":
        return _subject_of(content, defects) + extension
    name = _SPECIAL_NAMES.get(part.content_type, f"attachment-{number}")
    return name + extension


def declared_filename(part: Part, defects: Defects) -> str:
    disposition = part.fields.first("content-disposition")
    wanted = headers.parameters(disposition, defects) if disposition else {}
    for name in (wanted.get("filename"), part.parameters.get("name"), wanted.get("file")):
        if name and (safe := safe_filename(name)):
            return safe
    guess = _NAMED.search(headers.decode_words(disposition[: headers.MAX_PARAMETERS], defects))
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
    fields, _ = headers.read(content, 0, min(len(content), headers.MAX_BLOCK), defects)
    subject = headers.text(fields.first("subject"), defects).replace("/", "-").replace("\\", "-")
    return safe_filename(subject[: MAX_FILENAME - len(".eml")]) or "forwarded message"
