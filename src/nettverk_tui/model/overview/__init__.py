"""Read-only overviews: Today, board, heat map, timeline, advice bank, pairs that can help, and the network's view."""
