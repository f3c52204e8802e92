"""ministack as it comes, in a process that saves and ends when the one that started it is gone.

Started by local/ministack.py with a pipe as standard input. The pipe closes when the parent ends
in whatever way, `kill -9` included; without it a killed stack would leave its storage behind.
"""

import os
import signal
import threading

from ministack.app import main


def _stop_with_parent() -> None:
    while os.read(0, 1024):  # not sys.stdin: its lock would be held while Python ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    main()
