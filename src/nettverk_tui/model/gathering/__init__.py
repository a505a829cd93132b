"""A gathering: its plan, its clock, and the contents of each step."""
