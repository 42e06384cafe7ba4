"""Phone numbers as readers see them: which two spellings are one number, and which can be dialled where.

Whose number it is, is the business of `registry`.
"""

from __future__ import annotations

import re
from functools import cache

from mkdocs_neurolint.regexes import lazy

CALLING_CODES = {
    "US": "1",
    "CA": "1",
    "GB": "44",
    "IE": "353",
    "AU": "61",
    "NZ": "64",
    "IN": "91",
    "ZA": "27",
    "DE": "49",
    "FR": "33",
    "ES": "34",
    "NL": "31",
    "SE": "46",
    "NO": "47",
    "DK": "45",
}
SHORT = 6  # up to so many digits a number may be a short code, which has no country code
EU_SAMPLE = ("DE", "FR", "IE", "SE", "NL", "ES", "DK")  # where a harmonised number is tried
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NOT_DIGITS = lazy(r"[^0-9]+")
# A number in letters may be longer than it need be: what follows the tenth digit is never dialled.
_TOO_MANY = lazy(r"^(1?8(?:00|33|44|55|66|77|88)\d{7})\d+$")
_TRUNK_IN_BRACKETS = lazy(r"\(\s*0\s*\)")
# What starts a number that goes on in letters: 1-800-…, 0800 …, 13….
_VANITY = lazy(
    r"(?:(?:\+?1[ .-]{0,2})?\(?8(?:00|33|44|55|66|77|88)\)?|0800|0508|1300|1800|13)[ .-]?(?:[ .-]?[0-9A-Z]){4,12}"
)


def host_of(url: str) -> str:
    """The host of a URL in lower case, without `www.` and port; empty when it has none."""
    _, slashes, rest = url.partition("//")
    if not slashes:
        return ""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].lower()
    return host.removeprefix("www.")


def vanity_words(display: str) -> bool:
    """Whether `display` is a number that is partly spelt in letters, such as 1-800-799-SAFE."""
    return bool(re.search(r"[A-Z]{2}", display)) and _VANITY.fullmatch(display.strip()) is not None


def digits(display: str) -> str:
    """The digits of a number as it is shown, with a leading `+` when it has one; letters by the keypad."""
    shown = display.strip().upper()
    if vanity_words(shown):
        shown = _TOO_MANY.sub(r"\1", _NOT_DIGITS.sub("", shown.translate(_KEYPAD)))
    plus = shown.startswith("+")
    if plus:
        shown = _TRUNK_IN_BRACKETS.sub("", shown)
    only = _NOT_DIGITS.sub("", shown)
    if not plus and only.startswith("00") and len(only) > 9:
        plus, only = True, only[2:]
    return f"+{only}" if plus else only


def forms(display: str, region: str) -> tuple[str, ...]:
    """Every string of digits by which the number `display` of `region` may be dialled from anywhere."""
    plain = digits(display)
    code = CALLING_CODES.get(region, "")
    if plain.startswith("+"):
        if not code or not plain.startswith(f"+{code}"):
            return (plain,)
        plain = plain[1 + len(code) :]
        plain = plain if code == "1" or region in {"ES", "NO", "DK"} else f"0{plain}"
    if len(plain) <= SHORT or not code:
        return (plain,)
    if code == "1":
        plain = plain[1:] if len(plain) > 10 and plain.startswith("1") else plain
        # A number in letters may be longer than it need be: what follows the tenth digit is never dialled.
        plain = plain[:10]
        return (plain, f"1{plain}", f"+1{plain}")
    return tuple(dict.fromkeys((plain, f"+{code}{plain.removeprefix('0')}", f"+{code}{plain}")))


def short_code_with_country(number: str) -> str:
    """The short code inside a number such as +44 116 123, else empty. `number` is as `digits` gives it."""
    if not number.startswith("+"):
        return ""
    for code in sorted(set(CALLING_CODES.values()), key=len, reverse=True):
        if number.startswith(f"+{code}"):
            rest = number[1 + len(code) :]
            return rest if 3 <= len(rest) <= SHORT else ""
    return ""


@cache
def dialable(display: str, region: str) -> bool:
    """Whether the number can be dialled in `region`: a valid number there or a short code that may exist.

    By the numbering plans of the `phonenumbers` library. Short codes for text messages are not all listed there, so
    any of the right shape passes.
    """
    import phonenumbers
    from phonenumbers import shortnumberinfo

    if region == "EU":
        return any(dialable(display, member) for member in EU_SAMPLE)
    shown = digits(display)
    try:
        number = phonenumbers.parse(shown, region)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    return not shown.startswith("+") and shortnumberinfo.is_possible_short_number_for_region(number, region)
