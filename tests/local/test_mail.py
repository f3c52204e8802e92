import base64
import json
import smtplib
from email import message_from_bytes
from email.message import EmailMessage

import pytest

pytestmark = pytest.mark.slow

PLAIN = (
    b"From: Ada <ada@byron.example>\r\nTo: support@desk.localhost\r\nSubject: %s\r\n\r\nHello\r\n"
)


@pytest.fixture
def smtp(stack):
    def connect(name="client.test"):
        return smtplib.SMTP("127.0.0.1", stack.smtp_port, local_hostname=name)

    return connect


@pytest.fixture
def receipts(stack, items):
    """Receipt and raw mail of each mail that the function was told of, by its subject."""

    def read():
        found = {}
        for item in items(stack, "MAIL"):
            raw = bytes(item["raw"])
            found[message_from_bytes(raw)["Subject"]] = (json.loads(item["receipt"]), raw)
        return found

    return read


@pytest.fixture
def send(stack):
    """Has the product send a mail."""

    def post(**work):
        stack.http.post("/api/open/work", content=json.dumps(work)).raise_for_status()

    return post


@pytest.fixture
def sent(stack, eventually):
    def find(subject):
        def look():
            mails = stack.http.get("/outbox/messages.json").json()
            return [mail for mail in mails if mail["subject"] == subject]

        return eventually(look)[0]

    return find


@pytest.fixture
def reports(stack, items, eventually):
    """The SES events about a mail, by their kind, as soon as there are so many."""

    def find(mail, count):
        def look():
            found = {}
            for item in items(stack, "EVENT"):
                id_, kind = item["sk"].split("#")
                if id_ == mail["id"]:
                    found[kind] = json.loads(item["event"])
            return found if len(found) >= count else None

        return eventually(look)

    return find


def test_a_mail_is_stored_before_the_function_is_told_of_it(smtp, receipts, eventually):
    with smtp() as client:
        client.sendmail("ada@byron.example", ["support@desk.localhost"], PLAIN % b"stored")

    receipt, raw = eventually(lambda: receipts().get("stored"))
    assert raw.endswith(PLAIN % b"stored")
    assert receipt["recipients"] == ["support@desk.localhost"]
    verdicts = {receipt[f"{check}Verdict"]["status"] for check in ("spam", "virus", "spf", "dkim")}
    assert verdicts | {receipt["dmarcVerdict"]["status"]} == {"PASS"}


def test_what_ses_says_of_a_mail_stands_on_top_of_it(smtp, receipts, eventually):
    with smtp("spam.test") as client:
        client.sendmail("ada@byron.example", ["support@desk.localhost"], PLAIN % b"on top")

    _, raw = eventually(lambda: receipts().get("on top"))
    lines = raw.decode().split("\r\n")
    assert lines[0] == "Return-Path: <ada@byron.example>"
    assert lines[1].startswith("Received: from spam.test (")
    assert lines[3] == " for support@desk.localhost;"
    parsed = message_from_bytes(raw)
    assert (parsed["X-SES-Spam-Verdict"], parsed["X-SES-Virus-Verdict"]) == ("FAIL", "PASS")
    assert parsed["Received-SPF"].startswith("pass ")
    assert parsed["Authentication-Results"].endswith("dmarc=pass header.from=byron.example;")


@pytest.mark.parametrize(
    "address",
    [
        "nobody@desk.localhost",
        "SUPPORT+t7@Desk.Localhost",
        "nobody@acme.example",
    ],
)
def test_mail_is_taken_for_every_address_of_the_desks_domains(
    stack, smtp, receipts, eventually, address
):
    addresses = {"L": [{"S": "help@acme.example"}]}
    desk = {"pk": {"S": "TEAM"}, "sk": {"S": "D#acme"}, "addresses": addresses}
    stack.clients.dynamodb.put_item(TableName="deskhand-Table", Item=desk)
    with smtp() as client:
        client.sendmail("a@b.example", [address], PLAIN % address.encode())

    receipt, _ = eventually(lambda: receipts().get(address))
    assert receipt["recipients"] == [address]


@pytest.mark.parametrize("domain", ["elsewhere.example", "sub.desk.localhost", "localhost"])
def test_mail_to_another_domain_is_refused(smtp, domain):
    with smtp() as client, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("ada@byron.example", [f"support@{domain}"], PLAIN % b"x")

    assert refused.value.recipients[f"support@{domain}"][0] == 550


