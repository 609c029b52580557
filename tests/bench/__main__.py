"""What this site promises to reach, measured: `make bench`, or `make bench ARGS=matching`."""

import sys
from importlib import import_module

# Each is a module here, whose main() prints what it measured and returns 1 when a target is missed.
PARTS = ("requests", "practices", "matching", "rooms")


def main(chosen: list[str]) -> int:
    unknown = set(chosen).difference(PARTS)
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))}. Choose from {', '.join(PARTS)}.")
    missed = [import_module(f".{part}", __package__).main() for part in chosen or PARTS]
    return max(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
