"""Whether a mail says that it is signed or encrypted. Nothing is verified or opened."""

from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def is_signed(parts: list[Part], fields: Fields, text: str) -> bool:
    if fields.first("content-type").strip().lower().startswith("multipart/signed"):
        return True
    if any(part.content_type in _SIGNATURES or _smime(part) == "signed-data" for part in parts):
        return True
    return "-----BEGIN PGP SIGNED MESSAGE-----" in text


def is_encrypted(parts: list[Part], fields: Fields, text: str) -> bool:
    if fields.first("content-type").strip().lower().startswith("multipart/encrypted"):
        return True
    if any(_smime(part) in ("enveloped-data", "authenveloped-data") for part in parts):
        return True
    return "-----BEGIN PGP MESSAGE-----" in text


def _smime(part: Part) -> str:
    if part.content_type not in _SMIME:
        return ""
    return part.parameters.get("smime-type", "enveloped-data").lower()
