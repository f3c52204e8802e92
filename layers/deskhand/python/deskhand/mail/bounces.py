"""Reports of mail that did not arrive: RFC 3464, and the many that no standard describes.

What they say is data (bounces.json); here is how it is weighed: who speaks, what he calls it, and
whether he says it as mail systems do. The subject alone would catch people who write about a
bounce, the empty return path alone a vacation note.
"""

import re
from itertools import islice

from deskhand.mail import automatic, filenames, headers, reports, returned, wording
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

MAX_TEXT = 4_000  # characters that are searched
MAX_AROUND = 500
ENOUGH = 2

# Who speaks. Daemons write nothing but reports, nobody (an empty return path) is no person, and
# officials as postmasters may be one. Machines speak of anything.
DAEMON, NOBODY, OFFICIAL, MACHINE, PERSON = range(5)

_PASSED_ON = re.compile(
    r"\s*(?:re|aw|fwd?|wg|tr|rv|sv|vs|antw?|odp|enc|res|rif|doorst|vb|pd|i|ynt|ilt|回复|答复|转发|轉寄|"
    r"回覆)\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
_NO_PATH = re.compile(r"<\s*(?:mailer-daemon(?:@[^>]*)?|#@\[\])?\s*>|mailer-daemon", re.IGNORECASE)
_TAGS = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)*(?=\S)[*\[(<=!\s-]*")
_QUOTED = re.compile(
    r"^[ \t]*(?:>|(?:from|von|de|da|van|od|от|fra|från)[ \t]*:|-{2,}.{0,4}(?:original|forwarded|"
    r"weitergeleitet|transf|réexp|reenviad|inoltrat|doorgestuurd|пересл|переадрес))",
    re.IGNORECASE | re.MULTILINE,
)
_LETTER = re.compile(
    r"\?|\b(?:i|i'm|my|me|we|our|ich|mein|wir|je|mon|nous|mi|mio|meu|mój|я|мое)\b|"
    r"^\W*(?:hi|hello|hallo|dear|bonjour|hola|ciao|olá|guten|good (?:morning|day))\b",
    re.IGNORECASE,
)
# Sieve's `reject` (RFC 3028, section 4.1) and full mailboxes of Dovecot: disposition notifications.
_REFUSED = re.compile(r"message .{0,100}was automatically rejected", re.IGNORECASE | re.DOTALL)
_RECEIPTS = {  # of Italian certified mail
    "errore-consegna": "failed",
    "non-accettazione": "failed",
    "rilevazione-virus": "failed",
    "preavviso-errore-consegna": "delayed",
    "accettazione": "delivered",
    "presa-in-carico": "delivered",
    "avvenuta-consegna": "delivered",
}


def action_of(
    fields: Fields, parts: list[Part], sender: tuple[str, str], subject: str, text: str
) -> str:
    """What happened to a mail of ours: `failed`, `delayed` or `delivered`; empty when this is no
    such report. `sender`: name and address."""
    if certified := _RECEIPTS.get(fields.first("x-ricevuta").lower()):
        return certified
    voice = _voice(fields, sender)
    if voice >= MACHINE and is_passed_on(subject) and not is_declared(fields):
        return ""
    if report_type(fields) == "disposition-notification":
        return "failed" if _REFUSED.search(text[:MAX_TEXT]) else ""
    if _has_report(fields, parts, voice):
        said = reports.action_of_all(reports.of_type(parts, reports.STATUS_TYPES))
        return said or _outcome(subject, text)
    if voice < MACHINE and _is_success(subject):
        return "delivered"
    if "x-failed-recipients" in fields or _is_report(fields, parts, subject, text, voice):
        return _outcome(subject, text)
    return ""


def _voice(fields: Fields, sender: tuple[str, str]) -> int:
    name, email = wording.fold(sender[0]), sender[1]
    daemons = wording.pattern("bounces.json", "daemons")
    if daemons.search(name) or daemons.match(email):
        return DAEMON
    if has_empty_path(fields) or fields.first("from").strip() == "<>":
        return NOBODY
    officials = wording.pattern("bounces.json", "officials")
    if officials.match(email) or officials.search(name):
        return OFFICIAL
    machines = wording.pattern("bounces.json", "machines")
    return MACHINE if machines.match(email) or automatic.is_marked(fields) else PERSON


def has_empty_path(fields: Fields) -> bool:
    """Postfix and others write MAILER-DAEMON for it, qmail `#@[]`."""
    return bool(_NO_PATH.fullmatch(fields.first("return-path").strip()))


def is_passed_on(subject: str) -> bool:
    """Somebody answers a report, or sends it on."""
    return bool(_PASSED_ON.match(subject))


def is_declared(fields: Fields) -> bool:
    return fields.first("content-type").strip().lower().startswith("multipart/report")


def report_type(fields: Fields) -> str:
    declared = headers.parameters(fields.first("content-type"), Defects())
    return declared.get("report-type", "").lower()


def has_status(parts: list[Part]) -> bool:
    return any(part.content_type in reports.STATUS_TYPES for part in parts)


def _has_report(fields: Fields, parts: list[Part], voice: int) -> bool:
    """A person may attach the report that he got."""
    status = [part for part in parts if part.content_type in reports.STATUS_TYPES]
    if is_declared(fields) or voice < MACHINE:
        return bool(status)
    return any(not filenames.declared_filename(part, Defects()) for part in status)


def _is_report(fields: Fields, parts: list[Part], subject: str, text: str, voice: int) -> bool:
    if voice == DAEMON or report_type(fields) == "delivery-status":
        return True
    is_called_so = _is_called_so(subject)
    if voice == NOBODY:
        return is_called_so or _described(parts, subject, text[:MAX_TEXT]) >= ENOUGH
    if is_called_so and voice == OFFICIAL:
        return True
    if (voice == PERSON and not is_called_so) or "list-id" in fields:
        return False  # looking for the words of a failure is what costs most
    return _is_said_by_a_machine(text, is_known=is_called_so and voice == MACHINE)


def _is_called_so(subject: str) -> bool:
    folded = wording.fold(subject)
    names = wording.pattern("bounces.json", "subjects")
    return bool(names.match(folded) or names.match(_TAGS.sub("", folded)))


def _described(parts: list[Part], subject: str, text: str) -> int:
    """How much of it looks like a report. A subject that answers something is somebody else's."""
    about = wording.pattern("bounces.json", "subject_hints")
    hints = wording.pattern("bounces.json", "hints").finditer(wording.fold(text))
    return (
        len({found[0] for found in islice(hints, ENOUGH)})
        + (_formula(_on_one_line(text)) >= 0)
        + any(part.content_type in returned.TYPES for part in parts)
        + bool(not is_passed_on(subject) and about.search(wording.fold(subject)))
    )


def _formula(said: str) -> int:
    """Where a sentence stands that only mail systems say."""
    places = (said.find(each) for each in wording.entries("bounces.json", "formulas"))
    return min((place for place in places if place >= 0), default=-1)


def _is_said_by_a_machine(text: str, *, is_known: bool) -> bool:
    """Not by somebody who quotes it, or writes about it first."""
    said = _on_one_line(text[:MAX_TEXT])
    place = _formula(said)
    around = said[max(0, place - MAX_AROUND) : place + MAX_AROUND]
    if place < 0 or "@" not in around:  # parcels are not delivered either
        return False
    quoted = _QUOTED.search(text[:MAX_TEXT])
    if quoted and len(_on_one_line(text[: quoted.start()])) <= place:
        return False
    return is_known or (place < MAX_AROUND and not _LETTER.search(said[:place]))


def _on_one_line(text: str) -> str:
    return " ".join(text.lower().split())


def _is_success(subject: str) -> bool:
    return bool(wording.pattern("bounces.json", "successes").match(wording.fold(subject)))


def _outcome(subject: str, text: str) -> str:
    said = _on_one_line(returned.before(text[:MAX_TEXT]))
    if any(each in said for each in wording.entries("bounces.json", "finals")):
        return "failed"
    is_late = wording.pattern("bounces.json", "delay_subjects").match(wording.fold(subject))
    if is_late or any(each in said for each in wording.entries("bounces.json", "delays")):
        return "delayed"
    return "failed"
