"""Who sits at which table while groups are sought, and the changes of people that can be tried.

Every try has a limit: what it may add to the cost. A try that would break a rule or add more than
its limit changes nothing and returns False.
"""

from .instance import ENOUGH, FORBIDDEN, Board, Circle, Day, Member

TOO_MUCH = FORBIDDEN / 2


class Table:
    """A group in the making."""

    __slots__ = ("brings", "day", "members")

    def __init__(self, day: Day) -> None:
        self.day = day
        self.members: list[Member] = []
        self.brings = 0


class Seating:
    """At first everyone waits. Each table costs ``thrift`` extra: more of it, fewer tables."""

    def __init__(self, board: Board, thrift: int = 0) -> None:
        self.board = board
        self.thrift = thrift
        self.waiting = list(board.members)
        self.table_of: list[Table | None] = [None for _ in board.members]
        self.tables_on: list[list[Table]] = [[] for _ in board.days]

    @property
    def circles(self) -> list[Circle]:
        return [
            (day, tuple(sorted(table.members)))
            for day, tables in enumerate(self.tables_on)
            for table in tables
        ]

    def move(self, one: Member, table: Table, limit: float) -> bool:
        """Someone who waits, or sits elsewhere, joins this table."""
        if not self.can_be_missed(one):
            return False
        if self.joining(one, table) - self.staying(one) > limit:
            return False
        self.seat(one, table)
        return True

    def relieve(self, waiting: Member, seated: Member, table: Table, limit: float) -> bool:
        """Someone who waits takes the place of someone at this table."""
        attend, pair, brings = self.board.attend, self.board.pair, self.board.brings
        if not ENOUGH[table.brings - brings[seated] + brings[waiting]]:
            return False
        added = attend[waiting][table.day] - attend[seated][table.day] - pair[waiting][seated]
        added += sum(pair[waiting][member] - pair[seated][member] for member in table.members)
        if added > limit:
            return False
        self.unseat(seated)
        self.seat(waiting, table)
        return True

    def swap(self, one: Member, here: Table, other: Member, there: Table, limit: float) -> bool:
        """One, who sits here, and the other, who sits there, take each other's place.

        Nearly all the time of a search is spent in here.
        """
        brings = self.board.brings[other] - self.board.brings[one]
        if not (ENOUGH[here.brings + brings] and ENOUGH[there.brings - brings]):
            return False
        mine, theirs = self.board.attend[one], self.board.attend[other]
        added = mine[there.day] + theirs[here.day] - mine[here.day] - theirs[there.day]
        if added > TOO_MUCH:
            return False
        mine, theirs = self.board.pair[one], self.board.pair[other]
        added -= 2 * mine[other]
        for member in there.members:
            added += mine[member] - theirs[member]
        for member in here.members:
            added += theirs[member] - mine[member]
        if added > limit:
            return False
        here.members[here.members.index(one)] = other
        there.members[there.members.index(other)] = one
        here.brings += brings
        there.brings -= brings
        self.table_of[one], self.table_of[other] = there, here
        return True

    def joining(self, one: Member, table: Table) -> float:
        """What it adds to the cost of the table when this person joins."""
        size = len(table.members)
        return (
            self.board.size[size + 1]
            - self.board.size[size]
            + self.board.attend[one][table.day]
            + self._ties(one, table)
        )

    def staying(self, one: Member) -> float:
        """What it saves when this person is where they are no more."""
        table = self.table_of[one]
        if table is None:
            return self.board.problem.weights.unplaced
        size = len(table.members)
        return (
            self.board.size[size]
            - self.board.size[size - 1]
            + self.board.attend[one][table.day]
            + self._ties(one, table)
        )

    def can_be_missed(self, one: Member) -> bool:
        table = self.table_of[one]
        return table is None or ENOUGH[table.brings - self.board.brings[one]]

    def seat(self, one: Member, table: Table) -> None:
        self.unseat(one)
        self.waiting.remove(one)
        table.members.append(one)
        table.brings += self.board.brings[one]
        self.table_of[one] = table

    def unseat(self, one: Member) -> None:
        """The person waits from now on."""
        table = self.table_of[one]
        if table:
            table.members.remove(one)
            table.brings -= self.board.brings[one]
            self.table_of[one] = None
            self.waiting.append(one)

    def _ties(self, one: Member, table: Table) -> float:
        ties = self.board.pair[one]
        total = 0.0
        for member in table.members:
            total += ties[member]
        return total
