"""Where channels call us, and the page behind the link that ends notices."""