def test_all_recipients_of_a_mail_are_in_one_event_and_not_in_the_mail(smtp, receipts, eventually):
    recipients = ["support@desk.localhost", "sales@desk.localhost"]
    with smtp() as client:
        client.sendmail("a@b.example", recipients, PLAIN % b"two desks")

    receipt, raw = eventually(lambda: receipts().get("two desks"))
    assert receipt["recipients"] == recipients
    assert b"sales@" not in raw


@pytest.mark.parametrize(
    ("name", "check", "status"),
    [
        ("dmarc-fail.test", "dmarcVerdict", "FAIL"),
        ("dmarc-none.test", "dmarcVerdict", "GRAY"),
        ("spf-fail.test", "spfVerdict", "FAIL"),
        ("spam.test", "spamVerdict", "FAIL"),
        ("virus.test", "virusVerdict", "FAIL"),
    ],
)
def test_a_client_plays_another_by_its_name(smtp, receipts, eventually, name, check, status):
    with smtp(name) as client:
        client.sendmail("a@b.example", ["support@desk.localhost"], PLAIN % name.encode())

    receipt, _ = eventually(lambda: receipts().get(name))
    assert receipt[check]["status"] == status
    assert ("dmarcPolicy" in receipt) == (name == "dmarc-fail.test")


def test_long_lines_eight_bits_and_utf8_addresses_are_taken(smtp, receipts, eventually):
    mail = PLAIN % b"long" + "é".encode() * 50_000 + b"\r\n"
    with smtp() as client:
        options = ["SMTPUTF8", "BODY=8BITMIME"]
        client.ehlo()
        client.sendmail("ädä@byron.example", ["support@desk.localhost"], mail, options)

    _, raw = eventually(lambda: receipts().get("long"))
    assert raw.endswith(mail)


def test_a_mail_that_keeps_failing_ends_in_the_failure_queue(stack, smtp, eventually):
    with smtp() as client:
        client.sendmail("a@b.example", ["support@desk.localhost"], PLAIN % b"explode")

    sqs = stack.clients.sqs
    url = sqs.get_queue_url(QueueName="deskhand-Failures")["QueueUrl"]

    def failures():
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        bodies = [json.loads(message["Body"]) for message in messages]
        return [body for body in bodies if "requestPayload" in body]

    (failure,) = eventually(failures)
    mail = failure["requestPayload"]["Records"][0]["ses"]["mail"]
    assert mail["commonHeaders"]["subject"] == "explode"
    assert failure["requestContext"]["condition"] == "RetriesExhausted"
    assert failure["requestContext"]["approximateInvokeCount"] == 2
    assert failure["responsePayload"]["errorMessage"] == "exploded as asked"


def test_a_sent_mail_gets_the_message_id_and_date_of_ses(stack, send, sent):
    send(to="ada@byron.example", subject="Grüße")

    mail = sent("Grüße")
    raw = stack.http.get(f"/outbox/{mail['id']}.eml").content
    parsed = message_from_bytes(raw)
    assert parsed.get_all("Message-ID") == [f"<{mail['id']}@eu-west-1.amazonses.com>"]
    assert "1970" not in parsed["Date"]
    assert parsed["Reply-To"] == mail["reply_to"] == "support+t1@desk.localhost"
    assert b"ours@deskhand" not in raw
    assert mail["recipients"] == ["ada@byron.example"]


def test_a_sent_mail_is_reported_as_sent_and_delivered(send, sent, reports):
    send(to="ada@byron.example", subject="reported")

    mail = sent("reported")
    events = reports(mail, 2)
    assert set(events) == {"Email Sent", "Email Delivered"}
    detail = events["Email Delivered"]["detail"]
    assert detail["delivery"]["recipients"] == ["ada@byron.example"]
    assert detail["mail"]["tags"]["notice"] == ["n1"]
    assert detail["mail"]["messageId"] == mail["id"]


def test_a_mail_to_the_simulator_bounces(send, sent, reports):
    send(to="bounce@simulator.localhost", subject="bouncing")

    events = reports(sent("bouncing"), 2)
    assert set(events) == {"Email Sent", "Email Bounced"}
    bounce = events["Email Bounced"]["detail"]["bounce"]
    assert bounce["bounceType"] == "Permanent"
    assert bounce["bouncedRecipients"][0]["emailAddress"] == "bounce@simulator.localhost"


