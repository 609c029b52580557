class RefusedError(ValueError):
    """The file cannot be used; the message tells a member what to do."""
