"""Malformed files without end: each is read, refused or imported whole; never a traceback, never a part.

``python -m tests.fuzz [files] [--seed N] [--only IMPORTER] [--keep FOLDER]`` makes files from small good ones
(``seeds``), damages them (``damage``, ``containers``) and imports them (``running``). A file is known by its
number: the same seed and number make the same file again.
"""
