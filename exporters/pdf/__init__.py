"""Reports as PDF: Korean line breaking, page flow, typography, tags and the file itself, all of our own."""
