"""What hostile files and notebooks may not do: one test a clause, each against the real thing."""
