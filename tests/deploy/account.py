"""An AWS account on this machine: ministack with all its services and IAM enforced, by TLS, as our
buckets answer nobody in the clear.

ministack wants AWS's own library to transform SAM templates. Its pins collide with ours, but sam
brings it, so ministack finds it there when it has looked everywhere else.
"""

import ssl
import urllib.request
from pathlib import Path

from local.ministack import Ministack
from local.stack import ROOT
from tests.deploy import certificate

SAM = ROOT / ".venv-sam"
LENT = """
import runpy, sys
sys.path.append(sys.argv.pop())
runpy.run_path(sys.argv.pop(), run_name="__main__")
"""


class Account(Ministack):
    def __init__(self, data: Path, ses: str) -> None:
        """`ses`: where mails are sent to; ministack's own knows no address that they are from."""
        super().__init__(data)
        self.url = f"https://127.0.0.1:{self.port}"
        self.certificate, self._key = data / "certificate.pem", data / "key.pem"
        certificate.write(self.certificate, self._key)
        self._ses = ses

    def environment(self) -> dict[str, str]:
        """What leads clients to it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CA_BUNDLE": str(self.certificate),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def _command(self) -> list[str]:
        python, *rest = super()._command()
        (packages,) = SAM.glob("lib/python*/site-packages")
        return [python, rest[0], "-c", LENT, *rest[1:], str(packages)]

    def _environment(self, temporary: Path) -> dict[str, str]:
        return super()._environment(temporary) | {
            "SERVICES": "",  # all
            "AUTH": "true",
            "USE_SSL": "1",
            "MINISTACK_SSL_CERT": str(self.certificate),
            "MINISTACK_SSL_KEY": str(self._key),
            "LOG_LEVEL": "INFO",
            "PERSIST_STATE": "0",
            "S3_PERSIST": "0",
            # A function of ministack's inherits what is in here.
            "AWS_ENDPOINT_URL_SESV2": self._ses,
            "AWS_CA_BUNDLE": str(self.certificate),
            "POWERTOOLS_TRACE_DISABLED": "true",
        }

    def stop(self) -> bool:
        """Nothing in it is kept. By itself it would wait for the functions to hang up."""
        if self._process:
            with self._process as process:
                process.kill()
        return False

    def _answers(self) -> bool:
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", context=trusting):
                return True
        except OSError:
            return False
