"""Verifiable credentials: signed so that anybody can check them, without asking us or anybody else.

A plain package: it knows no model and no setting. W3C Verifiable Credentials 2.0, Data Integrity with
eddsa-rdfc-2022, Bitstring Status List 1.0; what a credential says is the caller's.
"""
