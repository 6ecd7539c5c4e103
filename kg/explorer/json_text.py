"""Plain values in, JSON that can stand in a page out."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder()
_IN_SCRIPT = {
    character.encode(): f"\\u{ord(character):04x}".encode() for character in "<>&\u2028\u2029"
}


def json_for_html(data: object) -> bytes:
    r"""Return JSON in UTF-8 that cannot end the script element or open a comment in it.

    Example:
        >>> json_for_html(["</script>", "甲"]).decode()
        '["\\u003c/script\\u003e","甲"]'
    """
    content = _ENCODER.encode(data)
    for character, escaped in _IN_SCRIPT.items():
        content = content.replace(character, escaped)
    return content
