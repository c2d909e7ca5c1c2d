"""The page for finding words in the whole tour."""
