"""Why a document reads as it does: the way of each value, back to the rules and words that decided it."""
