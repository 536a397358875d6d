"""Questions: their kinds, how they are drawn, shown and graded. Pure functions; the server alone grades."""
