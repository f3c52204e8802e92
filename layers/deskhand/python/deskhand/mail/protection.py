"""Whether a mail says that it is signed or encrypted; what is only signed is opened to be read.
Nothing is verified."""

import re
from dataclasses import dataclass
from functools import partial

from deskhand.mail import filenames, smime, structure, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

MAX_OPENED = 3  # of one mail
MAX_LAYERS = 2  # signed within signed
MAX_NAME = 1_000

_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_ENCRYPTED = frozenset({"enveloped-data", "authenveloped-data"})
_UNTOLD = frozenset({"application/octet-stream", "application/x-unknown"})
_PGP_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----", re.MULTILINE)
_PGP_ENCRYPTED = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Opened:
    parts: list[Part]  # what was signed stands in front of the part that it was in
    smime: list[str]  # what kinds of S/MIME there are, as smime-type calls them


def opened(parts: list[Part], defects: Defects, layers: int = MAX_LAYERS) -> Opened:
    result = Opened([], [])
    for part in parts:
        if _is_smime(part) and len(result.smime) < MAX_OPENED:
            nothing: tuple[str, list[Part]] = ("", [])
            kind, inner = defects.attempt("S/MIME", partial(_read, part, defects), nothing)
            result.smime.append(kind or _declared(part))
            if inner and layers:
                within = opened(inner, defects, layers - 1)
                result.parts.extend(within.parts)
                result.smime.extend(within.smime)
        result.parts.append(part)
    return result


def _is_smime(part: Part) -> bool:
    if part.content_type in smime.TYPES:
        return True
    named = part.content_type in _UNTOLD and b"p7m" in part.raw[part.start - MAX_NAME : part.start]
    return named and filenames.declared_filename(part, Defects()).lower().endswith(".p7m")


def _declared(part: Part) -> str:
    return part.parameters.get("smime-type", "enveloped-data").lower()


def _read(part: Part, defects: Defects) -> tuple[str, list[Part]]:
    content = transfer.content(part, defects)
    kind = smime.kind(content)
    if kind != "signed-data":
        return kind, []
    inner = smime.signed_content(content).lstrip(b"\r\n")
    return kind, structure.cut(inner, defects)[1] if inner else []


def is_signed(opened: Opened, fields: Fields, text: str) -> bool:
    if fields.first("content-type").strip().lower().startswith("multipart/signed"):
        return True
    if "signed-data" in opened.smime or any(p.content_type in _SIGNATURES for p in opened.parts):
        return True
    return bool(_PGP_SIGNED.search(text))


def is_encrypted(opened: Opened, fields: Fields, text: str) -> bool:
    if fields.first("content-type").strip().lower().startswith("multipart/encrypted"):
        return True
    if _ENCRYPTED.intersection(opened.smime):
        return True
    if any(part.content_type == "application/pgp-encrypted" for part in opened.parts):
        return True
    return bool(_PGP_ENCRYPTED.search(text))
