"""Commands that ask a built graph or write it for other programs, one subject a module.

Each imports what it needs when it runs, so that no command waits for the libraries of another.
"""
