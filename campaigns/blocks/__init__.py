"""Blocks of campaigns and deterrent messages."""
