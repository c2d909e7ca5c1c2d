"""What tells a desktop that bundles are opened with this program."""
