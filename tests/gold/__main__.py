"""`python -m tests.gold`: every evaluation on the gold."""

import sys

from tests.gold import headers, points, ranking, references, secrecy, tasks, words
from tests.gold.references import noise, real_files, scored_sentences
from tests.gold.relations import __main__ as relations

if __name__ == "__main__":
    for title, options, main in (
        ("Headers of the sample", ["--sample"], headers.main),
        ("Headers of the real files", [], headers.main),
        ("References of the sample", [], references.main),
        ("References of our own sentences", [], scored_sentences.main),
        ("References of our own sentences, spoiled", [], noise.main),
        ("References of the real files", [], real_files.main),
        ("Relations in sentences", [], relations.main),
        ("Tasks", [], tasks.main),
        ("Points worth quoting", [], points.main),
        ("Words of born-digital pages", [], words.main),
        ("Secret documents", [], secrecy.main),
        ("Ranking of law articles", [], ranking.main),
    ):
        print(f"\n{title}")
        sys.argv[1:] = options
        main()
