"""What each output sheet looks like; knows no writer."""
