"""The settings of a site in, the addresses that its generator gives to posts out.

`finding` looks for the settings, `settings` reads them, and a module for each generator knows what
it makes of them.
"""
