"""Importers: each turns one kind of foreign file into staged rows of the record tables."""
