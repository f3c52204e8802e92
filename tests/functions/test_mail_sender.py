import json

import pytest

from deskhand.actions.notices import announce
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.aws import sqs_record
from tests.conftest import Outbox, handler
from tests.functions.conftest import Invoke


@pytest.fixture
def bodies(helpdesk: Helpdesk, replied_ticket: Ticket) -> list[str]:
    """What stands in the queue."""
    announce(helpdesk, helpdesk.tickets.conversation(replied_ticket.id).messages[-1])
    waiting = helpdesk.notices.unsent_since(helpdesk.now())
    return [json.dumps({"cause": cause, "id": id}) for cause, id in waiting]


def test_a_record_that_fails_is_logged_by_kind_and_place_alone(
    invoke: Invoke, caplog: pytest.LogCaptureFixture
) -> None:
    invoke("mail_sender", {"Records": [sqs_record('{"secret": "words"}', "bad")]})

    (line,) = (vars(record) for record in caplog.records if record.msg == "record failed")
    assert line["record"] == "bad"
    assert line["error"]["kind"] == "ValidationError"
    assert line["error"]["at"].startswith("handler.py:")
    assert "words" not in str(line)


@pytest.mark.parametrize("bad", ["", "no JSON", "{}", '{"cause": "a", "id": "b", "x": 1}'])
def test_one_bad_record_comes_back_and_the_others_are_sent(
    bodies: list[str], outbox: Outbox, invoke: Invoke, bad: str
) -> None:
    records = [sqs_record(bad, "bad"), *(sqs_record(each, "good") for each in bodies)]

    answer = invoke("mail_sender", {"Records": records})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    assert len(list(outbox)) == 1


def test_the_same_record_twice_and_one_of_nothing_send_one_mail(
    bodies: list[str], outbox: Outbox, invoke: Invoke
) -> None:
    unknown = json.dumps({"cause": "gone", "id": "gone"})
    event = {"Records": [sqs_record(each) for each in (*bodies, *bodies, unknown)]}
    for _ in range(2):
        assert invoke("mail_sender", event) == {"batchItemFailures": []}

    assert len(list(outbox)) == 1


def test_a_record_whose_notice_another_sender_has_comes_back(
    helpdesk: Helpdesk, bodies: list[str], outbox: Outbox, invoke: Invoke
) -> None:
    ref = json.loads(bodies[0])
    helpdesk.notices.claim(ref["cause"], ref["id"], at=Helpdesk(helpdesk.settings).now())

    answer = invoke("mail_sender", {"Records": [sqs_record(bodies[0], "held")]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "held"}]}
    assert not list(outbox)


def test_each_mail_that_goes_out_is_logged_with_its_ticket_and_counted_once(
    replied_ticket: Ticket, bodies: list[str], invoke: Invoke, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", handler("mail_sender").logger.name):
        invoke("mail_sender", {"Records": [sqs_record(each) for each in (*bodies, *bodies)]})

    (line,) = (vars(record) for record in caplog.records)
    assert (line["msg"], line["ticket"]) == ("notice sent", replied_ticket.id)
    assert line["NoticesSent"] == 1
    (told,) = line["_aws"]["CloudWatchMetrics"]
    assert (told["Namespace"], told["Dimensions"]) == ("Deskhand", [["service"]])
    assert told["Metrics"] == [{"Name": "NoticesSent", "Unit": "Count"}]
    assert str(replied_ticket.requester.email) not in str(line)
