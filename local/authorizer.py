"""The JWT authorizer of an HTTP API: the issuer's signature, iss, aud or client_id, exp, nbf.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

from typing import Any

import httpx
import jwt

from local.plan import Authorizer


class UnauthorizedError(Exception):
    """No token, or one that does not hold."""


class TokenCheck:
    """The claims of a token. The issuer's keys are fetched with the first one."""

    def __init__(self) -> None:
        self._keys: dict[str, jwt.PyJWKClient] = {}

    def claims(self, authorization: str | None, authorizer: Authorizer) -> dict[str, Any]:
        if not authorization:
            raise UnauthorizedError
        token = authorization.removeprefix("Bearer ").removeprefix("bearer ").strip()
        try:
            key = _signing_key(self._keys_of(authorizer.issuer), token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=authorizer.issuer,
                options={"verify_aud": False, "verify_sub": False, "require": ["exp", "iss"]},
            )
        except (jwt.PyJWTError, httpx.HTTPError) as error:
            raise UnauthorizedError from error
        _check_audience(claims, authorizer)
        return claims

    def _keys_of(self, issuer: str) -> jwt.PyJWKClient:
        if issuer not in self._keys:
            found = httpx.get(f"{issuer}/.well-known/openid-configuration", trust_env=False)
            self._keys[issuer] = jwt.PyJWKClient(found.raise_for_status().json()["jwks_uri"])
        return self._keys[issuer]


def _signing_key(keys: jwt.PyJWKClient, token: str) -> jwt.PyJWK:
    """The key that the token names. The mock's tokens name none, but it has only one."""
    if "kid" in jwt.get_unverified_header(token):
        return keys.get_signing_key_from_jwt(token)
    (key, *others) = keys.get_signing_keys()
    if others:
        raise UnauthorizedError
    return key


def _check_audience(claims: dict[str, Any], authorizer: Authorizer) -> None:
    """Access tokens of Cognito have no `aud`; their `client_id` stands in for it."""
    audience = claims.get("aud", claims.get("client_id"))
    named = audience if isinstance(audience, list) else [audience]
    if not set(named) & set(authorizer.audience):
        raise UnauthorizedError


def as_text(claim: Any) -> str:
    """The authorizer hands claims on as strings, lists in brackets."""
    if isinstance(claim, bool):
        return "true" if claim else "false"
    if isinstance(claim, list):
        return f"[{' '.join(as_text(item) for item in claim)}]"
    return str(claim)
