"""The command line: options in, library calls, text out. Nothing else imports this package."""
