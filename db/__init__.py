"""The notebook: stores, merges, finds. Knows SQLite, no Qt, no documents."""
