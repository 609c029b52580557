"""Numbers of people in Dutch words."""

WORDS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien"),
    *("negentien", "twintig"),
)


def number(count: int) -> str:
    """In words up to twenty, as in running text."""
    return WORDS[count] if count < len(WORDS) else f"{count:,}".replace(",", ".")


def of_you(count: int, singular: str, plural: str) -> str:
    """Who of a group of readers does something: "Twee van u hebben", "Eén van u heeft"."""
    if count == 1:
        return f"Eén van u {singular}"  # a capital takes no accent
    return f"{number(count).capitalize()} van u {plural}"
