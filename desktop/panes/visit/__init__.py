"""The page of a visit: its header, and a tab for each kind of entry."""
