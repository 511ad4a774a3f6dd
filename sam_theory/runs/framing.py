"""The records of an event file: TFRecord framing, each length and each payload with its CRC-32C.

A record is the length of its payload (8 bytes, little-endian), the masked CRC of these, the
payload, and the masked CRC of that (tensorflow/core/lib/io/record_writer.h).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from sam_theory.errors import UsageError

HEAD, FOOT = 12, 4  # bytes before and after a payload
POLYNOMIAL = 0x82F63B78  # Castagnoli's, its bits reversed: RFC 3720, B.4
MASK = 0xA282EAD8  # of TFRecord, so that a CRC over data that hold CRCs stays telling


def _table() -> tuple[int, ...]:
    entries = []
    for byte in range(256):
        entry = byte
        for _ in range(8):
            entry = entry >> 1 ^ (POLYNOMIAL if entry & 1 else 0)
        entries.append(entry)
    return tuple(entries)


TABLE = _table()


def masked_crc(data: bytes) -> int:
    """CRC-32C, rotated right by 15 bits and moved by MASK."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + MASK) & 0xFFFFFFFF


def payloads(path: Path) -> Iterator[bytes | None]:
    """The payloads in order; None, at the end, for a last record that is cut short.

    Raises UsageError, with its offset, for a record whose CRC is wrong.
    """
    size, offset = path.stat().st_size, 0
    with path.open("rb") as file:
        while offset < size:
            head = file.read(HEAD)
            if len(head) < HEAD:
                yield None
                return
            length, told = struct.unpack("<QI", head)
            _require(told == masked_crc(head[:8]), path, offset, "length")
            if length > size - offset - HEAD - FOOT:
                yield None
                return
            payload, foot = file.read(length), file.read(FOOT)
            _require(foot == struct.pack("<I", masked_crc(payload)), path, offset, "content")
            yield payload
            offset += HEAD + length + FOOT


def _require(right: bool, path: Path, offset: int, what: str) -> None:
    if not right and offset == 0:
        raise UsageError(
            f"{path} must be an event file, whose records have checksums; the {what} of the first "
            "has not the one that it states; name a file that TensorBoard shows"
        )
    if not right:
        raise UsageError(
            f"records of {path} must have the checksum that they state; the {what} of the one at "
            f"byte {offset} has not: the file is damaged; keep what is before, as with "
            f"head -c {offset}"
        )
