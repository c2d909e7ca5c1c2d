"""Tests of figures: how they come in, their words, and the sheet of all of them."""
