"""Fresh output sheets put in the place of the old ones, with what staff added kept beside them."""
