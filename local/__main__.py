"""Runs Deskhand on this machine. See --help."""

import argparse
import importlib
import signal
import sys
import threading
import traceback
from pathlib import Path

from local import log, site
from local.deployed import DeployedStack
from local.identity import FIRST_ADMIN, TEAM
from local.ministack import StorageError
from local.sign_in import SignInError, token
from local.stack import ROOT, CannotStartError, Settings, Stack
from local.template import UnsupportedTemplateError

_HELP = """\
commands:
  run                 start everything (also without a command); Ctrl-C stops it
  token EMAIL         print a bearer token for the admin API of the stack on --port

what listens, on 127.0.0.1 only:
  --port 8080         http://localhost:8080  the site, the API and /outbox/ with every mail sent
  --smtp-port 2525    SMTP; takes mail for the desks' addresses, such as support@desk.localhost,
                      and as SES does for all others of their domains: it waits in quarantine
  and two free ports  the sign-in and the storage (DynamoDB, S3, SQS); the site knows them

data:
  --data .data        everything is kept in this folder; delete it to begin anew. Stacks with
                      other ports and other folders may run at the same time
  --empty             a first start without the demo desk: no desk, no tickets; the first one
                      who signs in as admin@desk.localhost is the administrator

mail from others:
  A client that says EHLO with one of these names gets that verdict from SES:
  dmarc-fail.test  dmarc-none.test  spf-fail.test  dkim-fail.test  spam.test  virus.test
  Mail to bounce@simulator.localhost comes back, complaint@simulator.localhost complains, and
  throttle-once@simulator.localhost is refused the first time with "sending rate exceeded";
  unverified@simulator.localhost always, as in SES's sandbox: its mails wait in FailedNotices.
"""


def main() -> int:
    arguments = _parser().parse_args()
    try:
        if arguments.command == "token":
            print(token(arguments.email, arguments.port))
            return 0
        settings = Settings(
            arguments.port, arguments.smtp_port, arguments.data, arguments.root, arguments.deployed
        )
        return _run(settings, empty=arguments.empty or bool(arguments.deployed))
    except (CannotStartError, UnsupportedTemplateError, StorageError, SignInError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local",
        description="Deskhand on this machine.",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", nargs="?", choices=["run", "token"], default="run")
    parser.add_argument("email", nargs="?", metavar="EMAIL", help="for token: who signs in")
    parser.add_argument("--port", type=int, default=8080, help="HTTP (%(default)s)")
    parser.add_argument("--smtp-port", type=int, default=2525, help="SMTP (%(default)s)")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="folder (%(default)s)")
    parser.add_argument("--empty", action="store_true", help="no demo desk on the first start")
    # For the tests of a deployment: where ministack runs that has it.
    parser.add_argument("--deployed", default="", metavar="URL", help=argparse.SUPPRESS)
    # For the tests of the stack itself, which run a product of their own.
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


def _run(settings: Settings, *, empty: bool) -> int:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with (DeployedStack if settings.deployed else Stack)(settings) as stack:
        _fill(settings.data / "filled", empty=empty)
        if not empty:
            _open_shop(settings.port)
        stack.publish_facts()
        _greet(settings)
        while not stopping.wait(0.2):
            if stack.storage_is_gone:
                log.problem(
                    "storage", f"ended by itself; {settings.data}/ministack.log may say why"
                )
                return 1
        log.line("stack", "stopping, and saving what there is")
    log.line("stack", "stopped")
    return 0


def _fill(marker: Path, *, empty: bool) -> None:
    """The demo desk, once per data folder. A failure is shown and tried again at the next start."""
    if marker.exists():
        return
    if not empty:
        try:
            # Only now the layers are on the path.
            demo = importlib.import_module("local.demo")
            demo.fill(importlib.import_module("deskhand.wiring").helpdesk())
        except Exception:  # noqa: BLE001 - whatever is wrong with the demo, the stack itself works
            traceback.print_exc()
            log.problem("demo", "the demo desk could not be filled; the rest runs")
            return
    marker.touch()


def _open_shop(port: int) -> None:
    try:
        shop = importlib.import_module("local.shop")
        helpdesk = importlib.import_module("deskhand.wiring").helpdesk()
        shop.prepare(helpdesk, f"http://127.0.0.1:{port}")
    except Exception:  # noqa: BLE001 - as above
        traceback.print_exc()
        log.problem("demo", "the demo shop may not know its customers; the rest runs")


def _greet(settings: Settings) -> None:
    address = f"http://localhost:{settings.port}"
    people = "\n".join(f"                {email:<24} {name}" for email, name in TEAM.items())
    built = site.built(settings.root / "static_site" / "dist")
    pages = "".join(f"  {name:<16}{address}{path}/\n" for path, name, _ in built)
    print(
        f"""
  Deskhand runs.  {address}
{pages}  Mails sent      {address}/outbox/
  Mail takes      127.0.0.1:{settings.smtp_port} (SMTP), e.g. for support@desk.localhost
  People
{people}
  API token       .venv/bin/python -m local token {FIRST_ADMIN} --port {settings.port}
  Data            {settings.data.resolve()}
  Ctrl-C stops it.
""",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
