"""What the program shows but does not compute."""
