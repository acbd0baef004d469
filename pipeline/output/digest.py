"""A study pack."""

from __future__ import annotations

from pipeline.model import Digest, DigestItem
from pipeline.output.as_json import Json, references


def as_json(value: Digest) -> Json:
    """All of it."""
    return {"title": value.title, "period": value.period, "items": [_item(item) for item in value.items]}


def _item(item: DigestItem) -> Json:
    return {
        "id": item.id,
        "heading": item.heading,
        "notes": list(item.notes),
        "points": [{"text": point.text, "page": point.page, "section": point.section} for point in item.points],
        "tasks": [
            {
                "who": task.who,
                "what": task.what,
                "deadline": task.deadline,
                "page": task.page,
                "text": task.text,
            }
            for task in item.tasks
        ],
        "questions": [{"text": question.text, "page": question.page} for question in item.questions],
        "references": references(item.references),
    }
