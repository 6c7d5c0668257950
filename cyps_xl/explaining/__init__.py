"""Any figure of the report followed down: formula, cells and input rows, and the import or count behind them."""
