"""CloudFront, as far as it can be seen here: what its functions do, what its headers say, and that
an emulator can do without."""

import json
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from local import site, template
from local.template import Template
from tests.conftest import ROOT

DOCUMENT = template.read(ROOT / "template.yaml")
ISSUER = "https://id.example"
NOT_EMULATED = ("AWS::CloudFront::", "AWS::CloudWatch::", "AWS::SES::Receipt", "AWS::Cognito::")


def filled(**parameters: str) -> Template:
    given = {"OidcIssuer": f"{ISSUER}/realm", "MailDomain": "desk.example", **parameters}
    return Template(
        DOCUMENT,
        given,
        ref=lambda name, _: name,
        attribute=lambda name, _, attribute: f"{name}.{attribute}",
    )


def properties(name: str, **parameters: str) -> dict[str, Any]:
    stack, type_ = filled(**parameters), DOCUMENT["Resources"][name]["Type"]
    return dict(stack.resources(type_))[name]


def behaviours() -> Iterator[tuple[str, dict[str, Any]]]:
    """As CloudFront tries them: the first pattern that fits."""
    distribution = properties("Distribution")["DistributionConfig"]
    for behaviour in distribution["CacheBehaviors"]:
        yield behaviour["PathPattern"], behaviour
    yield "*", distribution["DefaultCacheBehavior"]


def behaviour(path: str) -> dict[str, Any]:
    return next(found for pattern, found in behaviours() if fnmatchcase(path, pattern))


