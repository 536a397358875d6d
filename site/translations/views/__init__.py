"""The screens of translating."""
