"""The first page: what is on today, and what waits for somebody."""
