"""Files that members add are made anew by a process that may use little and knows nothing.

A file made to break its reader breaks that process: it has a limit on memory, on processor time
and on what it writes, no environment and no database. Knows no Django.
"""

import resource
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from .refused import RefusedError

ROOT = Path(__file__).resolve().parents[3]
MEMORY = 1024**3
SECONDS = 20
# However many members add files at the same moment.
AT_ONCE = BoundedSemaphore(2)
REFUSED = 3
UNREADABLE = "Dit bestand kunnen we niet lezen. Bewaar het opnieuw, of kies een ander."


def scrubbed(content: bytes, kind: str) -> bytes:
    """The file made anew, or RefusedError."""
    command = [sys.executable, "-m", __spec__.name, kind]
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and one word of ours
                command, input=content, capture_output=True, cwd=ROOT, env={}, timeout=SECONDS * 2
            )
        except subprocess.TimeoutExpired as error:
            raise RefusedError(UNREADABLE) from error
    if done.returncode == REFUSED:
        raise RefusedError(done.stdout.decode())
    if done.returncode != 0:
        raise RefusedError(UNREADABLE)
    return done.stdout


def made_anew(content: bytes, kind: str) -> bytes:
    """What the process does with the file."""
    if kind == "pdf":
        from .pdf import without_extras

        return without_extras(content)
    from .images import redrawn

    return redrawn(content, kind)


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # It answers by a pipe, and has no business with any file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(made_anew(sys.stdin.buffer.read(), sys.argv[1]))
    except RefusedError as refusal:
        sys.stdout.buffer.write(str(refusal).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
