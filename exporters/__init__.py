"""Documents, out (compile and write) and in (read foreign text). Knows no Qt."""
