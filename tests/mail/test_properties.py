"""Whatever the bytes are, a mail comes out, and it can be stored."""

from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.mail import html, markup, plain, reply
from deskhand.mail.parse import InboundMail, parse

relaxed = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])

NAMES = "From To Cc Reply-To Subject Message-ID In-Reply-To References Date Return-Path Sender "
NAMES += "Content-Type Content-Disposition Content-Transfer-Encoding Content-ID Auto-Submitted"
PIECES = [
    *("=?utf-8?q?a=0d=0a?=", "=?x?b?A?=", "<a@b>", "a@b.example", '"', "<", "(", ";", ",", ":"),
    *("multipart/mixed", "multipart/alternative", "message/rfc822", "text/html", "text/plain"),
    *("; boundary=x", "; boundary=y", "; charset=utf-7", "; charset=nope", "; format=flowed"),
    *("; name*0*=utf-8''%ff", "; filename=", "; file=a", "attachment", "inline", "base64"),
    *("quoted-printable", "x-uuencode", "Mon, 1 Jan 2024 10:00:00 +9999", "\x00", "\r\n ", "é"),
    *("auto-replied", "no", "\udcff", "\u2028"),
]
BODIES = [
    *("--x", "--x--", "--y", "--y--", "", "> quote", "On 5 May Jane <j@x> wrote:", "-- ", "text"),
    *("<div class=gmail_quote>", "<p>", "</p>", "<table><tr><td>", "&#x110000;", "aGVsbG8=", "=E9"),
    *(
        "From: a@b.example",
        "Subject: x",
        "Content-Type: multipart/mixed; boundary=y",
        "begin 644 a",
    ),
    *(
        "Content-Type: text/html",
        "Content-Type: message/rfc822",
        "Content-Transfer-Encoding: base64",
    ),
]
values = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=6).map("".join)
fields = st.lists(st.tuples(st.sampled_from(NAMES.split()), values), max_size=8)
bodies = st.lists(st.one_of(st.sampled_from(BODIES), st.text(max_size=10)), max_size=20)
markups = st.lists(
    st.one_of(
        st.sampled_from(
            ["<a href='http://x'>", "</a>", "<!--", "-->", "<script>", "<", "&#", "<td>"]
        ),
        st.sampled_from(
            ["<blockquote>", "</blockquote>", "<li>", "<ol>", "<br", ">", '="', "<pre>"]
        ),
        st.sampled_from(
            ["<img src=https://x>", "<b onclick=x>", "<svg>", "<style>", "style='x:url(y)'"]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
).map("".join)

CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "corpus").glob("*.eml"))]
letters = st.characters(categories=["L", "N"], max_codepoint=0xFFFF)
names = st.text(letters, min_size=1, max_size=60).map(lambda name: f"{name}.bin")
files = st.lists(st.tuples(names, st.binary(max_size=200)), max_size=4)
texts = st.lists(st.text(letters, min_size=1, max_size=90), min_size=1, max_size=5)


def is_sound(mail: InboundMail) -> bool:
    mail.model_dump_json(exclude={"attachments"})
    headers = [
        mail.subject,
        mail.from_name,
        mail.from_email,
        mail.message_id,
        *(a.filename for a in mail.attachments),
    ]
    assert all(text == "" or len(text.splitlines()) == 1 for text in headers)
    assert all(attachment.filename for attachment in mail.attachments)
    assert mail.date is None or mail.date.tzinfo is UTC
    return True


@relaxed
@given(st.binary(max_size=2_000))
def test_any_bytes_make_a_mail(raw: bytes) -> None:
    assert is_sound(parse(raw))


@relaxed
@given(fields, bodies, st.sampled_from(["\n", "\r\n"]))
def test_any_fields_over_any_body_make_a_mail(
    top: list[tuple[str, str]], body: list[str], line_end: str
) -> None:
    lines = [f"{name}: {value}" for name, value in top] + ["", *body]

    assert is_sound(parse(line_end.join(lines).encode("utf-8", "surrogatepass")))


@relaxed
@given(texts, files, st.sampled_from(["base64", "quoted-printable", "8bit"]), st.booleans())
def test_what_a_program_writes_by_the_book_is_read_as_it_was(
    lines: list[str], attached: list[tuple[str, bytes]], encoding: str, is_cut: bool
) -> None:
    written = EmailMessage(policy=SMTP)
    written["Subject"] = lines[0]
    written.set_content("\n".join(lines), cte=encoding)
    for name, content in attached:
        written.add_attachment(content, "application", "octet-stream", filename=name)
    raw = written.as_bytes()

    mail = parse(raw[: raw.rindex(b"--\r\n")] if is_cut and attached else raw)

    assert mail.text == "\n".join(lines)
    assert mail.subject == lines[0]
    assert [(file.filename, file.content) for file in mail.attachments] == attached


@relaxed
@given(st.sampled_from(CORPUS), st.floats(0, 1))
def test_a_mail_that_was_cut_off_is_read_as_far_as_it_goes(raw: bytes, share: float) -> None:
    header = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    cut = raw[: len(header) + 40 + int(share * len(raw))]

    assert is_sound(parse(cut))


@relaxed
@given(
    st.sampled_from(CORPUS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.sampled_from(CORPUS),
    st.floats(0, 1),
)
def test_bytes_that_were_flipped_and_mails_that_were_joined_make_a_mail(
    raw: bytes, flips: list[tuple[float, int]], other: bytes, place: float
) -> None:
    damaged = bytearray(raw)
    for where, byte in flips:
        if damaged:
            damaged[int(where * (len(damaged) - 1))] = byte
    split = int(place * len(damaged))

    assert is_sound(parse(bytes(damaged)))
    assert is_sound(parse(bytes(damaged[:split]) + other[int(place * len(other)) :]))


@relaxed
@given(st.lists(st.sampled_from(BODIES), max_size=30).map("\n".join))
def test_what_a_person_wrote_is_never_empty_when_the_text_is_not(text: str) -> None:
    assert bool(reply.visible_reply(text, "")) == bool(text.strip())


@relaxed
@given(markups)
def test_any_markup_becomes_text_and_safe_html(document: str) -> None:
    plain.to_text(document)
    safe = html.sanitise(document)

    tags = [token for token in markup.tokens(safe) if token.kind == "open"]
    assert all(token.value in html.TAGS for token in tags)
    assert not [t for t in tags if t.attributes().keys() & {"onclick", "srcset", "background"}]
    assert not [t for t in tags if t.attributes().get("src", "").startswith("http")]
