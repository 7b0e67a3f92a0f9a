"""Many documents at once: every core or a cluster, nothing lost when stopped, one bad document never in the others' way."""
