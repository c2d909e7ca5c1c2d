"""Windows over the window, for work with a beginning and an end."""
