"""Bundles in the window: sent, received, as a plan and as what came of it."""
