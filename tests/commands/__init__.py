"""The command line from outside: what a user types, and what they get."""
