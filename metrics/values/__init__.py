"""How each kind of indicator becomes an IndicatorValue from published sums."""
