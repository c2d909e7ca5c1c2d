"""Coverage: people and visits as a grid that shows whose takeaways are there, and what can be done about the others."""
