"""Proofs that are run by hand: which faults the check finds, and how fast it is."""
