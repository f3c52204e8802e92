class Effort:
    """What one page has read so far, over all of its lists, of the most that it may. `words_left`:
    more words begin as the last one of a query than were looked at."""

    def __init__(self, most: int) -> None:
        self.most, self.read, self.words_left = most, 0, False

    @property
    def left(self) -> int:
        return max(0, self.most - self.read)
