"""The cryptography of reporting, without a database: docs/sealing.md is its written format.

Everything here is libsodium's, through PyNaCl. Every sealed value begins with a version byte and is
bound to what it is `about`, so that a value moved to another record, field or version does not open.
"""
