"""Records of event files: their checksums, and where a file is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from framing import framed

from sam_theory.errors import UsageError
from sam_theory.runs.framing import masked_crc, payloads

FILE = Path(__file__).parent / "logs" / "torch" / "events.out.tfevents.1"
WHOLE = FILE.read_bytes()


def test_checksums_are_those_of_the_standard() -> None:
    """RFC 3720, B.4: 32 bytes of zeros, of ones; and the check value of CRC-32C."""
    for data, crc in (
        (b"\0" * 32, 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (b"123456789", 0xE3069283),
    ):
        assert masked_crc(data) == ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def test_what_is_framed_is_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(framed(b"", b"one", b"x" * 100_000))
    assert list(payloads(tmp_path / "f")) == [b"", b"one", b"x" * 100_000]
    (tmp_path / "f").write_bytes(b"")
    assert list(payloads(tmp_path / "f")) == []


@pytest.mark.parametrize("lost", [1, 7, 15, 17])
def test_a_last_record_that_is_cut_short_is_told(tmp_path: Path, lost: int) -> None:
    """It has 12 bytes of a head, 2 of content and 4 of a foot."""
    (tmp_path / "f").write_bytes(framed(b"one", b"xx")[:-lost])
    assert list(payloads(tmp_path / "f")) == [b"one", None]


@pytest.mark.parametrize(("at", "what"), [(19, "length"), (28, "length"), (31, "content")])
def test_a_wrong_checksum_is_told_with_its_offset(tmp_path: Path, at: int, what: str) -> None:
    data = bytearray(framed(b"one", b"two", b"three"))
    data[at] ^= 4
    (tmp_path / "f").write_bytes(bytes(data))
    with pytest.raises(UsageError, match=f"the {what} of the one at byte 19 .*head -c 19"):
        list(payloads(tmp_path / "f"))


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    data = framed(b"first", b"second")
    for at in range(len(data)):
        broken = bytearray(data)
        broken[at] ^= 0x10
        (tmp_path / "f").write_bytes(bytes(broken))
        with pytest.raises(UsageError):
            list(payloads(tmp_path / "f"))


def test_a_file_of_another_writer_is_whole() -> None:
    read = list(payloads(FILE))
    assert None not in read
    assert framed(*[payload for payload in read if payload is not None]) == WHOLE
