"""Rules of the house that no tool checks by itself."""
