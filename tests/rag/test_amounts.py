"""Amounts: value, unit, hedge and exact place."""

from decimal import Decimal

import pytest
from tieup.rag.amounts import comparable, find_amounts


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "bound"),
    [
        ("It paid $2bn for it.", "money", 2_000_000_000, "USD", "exact"),
        ("worth €1.8 billion in all", "money", 1_800_000_000, "EUR", "exact"),
        ("reached HK$3.97 trillion", "money", 3_970_000_000_000, "HKD", "exact"),
        ("up to US$4.9 billion", "money", 4_900_000_000, "USD", "up to"),
        ("more than RMB 1 billion is", "money", 1_000_000_000, "CNY", "over"),
        ("about 50 billion yuan", "money", 50_000_000_000, "CNY", "about"),
        ("one billion dollars into", "money", 1_000_000_000, "USD", "exact"),
        ("a $453 million cheque", "money", 453_000_000, "USD", "exact"),
        ("2 billion yen", "money", 2_000_000_000, "JPY", "exact"),
        ("for SEK6.3bn on", "money", 6_300_000_000, "SEK", "exact"),
        ("a two-billion-euro order", "money", 2_000_000_000, "EUR", "exact"),
        ("costing RMB 399,800 each", "money", 399_800, "CNY", "exact"),
        ("giving it 4.99%.", "percent", "4.99", "%", "exact"),
        ("parting with 49.9 per cent of it", "percent", "49.9", "%", "exact"),
        ("hold 50.25 pct of it", "percent", "50.25", "%", "exact"),
        ("ten percent of it", "percent", 10, "%", "exact"),
        ("around 1% of it", "percent", 1, "%", "about"),
        ("for one tenth of Alfa", "percent", 10, "%", "exact"),
        ("a 50:50 company", "percent", 50, "%", "exact"),
        ("over 1 million units", "count", 1_000_000, "units", "over"),
        ("100,000 of them; 3,500 jobs", "count", 3_500, "jobs", "exact"),
    ],
)
def test_an_amount_is_read(text: str, kind: str, value: object, unit: str, bound: str) -> None:
    (amount,) = find_amounts(text)
    assert (amount.kind, amount.value, amount.unit, amount.bound) == (kind, Decimal(str(value)), unit, bound)
    assert text[amount.start : amount.end] == amount.text


def test_original_and_converted_sums_are_two_amounts() -> None:
    yuan, dollars = find_amounts("lay out 50 billion yuan ($7.7 billion) on it")
    assert (yuan.unit, dollars.unit) == ("CNY", "USD")
    assert not comparable(yuan, dollars)


@pytest.mark.parametrize(
    "text", ["in 2019", "a pound of flesh", "the 5G car", "Level 4", "on August 19", "won a case"]
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


def test_a_yen_or_yuan_sign_alone_has_no_currency() -> None:
    (amount,) = find_amounts("¥500 million")
    assert amount.unit == ""
    assert not comparable(amount, amount)
