"""What people fill in for intervision. Every error says what to do."""
