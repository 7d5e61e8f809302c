"""Keys that open one thing each: too long to guess, and kept only as hashes, so that who reads the store can open nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

KEY_BYTES = 16
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def new_key() -> str:
    """Return 128 random bits as 22 characters that a URL can carry."""
    return secrets.token_urlsafe(KEY_BYTES)


def hashed(key: object) -> str:
    """Return what is kept of a key. A plain hash serves: there is no guessing 128 random bits, however fast."""
    return hashlib.sha256(str(key).encode("utf-8", "surrogatepass")).hexdigest()


def is_key(text: object) -> bool:
    """Say whether this can be a key at all; what cannot is not looked up."""
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def derived(owner_key: str, number: int) -> str:
    """Return the key of an owner's participant link of this number: told from the owner's key, and telling nothing about it."""
    digest = hashlib.sha256(f"participants {number} {owner_key}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:KEY_BYTES]).rstrip(b"=").decode("ascii")
