"""Live mode: a running visit, written down as it is said; nothing but what is being said is on the screen."""
