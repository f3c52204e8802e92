import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from deskhand.domain.access import require_admin, visible
from deskhand.domain.errors import Forbidden, NotFound
from deskhand.domain.people import Requester, Role, plausible_address, split_name
from tests.domain.given import customer, desk, operator


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ada Byron", "Ada", "Byron"),
        ("Byron, Ada", "Ada", "Byron"),
        ("Ada", "Ada", None),
        ("Ada King Byron", "Ada King", "Byron"),
        ("  Ada \t Byron ", "Ada", "Byron"),
        ("Byron,", "Byron", None),
        (",", None, None),
        ("", None, None),
        ("a, b, c", "a, b,", "c"),
    ],
)
def test_a_name_is_split_into_first_and_last(
    name: str, first: str | None, last: str | None
) -> None:
    assert split_name(name) == (first, last)


@given(st.text(max_size=800))
def test_any_name_gives_a_requester(name: str) -> None:
    first, last = split_name(name)

    Requester(first_name=first, last_name=last)


@pytest.mark.parametrize("address", ["a@b", "A.B+c@Desk.Example", " Ö@x.example ", "o'x@x.example"])
def test_an_address_that_mail_could_go_to_is_kept_in_lower_case(address: str) -> None:
    assert plausible_address(address) == address.strip().lower()


@pytest.mark.parametrize(
    "address",
    [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "<a@b>", "a@b,c@d", "a;b@c", '"a"@b',
        "a@b\nBcc: c@d", "a\x85b@c", "a\u2028b@c", "a\u202eb@c", "a@b\x00", "x" * 250 + "@b.io",
        "a(b)@c", "a:b@c", "a\\b@c",
    ],
)  # fmt: skip
def test_what_is_no_single_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        plausible_address(address)


def test_empty_contact_data_is_unknown_data() -> None:
    assert Requester(email="", phone=" ", first_name="", external_id="") == Requester()


def test_a_customer_has_each_address_and_id_once() -> None:
    ada = customer(emails=("A@b.example", "a@b.example "), external_ids=("1", "1", ""))

    assert (ada.emails, ada.external_ids) == (("a@b.example",), ("1",))
    assert customer(company="Analytical").name == "Analytical"


def test_an_operator_sees_his_desks_and_an_admin_all_and_none_is_told_what_exists() -> None:
    support = desk(members=("olga",))

    assert visible(support, operator("olga")) == support
    assert visible(support, operator("x", role=Role.ADMIN)) == support
    for unseen in (support, None):
        with pytest.raises(NotFound):
            visible(unseen, operator("stranger"))
    with pytest.raises(Forbidden):
        require_admin(operator("olga"))


@pytest.mark.parametrize(
    "fields",
    [
        {"addresses": ("no address",)},
        {"addresses": ("support+eu@desk.example",)},  # what follows the plus is the ticket's
        {"number_pattern": "SUP"},
        {"categories": ({"code": "a", "name": "A"}, {"code": "a", "name": "B"})},
        {"colour": "red"},
        {"name": "  "},
        {"undo_seconds": 901},
        {"language": "english"},
    ],
)
def test_a_desk_that_could_not_work_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        desk(**fields)


def test_an_address_is_the_same_however_its_domain_is_spelled() -> None:
    for spelled in ("Ada@Żółw.example", "ada@xn--w-uga1v8h.example", " ADA@XN--W-UGA1V8H.example"):
        assert plausible_address(spelled) == "ada@xn--w-uga1v8h.example"
