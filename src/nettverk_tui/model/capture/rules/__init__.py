"""The rules of the capture line, by subject; `grammar.RULES` has their order."""
