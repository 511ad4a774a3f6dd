"""What stands for a character that a terminal or a file cannot show: ≤ is written <=."""

from __future__ import annotations

import codecs
import unicodedata
from typing import IO

HANDLER = "sam-theory-spelling"
_SIGNS = "≤ ≥ ≠ ≈ ≡ ∼ ≪ ≫ ≲ ≺ ≻ ⪰ ∓ ± ⁄ → ← ↔ ⇒ ⟹ ⇐ ⇔ ↦ ↛ ⌊ ⌋ ⌈ ⌉ ∂ ∞ √ ∈ ∅ ⊂ ⊆ ∪ ∩ ∧ ∨ ‖ ∥ ⟨ ⟩"
_WORDS = (
    "<= >= != ~ == ~ << >> <~ < > >= -+ +- / -> <- <-> => => <= <=> |-> -/-> floor( ) ceil( ) d"
)
_WORDS += " inf sqrt in {} within within | & and or || || < >"
_MARKS = "· ⋅ × ∘ • † − – — ‐ ‑ … ⋯ ‘ ’ ′ “ ” Ł ł ✓ ✗ ▲ △ ▼ ▽ ⊤ ᵀ █ ━ ─ │ ╸ ╺ ↓ ↑"
_PLAIN = "* * x o * + - - - - - ... ... ' ' ' \" \" L l yes no ^ ^ v v ^T ^T # - - | - - down up"
SPELLINGS = {
    **dict(zip(f"{_SIGNS} {_MARKS}".split(), f"{_WORDS} {_PLAIN}".split(), strict=True)),
    "∇": "grad ",
    "∫": "integral ",
    "Σ": "sum ",
    "∑": "sum ",
    "∏": "prod ",
    "∉": "not in",
    "∀": "for all ",
    "∃": "there is ",
    "¬": "not ",
    "∝": "prop. to",
    "§": "section ",
    "∖": "\\",
    "°": " deg",
    "\u00a0": " ",
    "\u200b": "",
    "\u0302": "-hat",
    "\u0303": "-tilde",
    "\u0304": "-bar",
    "\u0305": "-bar",
}
RAISED = {"<super>": "^", "<sub>": "_"}  # how Unicode marks what is raised or lowered


def plain(text: str, encoding: str = "ascii") -> str:
    """The text, with what the encoding lacks spelled out."""
    return text.encode(encoding, HANDLER).decode(encoding)


def adapt(stream: IO[str] | None) -> None:
    """Let a stream spell what its encoding lacks; one that does not allow that stays as it is."""
    if stream is not None and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=HANDLER)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    spelled, raised = "", ""
    for char in error.object[error.start : error.end]:
        mark = RAISED.get(unicodedata.decomposition(char).partition(" ")[0], "")
        spelled += (mark if mark != raised else "") + _fitting(char)  # xᵏ⁺¹ is x^k+1
        raised = mark
    return spelled, error.end


def _fitting(char: str) -> str:
    """A spelling in ASCII: from the table, from what Unicode composes it of, or its name."""
    if char in SPELLINGS:
        return SPELLINGS[char]
    if 0xDC80 <= ord(char) <= 0xDCFF:  # a byte of a file's name that is no text
        return f"\\x{ord(char) - 0xDC00:02x}"
    parts = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if parts and parts != [char]:
        return "".join(c if c.isascii() else _fitting(c) for c in parts)
    return _named(char)


def _named(char: str) -> str:
    words = unicodedata.name(char, f"U+{ord(char):04X}").replace("LAMDA", "LAMBDA").split()
    if words[0] != "GREEK":
        return f"[{' '.join(words).lower()}]"
    return words[-1].capitalize() if "CAPITAL" in words else words[-1].lower()


codecs.register_error(HANDLER, _spelled)
