"""`make deploy`, `make destroy`, `make redrive`: docs/deploying.md and docs/runbook.md tell all."""

import argparse
import sys

from botocore.exceptions import BotoCoreError, ClientError

from deploy import world
from deploy.deploying import deploy
from deploy.destroying import destroy
from deploy.redriving import redrive
from deploy.restoring import restore

DOES = {"deploy": deploy, "redrive": redrive}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    parser.add_argument("what", nargs="?", default="deploy", choices=[*DOES, "destroy", "restore"])
    parser.add_argument("--stage", default="default", help="one of several help desks of yours")
    parser.add_argument("--delete-data", action="store_true", help="destroy: what is kept, too")
    parser.add_argument("--from", dest="source", default="", help="restore: the table to take")
    given = parser.parse_args()
    try:
        if given.what == "destroy":
            destroy(world.real(), given.stage, data=given.delete_data)
        elif given.what == "restore":
            restore(world.real(), given.stage, given.source)
        else:
            DOES[given.what](world.real(), given.stage)
    except world.Stopped as why:
        return _failed(str(why))
    except (ClientError, BotoCoreError) as error:
        return _failed(f"AWS refused: {error}\nWhen that is mended, run the same command again.")
    except KeyboardInterrupt:
        return _failed("Stopped. AWS ends what it has begun; then run the same command again.", 130)
    return 0


def _failed(why: str, status: int = 1) -> int:
    print(f"\n{why}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
