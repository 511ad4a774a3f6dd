"""The wire format of protocol buffers: the fields of a message, by their numbers.

Those who read a message know what its fields mean; unknown ones are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

WHOLE, EIGHT, BYTES, FOUR = 0, 1, 2, 5  # wire types
Number = int | bytes


def fields(data: bytes) -> Iterator[tuple[int, Number]]:
    """The fields of a message: their numbers, with an integer or the bytes.

    Raises ValueError or IndexError for what is no message.
    """
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == WHOLE:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire == BYTES:
            length, at = _varint(data, at)
        elif wire in (EIGHT, FOUR):
            length = 8 if wire == EIGHT else 4
        else:
            raise ValueError(f"wire type {wire}")
        if at + length > len(data):
            raise ValueError("a field is longer than its message")
        yield number, data[at : at + length]
        at += length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """An integer in groups of seven bits, the least first, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def whole(value: Number) -> int:
    """A field that holds an integer; raises ValueError for another."""
    if isinstance(value, bytes):
        raise ValueError("bytes where an integer should be")
    return value


def content(value: Number) -> bytes:
    """A field that holds bytes, or a number of fixed length; raises ValueError for another."""
    if isinstance(value, int):
        raise ValueError("an integer where bytes should be")
    return value


def signed(value: int) -> int:
    """The last 64 bits of an integer, with their sign."""
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value
