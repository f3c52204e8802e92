"""`python -m local token`: signs in at a running stack as the panel does and gives the ID token."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx


class SignInError(Exception):
    """One sentence for the person at the keyboard."""


def token(email: str | None, port: int) -> str:
    """An ID token: the API reads the e-mail address from its claims."""
    if not email:
        raise SignInError("Whose token? For example: python -m local token admin@desk.localhost")
    site = f"http://127.0.0.1:{port}"
    with httpx.Client(trust_env=False, timeout=30) as client:
        settings = _settings(client, site, port)
        made = _sign_in(client, settings, email.strip().lower(), site)
        _check(client, site, made, email)
    return made


def _settings(client: httpx.Client, site: str, port: int) -> dict[str, str]:
    try:
        answer = client.get(f"{site}/admin/config.json").raise_for_status()
        settings: dict[str, str] = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise SignInError(
            f"No Deskhand runs on port {port}."
            f" Start it with: .venv/bin/python -m local --port {port}"
        ) from error
    return settings


def _sign_in(client: httpx.Client, settings: dict[str, str], email: str, site: str) -> str:
    issuer, client_id = settings["issuer"], settings["client_id"]
    request = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": f"{site}/admin/",
        "scope": "openid email profile",
    }
    went_back = client.post(f"{issuer}/oauth2/authorize", params=request, data={"sub": email})
    code = parse_qs(urlsplit(went_back.headers.get("location", "")).query).get("code")
    if not code:
        raise SignInError(f"The sign-in at {issuer} did not take {email}.")
    exchange = {
        "grant_type": "authorization_code",
        "code": code[0],
        "redirect_uri": request["redirect_uri"],
        "client_id": client_id,
        "client_secret": settings["client_secret"],
    }
    answer: dict[str, Any] = client.post(f"{issuer}/oauth2/token", data=exchange).json()
    return str(answer["id_token"])


def _check(client: httpx.Client, site: str, made: str, email: str) -> None:
    """Anybody can sign in here, as with any provider; who is an operator only the API knows."""
    answer = client.get(f"{site}/api/admin/me", headers={"authorization": f"Bearer {made}"})
    if answer.status_code in (401, 403):
        raise SignInError(
            f"{email} is no operator here. Take one of the team, such as admin@desk.localhost, "
            "or add the person under Operators first."
        )