def asked(function: str, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a CloudFront function makes of requests."""
    code = properties(function)["FunctionCode"]
    events = [{"request": r, "viewer": {"ip": "192.0.2.1"}} for r in requests]
    script = f"{code}\nconsole.log(JSON.stringify({json.dumps(events)}.map(handler)))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_each_place_of_the_site_has_its_file() -> None:
    places = {
        "/admin/": "/admin/index.html",
        "/admin/tickets/7": "/admin/index.html",
        "/admin/assets/app.js": "/admin/assets/app.js",
        "/admin/config.json": "/admin/config.json",
        "/t/": "/t/index.html",
        "/t/texts/de.json": "/t/texts/de.json",
        "/t/other": "/t/other",
        "/widget.js": "/widget.js",
        "/administrator/x": "/administrator/x",
    }
    answers = asked("Places", [{"uri": place, "headers": {}} for place in places])

    assert {place: a["uri"] for place, a in zip(places, answers, strict=True)} == places


def test_who_comes_without_a_place_is_led_to_one() -> None:
    ways = {"/": "/admin/", "/admin": "/admin/", "/t": "/t/"}
    answers = asked("Places", [{"uri": way, "headers": {}} for way in ways])

    assert [a["statusCode"] for a in answers] == [302, 302, 302]
    assert [a["headers"]["location"]["value"] for a in answers] == list(ways.values())


def test_a_visitor_cannot_say_where_he_comes_from() -> None:
    said = {"x-viewer-address": {"value": "203.0.113.5"}, "origin": {"value": "https://a.example"}}
    (passed,) = asked("Visitor", [{"uri": "/api/health", "headers": said}])

    assert passed["headers"] == {**said, "x-viewer-address": {"value": "192.0.2.1"}}


def test_the_api_gets_all_that_was_asked_and_none_of_it_is_kept() -> None:
    api = behaviour("/api/admin/tickets")
    cache = properties("Uncached")["CachePolicyConfig"]
    (origin,) = (
        o for o in properties("Distribution", EdgeSecret="s")["DistributionConfig"]["Origins"]
        if o["Id"] == api["TargetOriginId"]
    )  # fmt: skip

    assert set(api["AllowedMethods"]) >= {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    assert (cache["MinTTL"], cache["DefaultTTL"]) == (0, 0)
    key = cache["ParametersInCacheKeyAndForwardedToOrigin"]
    assert "Authorization" in key["HeadersConfig"]["Headers"]
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert origin["OriginCustomHeaders"] == [{"HeaderName": "x-origin-secret", "HeaderValue": "s"}]
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_no_header_that_is_passed_on_has_a_name_that_cloudfront_drops() -> None:
    """docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html"""
    for name in ("x-origin-secret", "x-viewer-address"):
        assert not name.startswith(("x-amz", "x-edge-", "x-cache", "x-real-ip", "x-forwarded"))
        used = [ROOT / "layers/deskhand/python/deskhand/http/edge.py", ROOT / "template.yaml"]
        assert all(name in Path(path).read_text() for path in used)


POLICIES = {
    "/admin/tickets": "PanelHeaders",
    "/t/": "TicketPageHeaders",
    "/widget.js": "WidgetHeaders",
    "/api/widget/x": "ApiHeaders",
}


@pytest.mark.parametrize("path", POLICIES)
def test_each_part_of_the_site_has_its_headers(path: str) -> None:
    assert behaviour(path)["ResponseHeadersPolicyId"] == POLICIES[path]
    assert behaviour(path)["Compress"] is True
    said = headers(POLICIES[path])["SecurityHeadersConfig"]

    assert said["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000
    assert said["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert "ContentTypeOptions" in said
    if path.startswith(("/admin", "/t/")):
        assert said["FrameOptions"]["FrameOption"] == "DENY"
        assert "frame-ancestors 'none'" in said["ContentSecurityPolicy"]["ContentSecurityPolicy"]


def headers(policy: str, **parameters: str) -> dict[str, Any]:
    config: dict[str, Any] = properties(policy, **parameters)["ResponseHeadersPolicyConfig"]
    return config


def panel_policy(**parameters: str) -> dict[str, set[str]]:
    said = headers("PanelHeaders", **parameters)["SecurityHeadersConfig"]
    return directives(said["ContentSecurityPolicy"]["ContentSecurityPolicy"])


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: set(values) for name, *values in parts}


def test_the_panels_policy_is_the_one_that_it_is_tried_with_on_this_machine() -> None:
    here, storage = directives(site.panel_policy(ISSUER)), "http://127.0.0.1:*"
    there = panel_policy()
    bucket = "https://FilesBucket.s3.eu-west-1.amazonaws.com"
    assert bucket in there["connect-src"]

    here["connect-src"] = (here["connect-src"] - {storage}) | {bucket}
    here["img-src"] -= {storage}  # `https:` has it
    assert there == here


def test_the_panel_may_talk_to_where_its_people_sign_in() -> None:
    talks = panel_policy(OidcIssuer="")["connect-src"]
    signs_in = properties("UserPoolDomain", OidcIssuer="")["Domain"]

    assert "https://cognito-idp.eu-west-1.amazonaws.com" in talks
    assert f"https://{signs_in}.auth.eu-west-1.amazoncognito.com" in talks


def test_a_provider_may_be_asked_for_tokens_elsewhere() -> None:
    asked = "https://oauth2.googleapis.com https://www.googleapis.com"

    assert set(asked.split()) == (
        panel_policy(OidcOrigins=asked)["connect-src"] - panel_policy()["connect-src"]
    )


@pytest.mark.parametrize("urls", ["CallbackURLs", "LogoutURLs"])
def test_people_sign_in_at_the_address_that_the_site_had_before_too(urls: str) -> None:
    first, own = "https://Distribution.DomainName/admin/", {"SiteUrl": "https://desk.example"}

    assert properties("UserPoolClient", OidcIssuer="")[urls] == [first]
    assert properties("UserPoolClient", OidcIssuer="", **own)[urls] == [
        "https://desk.example/admin/",
        first,
    ]
    emulated = properties("UserPoolClient", OidcIssuer="", Edge="false", **own)
    assert emulated[urls] == ["https://desk.example/admin/"]


def test_no_search_engine_shows_a_ticket_and_every_site_may_load_the_widget() -> None:
    assert headers("TicketPageHeaders")["CustomHeadersConfig"]["Items"] == [
        {"Header": "X-Robots-Tag", "Value": "noindex", "Override": True}
    ]
    assert headers("WidgetHeaders")["CorsConfig"]["AccessControlAllowOrigins"]["Items"] == ["*"]


def test_the_sites_address_is_cloudfronts_until_there_is_one_of_ones_own() -> None:
    def site_url(**parameters: str) -> str:
        return str(filled(**parameters).globals("Function")["Environment"]["Variables"]["SITE_URL"])

    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    own = {"SiteUrl": "https://desk.example", "CertificateArn": certificate}
    distribution = properties("Distribution", **own)["DistributionConfig"]

    assert site_url() == "https://Distribution.DomainName"
    assert site_url(**own) == "https://desk.example"
    assert distribution["Aliases"] == ["desk.example"]
    assert distribution["ViewerCertificate"]["AcmCertificateArn"] == certificate
    assert "Aliases" not in properties("Distribution")["DistributionConfig"]


def test_without_an_edge_nothing_is_left_that_an_emulator_lacks() -> None:
    stack = filled(Edge="false", SiteUrl="http://localhost:9000")
    left = {
        resource["Type"]
        for resource in DOCUMENT["Resources"].values()
        if "Condition" not in resource
        or stack.resolve({"Fn::If": [resource["Condition"], True, False]})
    }

    assert not {type_ for type_ in left if type_.startswith(NOT_EMULATED)}
    assert {"AWS::SES::EmailIdentity", "AWS::ApiGatewayV2::Route"} <= left
