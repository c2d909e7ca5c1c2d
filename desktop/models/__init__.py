"""What the lists of the window show: pure values read from a notebook, and item models over their ids."""
