"""Documents as HTML: for the preview of an entry, and as a file. Safe by construction: every text is escaped."""
