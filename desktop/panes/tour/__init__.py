"""The page of the tour, and what it is put together from."""
