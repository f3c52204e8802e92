import json

import pytest
from starlette.requests import Request

from local import http_events
from local.http_events import Router
from local.plan import Function, Route

FUNCTION = Function("Api", "api", "functions/api", "h.h", {}, 3, 128, 2, None)


def route(key):
    method, path = key.split(" ")
    return Route(method, path, FUNCTION, None)


ROUTER = Router(
    [
        route("ANY /api/{proxy+}"),
        route("ANY /api/ticket/{proxy+}"),
        route("ANY /api/ticket/{id}"),
        route("ANY /api/ticket/list"),
        route("GET /api/ticket/list"),
        route("ANY /api/ticket"),
    ]
)


@pytest.mark.parametrize(
    ("request_line", "key"),
    [
        ("GET /api/ticket", "ANY /api/ticket"),
        ("GET /api/ticket/list", "GET /api/ticket/list"),
        ("POST /api/ticket/list", "ANY /api/ticket/list"),
        ("GET /api/ticket/7", "ANY /api/ticket/{id}"),
        ("GET /api/ticket/7/comments", "ANY /api/ticket/{proxy+}"),
        ("GET /api/other", "ANY /api/{proxy+}"),
    ],
)
def test_the_most_specific_route_wins(request_line, key):
    found = ROUTER.find(*request_line.split(" "))

    assert found is not None
    assert found[0].key == key


def test_parameters_come_out_of_the_path():
    assert ROUTER.find("GET", "/api/ticket/7")[1] == {"id": "7"}
    assert ROUTER.find("GET", "/api/ticket/7/x/y")[1] == {"proxy": "7/x/y"}


@pytest.mark.parametrize("path", ["/", "/api", "/api/", "/apix/y"])
def test_other_paths_have_no_route(path):
    assert ROUTER.find("GET", path) is None


def event(body=b"", path=b"/api/a", query=b"", headers=(), claims=None):
    scope = {
        "type": "http",
        "method": "POST",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 8080),
        "client": ("127.0.0.1", 5000),
        "path": path.decode(),
        "raw_path": path,
        "query_string": query,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    return http_events.event(
        Request(scope), body, route("ANY /api/{proxy+}"), {"proxy": "a"}, claims
    )


def test_a_request_becomes_an_event_of_version_2():
    made = event(b'{"a": 1}', headers=[("Content-Type", "application/json"), ("User-Agent", "me")])

    assert made["version"] == "2.0"
    assert made["routeKey"] == "ANY /api/{proxy+}"
    assert (made["rawPath"], made["rawQueryString"]) == ("/api/a", "")
    assert made["body"] == '{"a": 1}'
    assert made["isBase64Encoded"] is False
    assert made["pathParameters"] == {"proxy": "a"}
    assert made["requestContext"]["stage"] == "$default"
    http = made["requestContext"]["http"]
    assert (http["method"], http["path"], http["sourceIp"]) == ("POST", "/api/a", "127.0.0.1")
    assert (http["protocol"], http["userAgent"]) == ("HTTP/1.1", "me")
    assert "authorizer" not in made["requestContext"]
    assert "queryStringParameters" not in made


def test_the_path_is_decoded_and_the_query_is_not():
    made = event(path=b"/api/a%20b%C3%A9", query=b"q=a%20b")

    assert made["rawPath"] == "/api/a bé"
    assert made["rawQueryString"] == "q=a%20b"
    assert made["queryStringParameters"] == {"q": "a b"}


def test_repeated_headers_and_parameters_are_joined_with_commas():
    made = event(query=b"a=1&a=2&empty=", headers=[("X-Tag", "one"), ("x-tag", "two")])

    assert made["queryStringParameters"] == {"a": "1,2", "empty": ""}
    assert made["headers"]["x-tag"] == "one,two"


def test_cookies_have_a_list_of_their_own():
    made = event(headers=[("Cookie", "a=1; b=2")])

    assert made["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in made["headers"]


def test_bytes_that_are_no_text_arrive_in_base64():
    made = event(b"\x89PNG", headers=[("Content-Type", "image/png")])

    assert (made["body"], made["isBase64Encoded"]) == ("iVBORw==", True)


def test_claims_arrive_as_strings():
    made = event(claims={"exp": 1, "email_verified": True, "cognito:groups": ["a", "b"]})

    assert made["requestContext"]["authorizer"] == {
        "jwt": {
            "claims": {"exp": "1", "email_verified": "true", "cognito:groups": "[a b]"},
            "scopes": None,
        }
    }


def test_an_answer_without_a_status_is_the_body_of_a_200():
    made = http_events.response({"hello": 1})

    assert made.status_code == 200
    assert json.loads(made.body) == {"hello": 1}
    assert made.headers["content-type"] == "application/json"


def test_an_answer_brings_headers_cookies_and_bytes():
    answer = {
        "statusCode": 201,
        "headers": {"Content-Type": "image/png", "X-A": "b"},
        "cookies": ["a=1; Path=/", "b=2"],
        "body": "iVBORw==",
        "isBase64Encoded": True,
    }
    made = http_events.response(answer)

    assert (made.status_code, made.body) == (201, b"\x89PNG")
    assert made.headers["content-type"] == "image/png"
    assert made.headers.getlist("set-cookie") == ["a=1; Path=/", "b=2"]
