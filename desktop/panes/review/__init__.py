"""Review: comments beside what they are about, and the way through what waits for a reviewer."""
