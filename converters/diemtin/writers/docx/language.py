"""Languages as Word's proofing tools know them: with a country."""

_COUNTRIES = {"vi": "vi-VN", "en": "en-GB", "fr": "fr-FR", "zh": "zh-CN", "ja": "ja-JP"}


def proofing_language(code: str) -> str:
    """Return a language tag with its country.

    >>> proofing_language("vi")
    'vi-VN'
    """
    return _COUNTRIES.get(code.lower(), code or "vi-VN")
