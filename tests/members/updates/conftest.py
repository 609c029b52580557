from tests.members.practices.conftest import anna, bram, chris, els, logged_in, share

__all__ = ["anna", "bram", "chris", "els", "logged_in", "share"]
