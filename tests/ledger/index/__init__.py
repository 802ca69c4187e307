"""What is made of statements to find and count them."""
