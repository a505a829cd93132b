"""Reading journal entries: undo, redo, and the sentence of an entry."""
