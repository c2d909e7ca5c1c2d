"""The steps, one module each, oldest first. A step is never changed once a version with it is released."""
