"""Fallible as a library: evidence is collected once, slowly; prices are computed from it, many times, instantly."""
