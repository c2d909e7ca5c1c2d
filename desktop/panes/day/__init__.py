"""The page of one day: what one takes from its visits and from the day itself, to be submitted and printed."""
