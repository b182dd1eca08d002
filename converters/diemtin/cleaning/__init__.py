"""From captures to articles, with an account of all that was taken away."""