def test_a_complaint_comes_after_the_delivery(send, sent, reports):
    send(to="complaint@simulator.localhost", subject="complaining")

    events = reports(sent("complaining"), 3)
    assert set(events) == {"Email Sent", "Email Delivered", "Email Complaint Received"}


def test_ses_throttles_once_and_then_takes_the_mail(stack):
    mail = EmailMessage()
    mail["From"], mail["To"] = "support@desk.localhost", "throttle-once@simulator.localhost"
    body = {"Content": {"Raw": {"Data": base64.b64encode(bytes(mail)).decode()}}}
    url = "/_ses/v2/email/outbound-emails"

    refused, taken = stack.http.post(url, json=body), stack.http.post(url, json=body)

    assert refused.status_code == 429
    assert refused.headers["x-amzn-errortype"] == "TooManyRequestsException"
    assert taken.json()["MessageId"]


def test_ses_refuses_whom_the_sandbox_does_not_know(stack):
    mail = EmailMessage()
    mail["From"], mail["To"] = "support@desk.localhost", "unverified@simulator.localhost"
    body = {"Content": {"Raw": {"Data": base64.b64encode(bytes(mail)).decode()}}}
    refused = stack.http.post("/_ses/v2/email/outbound-emails", json=body)

    assert (refused.status_code, refused.headers["x-amzn-errortype"]) == (400, "MessageRejected")
    assert refused.json()["message"].startswith("Email address is not verified.")


def test_a_hostile_mail_runs_no_script_in_the_outbox(stack, send, sent):
    script = "<script>alert(1)</script>"
    send(to="ada@byron.example", subject=f"s{script}", text=f"t{script}", html=f"h{script}")

    mail = sent(f"s{script}")
    page = f"/outbox/{mail['id']}"
    shown, framed = stack.http.get(page), stack.http.get(f"{page}/html")
    assert script not in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "<iframe" in shown.text
    assert "allow-scripts" not in shown.text
    assert "sandbox allow-popups" in framed.headers["content-security-policy"]
    assert "script-src" not in framed.headers["content-security-policy"]
    assert script not in stack.http.get("/outbox/").text


def test_the_links_of_a_mail_can_be_followed(stack, send, sent):
    send(to="ada@byron.example", subject="link", text="Look: https://desk.example/t/#a.b?c=1&d=2.")

    page = stack.http.get(f"/outbox/{sent('link')['id']}").text
    assert '<a href="https://desk.example/t/#a.b?c=1&amp;d=2"' in page


def test_a_mail_is_answered_as_its_recipient(stack, send, sent, receipts, eventually):
    send(to="ada@byron.example", subject="question", text="How are you?")
    mail = sent("question")

    answer = stack.http.post(f"/outbox/{mail['id']}/answer", data={"text": "Fine, thanks"})

    assert answer.status_code == 303
    receipt, raw = eventually(lambda: receipts().get("Re: question"))
    parsed = message_from_bytes(raw)
    assert receipt["recipients"] == ["support+t1@desk.localhost"]
    assert parsed["From"] == "ada@byron.example"
    assert parsed["In-Reply-To"] == parsed["References"] == mail["message_id"]
    assert "Fine, thanks" in parsed.get_payload()
    assert "> How are you?" in parsed.get_payload()


def test_another_site_cannot_answer_in_somebodys_name(stack, send, sent):
    send(to="ada@byron.example", subject="cross")

    answer = stack.http.post(
        f"/outbox/{sent('cross')['id']}/answer",
        data={"text": "forged"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 404


def test_a_message_that_keeps_failing_becomes_a_dead_letter(stack, send, eventually):
    send(fail=True, number=42)

    sqs = stack.clients.sqs
    url = sqs.get_queue_url(QueueName="deskhand-DeadLetters")["QueueUrl"]
    (letter,) = eventually(lambda: sqs.receive_message(QueueUrl=url).get("Messages"), 20)
    assert json.loads(letter["Body"])["number"] == 42


def test_the_schedule_runs_soon_after_the_start(stack, items, eventually):
    (tick,) = eventually(lambda: items(stack, "TICK"))

    assert json.loads(tick["event"])["detail-type"] == "Scheduled Event"
