"""From sign-ups to groups: describe the round, search, let an editor arrange, confirm."""
