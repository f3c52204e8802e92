import time

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def http(stack):
    with httpx.Client(base_url=stack.site, timeout=30) as client:
        yield client


@pytest.fixture
def forge(stack):
    """Tokens signed with the provider's own key, so that nothing but the named claims is wrong."""
    issuer = stack.facts["issuer"]
    own_key = (stack.data / "sign-in.pem").read_bytes()

    def make(key=own_key, **claims):
        now = int(time.time())
        good = {"iss": issuer, "aud": "deskhand", "sub": "olga", "exp": now + 60}
        payload = {name: value for name, value in (good | claims).items() if value is not None}
        return {"authorization": f"Bearer {jwt.encode(payload, key, algorithm='RS256')}"}

    return make


def test_a_token_of_the_provider_opens_a_signed_route(stack, http):
    token = stack.token("olga@desk.localhost")

    answer = http.get("/api/signed/me", headers={"authorization": f"Bearer {token}"})

    claims = answer.json()["requestContext"]["authorizer"]["jwt"]["claims"]
    assert claims["email"] == "olga@desk.localhost"
    assert claims["email_verified"] == "true"
    assert claims["name"] == "Olga Nowak"
    assert int(claims["exp"]) > time.time() + 8 * 3600


def test_somebody_who_joined_later_signs_in_too(stack):
    claims = jwt.decode(stack.token("new.hand@desk.localhost"), options={"verify_signature": False})

    assert claims["email"] == "new.hand@desk.localhost"
    assert claims["email_verified"] is True
    assert claims["name"] == "New Hand"


def test_a_token_that_names_its_client_id_instead_of_an_audience_is_taken(http, forge):
    assert http.get("/api/signed/x", headers=forge(aud=None, client_id="deskhand")).is_success


def test_one_fitting_audience_of_several_is_enough(http, forge):
    assert http.get("/api/signed/x", headers=forge(aud=["other", "deskhand"])).is_success


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"nbf": int(time.time()) + 3600},
        {"iss": "http://localhost:1"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": None, "client_id": "another"},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(http, forge, claims):
    answer = http.get("/api/signed/x", headers=forge(**claims))

    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthorized"}


def test_a_token_signed_by_another_key_is_refused(http, forge):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert http.get("/api/signed/x", headers=forge(key=key)).status_code == 401


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x.y.z", "Basic b2xnYTpvbGdh"])
def test_no_token_at_all_is_refused(http, value):
    assert http.get("/api/signed/x", headers={"authorization": value}).status_code == 401


def test_an_unsigned_token_is_refused(http):
    token = jwt.encode({"aud": "deskhand", "exp": time.time() + 60}, "", algorithm="none")

    answer = http.get("/api/signed/x", headers={"authorization": f"Bearer {token}"})

    assert answer.status_code == 401


def test_an_unknown_route_is_not_found(http):
    answer = http.get("/api/nothing")

    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_a_crash_of_the_function_is_an_internal_error_that_tells_nothing(stack, http):
    answer = http.get("/api/open/crash")

    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    assert "RuntimeError: crashed as asked" in stack.log.read_text()


def test_bytes_and_cookies_arrive_at_the_browser(http):
    answer = http.get("/api/open/bytes")

    assert answer.content == bytes(range(256))
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2"]


def test_a_body_over_ten_megabytes_is_too_large(http):
    assert http.post("/api/open/x", content=b"x" * (10 * MEGABYTE + 1)).status_code == 413


def test_a_body_that_makes_an_event_over_six_megabytes_is_too_large(http):
    assert http.post("/api/open/x", content=b"x" * (7 * MEGABYTE)).status_code == 413


def test_an_answer_over_six_megabytes_is_an_error(http):
    assert http.get("/api/open/large").status_code == 500


def test_the_log_has_a_line_for_each_request_and_no_query(stack, http, eventually):
    http.get(
        "/api/open/logged", params={"secret": "s3cr3t"}, headers={"authorization": "Bearer t0k3n"}
    )

    # The line is written when the answer is out.
    eventually(lambda: "GET /api/open/logged 200" in stack.log.read_text())
    log = stack.log.read_text()
    assert "s3cr3t" not in log
    assert "t0k3n" not in log


def test_a_line_break_in_a_path_makes_no_line_of_its_own_in_the_log(stack, http, eventually):
    http.get("/api/open/a%0Aforged")

    eventually(lambda: "a%0Aforged" in stack.log.read_text())
    assert "\nforged" not in stack.log.read_text()


def test_the_start_page_says_how_to_get_a_token(stack, http):
    assert f"python -m local token admin@desk.localhost --port {stack.port}" in http.get("/").text


@pytest.mark.parametrize("path", ["/admin/", "/t/", "/demo/", "/admin/tickets/7"])
def test_a_page_that_is_not_built_says_what_to_run(http, path):
    answer = http.get(path)

    assert answer.status_code == 404
    assert "npm run build" in answer.text


def test_the_panel_learns_where_to_sign_in(stack, http):
    settings = http.get("/admin/config.json").json()

    found = httpx.get(
        f"{settings['issuer']}/.well-known/openid-configuration", headers={"origin": stack.site}
    )
    assert found.json()["issuer"] == settings["issuer"]
    assert found.headers["access-control-allow-origin"] in ("*", stack.site)


def test_a_browser_may_upload_to_the_bucket_from_the_site(stack):
    upload = stack.clients.s3.generate_presigned_post("deskhand-mailbucket", "uploads/a.txt")
    origin = {"origin": stack.site, "access-control-request-method": "POST"}

    allowed = httpx.options(upload["url"], headers=origin)
    done = httpx.post(
        upload["url"],
        data=upload["fields"],
        files={"file": b"Hello"},
        headers={"origin": stack.site},
    )

    assert allowed.headers["access-control-allow-origin"] in ("*", stack.site)
    assert done.is_success
    assert done.headers["access-control-allow-origin"] in ("*", stack.site)
