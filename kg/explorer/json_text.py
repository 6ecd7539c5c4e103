"""Plain values in, JSON that can stand in a page out."""

from __future__ import annotations

import json


def json_for_html(data: object) -> str:
    r"""Return JSON that cannot end the script element or open a comment in it.

    Example:
        >>> json_for_html(["</script>", "甲"])
        '["\\u003c/script\\u003e","甲"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
