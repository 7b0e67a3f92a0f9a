"""From the layout of a notice to its records: drafts of tasks, then validated records."""
