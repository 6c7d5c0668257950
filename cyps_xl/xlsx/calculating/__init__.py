"""Every formula worked out a second time, from the formula alone; staff's own figures that read the report."""
