import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.delivery import Delivery
from local.functions import FunctionError
from local.journal import Journal
from local.plan import Function, StreamMapping

FUNCTION = Function("Reader", "reader", "functions/reader", "h.h", {}, 3, 128, 2, None)


class Handler:
    """Fails as it is told, and remembers each batch that it got."""

    def __init__(self, answers):
        self.answers = list(answers)
        self.batches = []

    def __call__(self, event):
        names = [record["dynamodb"]["Keys"]["sk"]["S"] for record in event["Records"]]
        self.batches.append("".join(names))
        answer = self.answers.pop(0) if self.answers else None
        answer = answer(event["Records"]) if callable(answer) else answer
        if isinstance(answer, Exception):
            raise FunctionError("Reader") from answer
        return answer


def failing(*names):
    """Reports these records as failed."""

    def answer(records):
        failed = [r for r in records if r["dynamodb"]["Keys"]["sk"]["S"] in names]
        numbers = [r["dynamodb"]["SequenceNumber"] for r in failed]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in numbers]}

    return answer


def crashing_on(name):
    def answer(records):
        names = [r["dynamodb"]["Keys"]["sk"]["S"] for r in records]
        return RuntimeError("crash") if name in names else None

    return answer


def record(name, number, type_="ticket"):
    return {
        "eventID": name,
        "eventName": "INSERT",
        "eventSourceARN": "arn:stream",
        "dynamodb": {
            "Keys": {"sk": {"S": name}},
            "NewImage": {"sk": {"S": name}, "type": {"S": type_}},
            "SequenceNumber": str(number),
            "ApproximateCreationDateTime": 1_700_000_000.0,
        },
    }


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal.sqlite")
    made.register(["mapping"])
    yield made
    made.close()


def deliver(journal, answers=(), *, records="abcd", stop_after=None, **settings):
    """Delivers everything; the batches that the handler got, and what went to the failure queue."""
    mapping = StreamMapping(
        **{
            "name": "mapping",
            "function": FUNCTION,
            "filters": (),
            "batch_size": 10,
            "retries": 2,
            "bisect": False,
            "partial": True,
            "on_failure": "arn:queue",
        }
        | settings
    )
    journal.append(record(name, 100 + place) for place, name in enumerate(records))
    handler, failures = Handler(answers), []

    def send_failure(body: str) -> None:
        failures.append(json.loads(body))

    made = Delivery(mapping, journal, handler, send_failure, first_pause=0)
    while made.deliver_next():
        pass
    return handler.batches, failures


def test_a_batch_goes_out_once_when_it_succeeds(journal):
    assert deliver(journal) == (["abcd"], [])


def test_batches_are_not_larger_than_the_mapping_says(journal):
    assert deliver(journal, batch_size=3)[0] == ["abc", "d"]


def test_delivery_resumes_at_the_lowest_failed_record(journal):
    batches, failures = deliver(journal, [failing("b", "d")])

    assert batches == ["abcd", "bcd"]
    assert failures == []


def test_later_records_come_again_even_if_they_had_succeeded(journal):
    assert deliver(journal, [failing("c")])[0] == ["abcd", "cd"]


@pytest.mark.parametrize("answer", [None, {}, "ok", {"batchItemFailures": None}, {"other": 1}, []])
def test_an_answer_of_another_shape_is_a_full_success(journal, answer):
    assert deliver(journal, [answer])[0] == ["abcd"]


@pytest.mark.parametrize(
    "entry", [{"itemIdentifier": "999"}, {"itemIdentifier": ""}, {"id": "100"}]
)
def test_an_entry_that_names_no_record_fails_the_whole_batch(journal, entry):
    assert deliver(journal, [{"batchItemFailures": [entry]}])[0] == ["abcd", "abcd"]


def test_without_partial_failures_the_answer_does_not_matter(journal):
    assert deliver(journal, [failing("a")], partial=False)[0] == ["abcd"]


def test_a_crash_brings_the_whole_batch_again(journal):
    assert deliver(journal, [RuntimeError()])[0] == ["abcd", "abcd"]


def test_after_the_last_retry_the_failure_queue_is_told_which_records_but_not_their_content(
    journal,
):
    batches, (failure,) = deliver(journal, [RuntimeError()] * 3, records="abc")

    assert batches == ["abc"] * 3
    info = failure["DDBStreamBatchInfo"]
    assert (info["startSequenceNumber"], info["endSequenceNumber"]) == ("100", "102")
    assert info["batchSize"] == 3
    assert failure["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert failure["requestContext"]["approximateInvokeCount"] == 3
    assert "ticket" not in json.dumps(failure)


def test_after_giving_up_the_next_batch_is_delivered(journal):
    batches, failures = deliver(journal, [RuntimeError()] * 3, batch_size=2)

    assert batches == ["ab", "ab", "ab", "cd"]
    assert len(failures) == 1


def test_a_crashing_record_is_isolated_by_halving_and_only_it_is_given_up(journal):
    batches, (failure,) = deliver(journal, [crashing_on("c")] * 20, bisect=True, retries=1)

    assert batches == ["abcd", "ab", "cd", "c", "c", "d"]
    assert failure["DDBStreamBatchInfo"]["startSequenceNumber"] == "102"
    assert failure["DDBStreamBatchInfo"]["batchSize"] == 1


def test_a_failing_record_is_isolated_too_and_what_came_before_is_not_repeated(journal):
    batches, (failure,) = deliver(journal, [failing("b")] * 20, bisect=True, retries=1)

    assert batches == ["abcd", "bcd", "b", "b", "cd"]
    assert failure["DDBStreamBatchInfo"]["startSequenceNumber"] == "101"


def test_progress_gives_the_rest_its_retries_anew(journal):
    answers = [failing("a"), failing("a"), failing("b"), failing("b")]
    batches, failures = deliver(journal, answers, records="ab")

    assert batches == ["ab", "ab", "ab", "b", "b"]
    assert failures == []


def test_filtered_records_are_passed_over(journal):
    journal.append([record("x", 50, type_="note")])
    wanted = ({"dynamodb": {"NewImage": {"type": {"S": ["ticket"]}}}},)

    assert deliver(journal, filters=wanted, records="ab")[0] == ["ab"]


def test_what_was_delivered_is_not_delivered_again_by_the_next_process(journal):
    deliver(journal)

    assert deliver(journal, records="e")[0] == ["e"]


def test_each_mapping_has_a_position_of_its_own(journal):
    journal.register(["mapping", "other"])
    deliver(journal)

    assert deliver(journal, records="", name="other")[0] == ["abcd"]
