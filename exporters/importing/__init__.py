"""Foreign text in, proposed records out."""
