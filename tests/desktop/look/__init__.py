"""How the window looks: colours, words that fit, and the way of the keys."""
