"""Examples of figures in words for the documentation, after seed 000."""

from __future__ import annotations

from typing import Any, Final

WRAPPED: Final[dict[str, Any]] = {
    "summary": "You kept ₹165,000.00 of the ₹450,000.00 that you earned: a savings rate of 36.7%, above your"
    " goal of 20%.",
    "income_narrative": "You earned ₹450,000.00 from 289 income transactions; the largest part was Salary"
    " with ₹400,000.00, 88.9% of it.",
    "expense_narrative": "Your expenses totalled ₹285,000.00 in 945 transactions; the largest part was Rent"
    " with ₹120,000.00, 42.1% of it.",
    "highlights": [
        "Highest spending month was October 2025, with ₹36,200.00",
        "Spending on Food rose by 15% against the year before: ₹45,000.00 after ₹39,130.43",
        "Maintained a 36.7% savings rate",
    ],
    "recommendations": [
        "Keep it up: your goal of 20% is met",
        "Look at Food: it cost ₹5,869.57 more than in the same time a year before",
    ],
}
INSIGHTS: Final[dict[str, Any]] = {
    "insights": [
        {
            "type": "spending",
            "message": "Your Food expenses increased 20% in March 2026: ₹4,800.00 after ₹4,000.00 in"
            " February 2026",
            "severity": "warning",
            "evidence": {
                "category": "Food",
                "period": "2026-03",
                "compared_with": "2026-02",
                "amount": 4800.0,
                "before": 4000.0,
                "change_pct": 20.0,
            },
        },
        {
            "type": "savings",
            "message": "Great job! You saved 35% of your income: ₹35,000.00 of ₹100,000.00",
            "severity": "success",
            "evidence": {
                "income": 100000.0,
                "expenses": 65000.0,
                "net": 35000.0,
                "savings_rate_pct": 35.0,
                "goal_pct": 20.0,
            },
        },
    ]
}
