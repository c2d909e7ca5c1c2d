"""Where several people changed the same: the line in its place, the versions side by side, and the choice."""
