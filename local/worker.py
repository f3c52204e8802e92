import threading


class Worker:
    """A thread that does its work until it is stopped; what it is at is finished first."""

    def __init__(self, name: str) -> None:
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        self._thread.start()

    def look(self) -> None:
        """There may be work: no need to wait any longer."""
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        raise NotImplementedError
