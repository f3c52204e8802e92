"""What a desk may ask of the browser of an anonymous visitor before it takes his form. Ours is a
proof of work, so that no third party learns who visits a site; another kind is another class with
a `require` of its own."""

import hashlib
from typing import Literal

from deskhand.domain.errors import Invalid
from deskhand.domain.value import Value

ChallengeKind = Literal["none", "work"]


class Work(Value):
    """To find a text with which the SHA-256 of `<start>:<text>` begins with so many zero bits,
    about a second of a browser's time."""

    kind: Literal["work"] = "work"
    bits: int = 16

    def require(self, start: str, proof: str) -> None:
        digest = hashlib.sha256(f"{start}:{proof}".encode()).digest()
        if int.from_bytes(digest) >> (8 * len(digest) - self.bits):
            raise Invalid("proof", "does not solve the challenge that came with the form")


def challenge(kind: ChallengeKind) -> Work | None:
    return Work() if kind == "work" else None
