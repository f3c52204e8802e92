"""Sign-in: an OpenID Connect provider that lets everybody of the team in without a password."""

import json
import os
import threading
import time
import warnings
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import flask_cors
import werkzeug.serving
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

with warnings.catch_warnings():
    # The mock still uses a deprecated part of its library, which insists on saying so.
    import authlib.deprecate  # type: ignore[import-untyped] # noqa: F401

    warnings.simplefilter("ignore")
    import oidc_provider_mock
    from authlib import jose

from local.ports import remembered_port

CLIENT_ID = "deskhand"
# The mock asks every client for a secret and takes any.
CLIENT_SECRET = "local-only"
FIRST_ADMIN = "admin@desk.localhost"
TEAM: Mapping[str, str] = {
    FIRST_ADMIN: "Ada Admin",
    "olga@desk.localhost": "Olga Nowak",
    "oskar@desk.localhost": "Oskar Lind",
}
_WORKING_DAY = timedelta(hours=12)


class IdentityProvider:
    """Its port and signing key stay the same between starts, so a token does too."""

    def __init__(self, data: Path) -> None:
        # The mock's library refuses plain HTTP otherwise.
        os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
        key = jose.RSAKey.import_key(_signing_key(data / "sign-in.pem"))
        self._server = werkzeug.serving.make_server(
            "127.0.0.1",
            remembered_port(data / "sign-in.port"),
            _app(key),
            threaded=True,
            request_handler=_Quiet,
        )
        self.issuer = f"http://localhost:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="sign-in"
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Quiet(werkzeug.serving.WSGIRequestHandler):
    # Its request line holds the authorization code.
    def log_request(self, *_: Any) -> None:
        pass


def _app(key: Any) -> flask.Flask:
    app: flask.Flask = oidc_provider_mock.app(
        access_token_max_age=_WORKING_DAY,
        user_claims=[oidc_provider_mock.User(sub=email, claims=_claims(email)) for email in TEAM],
    )
    app.debug = False
    flask_cors.CORS(app)

    @app.before_request
    def know_everybody() -> None:
        """Who was added later signs in by typing the address; the API decides who may enter."""
        storage = flask.g.oidc_provider_mock_storage
        storage.jwk = key
        email = flask.request.form.get("sub", "").strip().lower()
        if "@" in email and storage.get_user(email) is None:
            storage.store_user(oidc_provider_mock.User(sub=email, claims=_claims(email)))

    @app.after_request
    def renew_id_token(response: flask.Response) -> flask.Response:
        """Cognito gives a fresh ID token with a renewed session (OpenID Connect Core 12.2), the
        mock does not."""
        if flask.request.form.get("grant_type") == "refresh_token" and response.status_code == 200:
            response.data = json.dumps({**response.get_json(), "id_token": _id_token(key)})
        return response

    return app


def _id_token(key: Any) -> str:
    form, storage = flask.request.form, flask.g.oidc_provider_mock_storage
    email = storage.get_refresh_token(form["refresh_token"]).user_id
    now = int(time.time())
    claims = {
        "iss": flask.request.host_url.rstrip("/"),
        "aud": [CLIENT_ID],
        "sub": email,
        "iat": now,
        "exp": now + int(_WORKING_DAY.total_seconds()),
        **_claims(email),
    }
    signed: bytes = jose.jwt.encode({"alg": "RS256"}, claims, key)
    return signed.decode()


def _claims(email: str) -> dict[str, object]:
    name = TEAM.get(email) or email.split("@")[0].replace(".", " ").title()
    return {"email": email, "email_verified": True, "name": name}


def _signing_key(path: Path) -> bytes:
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        path.touch(mode=0o600)
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    return path.read_bytes()
