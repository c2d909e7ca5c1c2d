"""Versions of an entry to be read: their list, what one says, and what differs."""
