"""Makes intervision groups: who meets whom, and when. Plain Python, without clock or database."""
