"""The commands of `kg`, one subject a module: each has an `app`, which `kg.cli` puts together.

Each imports what it needs when it runs, so that no command, and no help, waits for the libraries of
another. What several share: `inputs` has arguments, and reads posts; `printing` and `progress` have
what the user sees.
"""
