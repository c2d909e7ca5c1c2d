"""Writing: the outline editor, Hangul composition and autosave."""
