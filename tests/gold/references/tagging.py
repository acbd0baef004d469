"""Tag texts with the `pipeline` that is first on the path, so that two revisions can be compared.

    python tagging.py TEXTS.json

The input is a list of {"text", "date", "issuer"}; the output has [start, end, state, target] of every reference of each
text, and the seconds that it took. Only `pipeline.tag` is used, which every revision has.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from pipeline import tag

if __name__ == "__main__":
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    tag("")  # loading is not measured
    began, found = time.perf_counter(), []
    for each in texts:
        day = date.fromisoformat(each["date"]) if each["date"] else None
        found.append(
            [
                [it.mention.start, it.mention.end, it.state, it.target.id if it.target else None]
                for it in tag(each["text"], day=day, issuer=each["issuer"])
            ]
        )
    print(json.dumps({"found": found, "seconds": time.perf_counter() - began}))
