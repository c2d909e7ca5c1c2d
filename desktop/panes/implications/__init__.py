"""The implications of the tour, and what each rests on."""
