import pytest

from local.patterns import UnknownPatternError, matches, matches_any

RECORD = {
    "eventName": "INSERT",
    "dynamodb": {"NewImage": {"type": {"S": "ticket"}, "count": {"N": "3"}}, "sizes": [1, 20]},
    "urgent": True,
}


@pytest.mark.parametrize(
    "pattern",
    [
        {"eventName": ["INSERT", "MODIFY"]},
        {"dynamodb": {"NewImage": {"type": {"S": ["ticket"]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"prefix": "tick"}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"suffix": "ket"}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"equals-ignore-case": "TICKET"}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"anything-but": ["note", "event"]}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"anything-but": {"prefix": "no"}}]}}}},
        {"dynamodb": {"OldImage": {"type": {"S": [{"exists": False}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"exists": True}]}}}},
        {"dynamodb": {"sizes": [{"numeric": [">", 10, "<=", 20]}]}},
        {"dynamodb": {"sizes": [20]}},
        {"urgent": [True]},
        {"$or": [{"eventName": ["REMOVE"]}, {"urgent": [True]}]},
    ],
)
def test_a_record_passes_a_pattern_that_it_fits(pattern):
    assert matches(pattern, RECORD)


@pytest.mark.parametrize(
    "pattern",
    [
        {"eventName": ["REMOVE"]},
        {"eventName": ["INSERT"], "urgent": [False]},
        {"dynamodb": {"NewImage": {"type": {"S": ["message"]}}}},
        {"dynamodb": {"OldImage": {"type": {"S": ["ticket"]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"prefix": "x"}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"anything-but": ["ticket"]}]}}}},
        {"dynamodb": {"OldImage": {"type": {"S": [{"anything-but": ["note"]}]}}}},
        {"dynamodb": {"NewImage": {"type": {"S": [{"exists": False}]}}}},
        {"dynamodb": {"NewImage": [{"exists": True}]}},
        {"dynamodb": {"sizes": [{"numeric": [">", 20]}]}},
        {"dynamodb": {"NewImage": {"count": {"N": [{"numeric": [">", 1]}]}}}},
        {"urgent": [1]},
    ],
)
def test_a_record_does_not_pass_a_pattern_that_it_does_not_fit(pattern):
    assert not matches(pattern, RECORD)


def test_a_mapping_without_filters_takes_everything():
    assert matches_any((), RECORD)


def test_one_of_several_filters_is_enough():
    assert matches_any(({"eventName": ["REMOVE"]}, {"eventName": ["INSERT"]}), RECORD)


@pytest.mark.parametrize("pattern", [{"eventName": [{"wildcard": "IN*"}]}, {"eventName": "INSERT"}])
def test_a_pattern_that_cannot_be_read_is_an_error_and_not_a_silent_miss(pattern):
    with pytest.raises(UnknownPatternError):
        matches(pattern, RECORD)
