"""Documents as Markdown: outline text with its Markdown twins, which the program reads back."""
