"""One message for each member: who gets what, drafts, and sending."""
