"""The country codes of ISO 3166-1, so that a slip in a setting is no silent one. Who has services is in `registry`."""

from __future__ import annotations

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
)
ASSIGNED = frozenset(_CODES.split())
# Codes that stand for no one country, and that the register or the readers of a site may still use.
ALSO = frozenset({"EU", "XK"})
SLIPS = {"UK": "GB", "EN": "GB"}


def problem_of(code: str) -> str:
    """What is wrong with a country code in capitals; empty when it is assigned."""
    if code in ASSIGNED or code in ALSO:
        return ""
    right = SLIPS.get(code)
    return f"{code!r} is no country code of ISO 3166" + (f" (did you mean {right!r}?)" if right else "")
