"""Size classes of municipalities, by inhabitants."""

from django.db import models
from django.db.models import Q


class SizeClass(models.TextChoices):
    SMALL = "klein", "tot 20.000 inwoners"
    MEDIUM = "middel", "20.000 tot 50.000 inwoners"
    LARGE = "groot", "50.000 tot 100.000 inwoners"
    CITY = "stad", "100.000 inwoners of meer"


# From and up to, the last not included.
BOUNDS: dict[str, tuple[int, int | None]] = {
    SizeClass.SMALL: (0, 20_000),
    SizeClass.MEDIUM: (20_000, 50_000),
    SizeClass.LARGE: (50_000, 100_000),
    SizeClass.CITY: (100_000, None),
}


def of_size(size: str, prefix: str = "") -> Q:
    """Municipalities of a size class; ``prefix`` leads to the municipality (``municipality__``)."""
    least, below = BOUNDS[size]
    inhabitants = Q(**{f"{prefix}inhabitants__gte": least})
    return inhabitants if below is None else inhabitants & Q(**{f"{prefix}inhabitants__lt": below})


def size_class(inhabitants: int) -> SizeClass:
    for size, (_least, below) in BOUNDS.items():
        if below is None or inhabitants < below:
            return SizeClass(size)
    raise AssertionError("The last class has no upper bound.")
