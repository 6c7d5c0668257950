"""Made-up case records: lives, the truth about them, and faults to order."""
