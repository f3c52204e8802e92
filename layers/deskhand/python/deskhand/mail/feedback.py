"""Reports on mail that did arrive: complaints (RFC 5965), DMARC and TLS."""

import re

from deskhand.mail import addresses, bounces, headers, reports
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

_TYPES = ("message/feedback-report", "application/tlsrpt+json", "application/tlsrpt+gzip")
_SUBJECT = re.compile(r"report domain:.*submitter:", re.IGNORECASE)  # RFC 7489, section 7.2.1.1
_REPORT = re.compile(r"dmarc|report", re.IGNORECASE)
_FILE = re.compile(r"[\w.-]+![\w.-]+!\d{9,11}!\d{9,11}(?:![\w-]+)?\.(?:xml|json|zip|gz)", re.I)
_HOTMAIL = re.compile(r"(?:staff@hotmail|complaints@email-abuse)", re.IGNORECASE)
_RECIPIENTS = ("original-rcpt-to", "removal-recipient")
_HOTMAIL_RECIPIENT = "x-hmxmroriginalrecipient"


def is_report(fields: Fields, parts: list[Part], sender: str, subject: str) -> bool:
    declared = bounces.report_type(fields)
    if declared in ("feedback-report", "tlsrpt") or "tls-report-domain" in fields:
        return True
    if bounces.is_passed_on(subject):
        return False
    if _SUBJECT.match(subject) or any(part.content_type in _TYPES for part in parts):
        return True
    if _HOTMAIL.match(sender):
        return "complaint about message" in subject.lower()
    return bool(_REPORT.search(subject)) and any(_is_aggregate(part) for part in parts)


def _is_aggregate(part: Part) -> bool:
    """RFC 7489, section 7.2.1.1: receiver!domain!begin!end.xml.gz"""
    disposition = headers.parameters(part.fields.first("content-disposition"), Defects())
    name = part.parameters.get("name") or disposition.get("filename", "")
    return bool(_FILE.match(name))


def complainers(parts: list[Part], returned: Fields) -> list[str]:
    """Who complains: as the report says, else to whom the mail that it brings back went."""
    groups = reports.of_type(parts, _TYPES[:1])
    named = [group.get(name, "") for group in groups for name in _RECIPIENTS]
    named += returned.all(_HOTMAIL_RECIPIENT)
    return addresses.emails(named, Defects()) or addresses.emails(returned.all("to"), Defects())


def type_of(parts: list[Part]) -> str:
    """As `abuse`."""
    groups = reports.of_type(parts, _TYPES[:1])
    return next((group["feedback-type"] for group in groups if "feedback-type" in group), "")
