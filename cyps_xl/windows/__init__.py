"""What Windows has to hold so that Excel can start the report program, and what on it would stop that."""
