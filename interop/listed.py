"""The exceptions that a proof lists, each once and with its reason. One that is not listed fails the proof, and so does one
that no longer occurs. Must not know what is proved."""

import csv


class Listed:
    """The lines of a table. Its last column is the reason, the others are what is excepted."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as table:
            _, *lines = csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        self.name = path.name
        self.unseen = {tuple(line[:-1]) for line in lines}
        self.lines = frozenset(self.unseen)

    def has(self, *exception):
        """Whether this is excepted."""
        self.unseen.discard(exception)
        return exception in self.lines

    def problems(self):
        """What is listed and was not asked for."""
        return [f"{self.name} lists what does not occur: {' | '.join(line)}" for line in sorted(self.unseen)]
