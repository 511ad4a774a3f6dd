"""What only figures/ needs."""
