"""The contact sheet: all figures of the tour on one page."""
