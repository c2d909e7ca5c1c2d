"""Proofs that nothing is lost: kills, power cuts, full disks, damaged files. In full: BRIEFING_PROOF=full."""
