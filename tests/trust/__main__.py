"""Drills that take too long for the suite, or a quiet machine: `make trust`."""

import argparse
import sys

from . import doors, plug, rooms, way_back

DRILLS = {
    "plug": plug.drill,
    "doors": doors.drill,
    "rooms": rooms.drill,
    "way_back": way_back.drill,
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=DRILLS)
    options.add_argument("--times", type=int, default=200)
    chosen = options.parse_args()
    drills = [DRILLS[chosen.only]] if chosen.only else DRILLS.values()
    held = [drill(chosen.times) for drill in drills]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
