"""Counts over records: tasks and figures by unit, leader, section and year, and all that one unit answers for."""
