"""What is made from the course for somebody to take away."""
