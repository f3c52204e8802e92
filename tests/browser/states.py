"""Tickets as their customers see them."""

from typing import Any

from tests.browser.desk import attachment, message

OLGA = {"kind": "operator", "name": "Olga Nowak"}
ANSWER = (
    "<p>Hello Maria,</p><p>thank you for the photo. The hinge is a known fault of this series, so"
    " we will <strong>replace the lamp free of charge</strong>. Two things would help us:</p>"
    "<ol><li>the serial number on the underside</li><li>the address it should go to</li></ol>"
    '<p>You can keep the old one. <a href="https://lumen.example/returns">Our terms</a></p>'
)

HOSTILE = """
<script>RUN</script><img src=x onerror='RUN'><img src='ELSEWHERE/pixel.png'>
<svg onload='RUN'><image href='ELSEWHERE/svg'/></svg>
<iframe srcdoc='<script>RUN</script>' src='ELSEWHERE/frame'></iframe>
<link rel=stylesheet href='ELSEWHERE/css'><style>@import 'ELSEWHERE/css'</style>
<div style='background:url(ELSEWHERE/bg);position:fixed;inset:0'>styled</div>
<a href='javascript:RUN'>script link</a> <a href=' java&#10;script:RUN'>broken link</a>
<a href='data:text/html,<script>RUN</script>'>data link</a>
<form action='ELSEWHERE/'><input name=q><button>Go</button></form>
<base href='ELSEWHERE/'><meta http-equiv=refresh content='0;url=ELSEWHERE/'>
<video poster='ELSEWHERE/v'></video><math><img src='ELSEWHERE/m' onerror='RUN'></math>
<p style='display: none'>preview line</p><b onclick='RUN'>bold words</b>
"""


def progress(
    new: str, in_progress: str | None, waiting: str | None, closed: str | None = None
) -> list[dict[str, str | None]]:
    steps = {"new": new, "in_progress": in_progress, "waiting": waiting, "closed": closed}
    return [{"status": status, "at": at} for status, at in steps.items()]


CAME = ("2026-11-19T08:12:40Z", "2026-11-20T10:30:00Z", "2026-11-22T09:05:00Z")
CLOSED = "2026-11-22T09:30:00Z"


def waiting_ticket() -> dict[str, Any]:
    return {
        "number": "SUP-1042",
        "subject": "Desk lamp arrived with a broken hinge",
        "status": "waiting",
        "created_at": "2026-11-19T08:12:40Z",
        "updated_at": "2026-11-22T09:05:00Z",
        "closed_at": None,
        "may_comment": True,
        "desk": {
            "name": "Lumen Support",
            "colour": "#2f5bea",
            "ink": "#ffffff",
            "language": "en",
            "visitors_language": False,
            "help_text": "",
            "attachments": True,
        },
        "messages": [
            message(
                "m1",
                text="Hello,\n\nmy lamp (order 88121) arrived today and its hinge is broken. The"
                " arm does not stay up any more. I have attached a photo.\n\nKind regards\nMaria",
                html="<p>Hello,</p><p>my lamp (order 88121) arrived today</p>"
                "<blockquote><p>Your order has been shipped</p></blockquote>",
                created_at="2026-11-19T08:12:40Z",
                attachments=[attachment("broken hinge.jpg", size=2_411_204)],
            ),
            message(
                "m2",
                author={"kind": "system", "name": ""},
                text="We have received your message. Your number is SUP-1042.",
                automatic=True,
                created_at="2026-11-19T08:12:45Z",
            ),
            message(
                "m3",
                author=OLGA,
                text="Hello Maria, thank you for the photo.",
                html=ANSWER,
                created_at="2026-11-22T09:05:00Z",
                attachments=[attachment("Return terms.pdf")],
            ),
        ],
        "progress": progress(*CAME),
        "turns": [],
    }


def closed_ticket() -> dict[str, Any]:
    return waiting_ticket() | {
        "status": "closed",
        "closed_at": CLOSED,
        "progress": progress(*CAME, CLOSED),
        "turns": [{"kind": "closed", "at": CLOSED}],
    }


def ticket_over() -> dict[str, Any]:
    return closed_ticket() | {"may_comment": False}


def long_ticket() -> dict[str, Any]:
    page = waiting_ticket()
    for day in range(1, 22):
        said = {} if day % 2 else {"author": OLGA}
        text = "Could you look at this again? " * day
        at = f"2026-10-{day:02d}T12:00:00Z"
        page["messages"].insert(-1, message(f"d{day}", text=text, created_at=at, **said))
    return page


def hostile_ticket(elsewhere: str) -> dict[str, Any]:
    """As if the API's own cleaning did not exist."""
    run = "top.hacked=true"
    html = HOSTILE.replace("RUN", run).replace("ELSEWHERE", elsewhere)
    tags = f"<img src='{elsewhere}/t.png' onerror='{run}'>"
    page = waiting_ticket()
    page["subject"] = f"{tags} subject"
    page["desk"] |= {"name": f"{tags} desk", "help_text": tags}
    page["messages"] = [
        message("h1", author={"kind": "operator", "name": tags}, html=html, text=tags),
        message("h2", html=html, text=f"{tags} javascript:{run} {elsewhere}/linked"),
        message(
            "h3",
            text="files",
            attachments=[
                attachment(f"{tags}.exe"),
                attachment("a\u202egpj.exe"),
            ],
        ),
    ]
    return page
