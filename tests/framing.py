"""Event files made by hand."""

from __future__ import annotations

import struct

from sam_theory.runs.framing import masked_crc


def framed(*contents: bytes) -> bytes:
    """Records with these contents."""
    return b"".join(
        part
        for content in contents
        for part in (*_checked(struct.pack("<Q", len(content))), *_checked(content))
    )


def _checked(data: bytes) -> tuple[bytes, bytes]:
    return data, struct.pack("<I", masked_crc(data))
