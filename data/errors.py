"""What can go wrong with data, as a tree.

HasilError
├── InputError            the user's file, option or request; exit status 2
│   ├── UnreadableFile    a file that cannot be read as what it claims to be
│   ├── UnknownFormat     nobody knows this kind of file
│   ├── BadMapping        the mapping file of a survey
│   └── UnknownBatch      no batch of this number
└── StoreError            the store's own trouble; exit status 1
    ├── StoreLocked       another process writes
    ├── DiskFull          not enough free space to write a new version safely
    ├── KeyMissing        the pseudonym key of this store is not there
    └── WrongKey          the pseudonym key that is there belongs to another store

Every error carries a text key of ``locales`` and its values, so that it is said in the user's language.
"""

from __future__ import annotations


class HasilError(Exception):
    """An error that is told to the user in a sentence: ``key`` names the text, ``values`` fill it."""

    def __init__(self, key: str, **values: str | int | float) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return f"{self.key} {self.values}"


class InputError(HasilError):
    """The user's file, option or request is wrong."""


class UnreadableFile(InputError):
    """A file that cannot be read as what it claims to be."""


class UnknownFormat(InputError):
    """Nobody knows this kind of file."""


class BadMapping(InputError):
    """The mapping file of a survey is wrong."""


class UnknownBatch(InputError):
    """There is no batch of this number."""


class StoreError(HasilError):
    """The store cannot do what was asked."""


class StoreLocked(StoreError):
    """Another process is writing."""


class DiskFull(StoreError):
    """There is not enough free space to write a new version safely."""


class KeyMissing(StoreError):
    """The key that the pseudonyms of this store were made with is not there."""


class WrongKey(StoreError):
    """The key that is there is not the one that this store was made with."""
