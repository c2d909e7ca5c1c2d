"""Measurements, to be read by a person: nothing here passes or fails."""
