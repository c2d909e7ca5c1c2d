"""The parts that the main window is put together from; they do not know each other."""
