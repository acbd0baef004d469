"""The spaCy component, found through its entry point."""

import unicodedata
from collections.abc import Callable

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

TEXT = "Căn cứ Chỉ thị 05-CT/TW ngày 15/5/2016 và (Quy định số 08-QĐi/TW), thực hiện Nghị quyết số 35-NQ/TW; hết."
FOUND = ["Chỉ thị 05-CT/TW ngày 15/5/2016", "Quy định số 08-QĐi/TW", "Nghị quyết số 35-NQ/TW"]
NUMBERS = ["05-CT/TW", "08-QĐi/TW", "35-NQ/TW"]


def pipeline(language: str = "vi", tokenizer: Callable[[Vocab], Callable[[str], Doc]] | None = None) -> Language:
    config = {"nlp": {"tokenizer": {"use_pyvi": False}}} if language == "vi" else {}
    nlp = spacy.blank(language, config=config)
    if tokenizer:
        nlp.tokenizer = tokenizer(nlp.vocab)
    nlp.add_pipe("directive_references")
    return nlp


def at_blanks(vocab: Vocab) -> Callable[[str], Doc]:
    return lambda text: Doc(vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])


def at_letters(vocab: Vocab) -> Callable[[str], Doc]:
    return lambda text: Doc(vocab, words=list(text), spaces=[False] * len(text))


def whole(vocab: Vocab) -> Callable[[str], Doc]:
    return lambda text: Doc(vocab, words=[text], spaces=[False])


@pytest.mark.parametrize(
    ("language", "tokenizer"),
    [("vi", None), ("en", None), ("xx", None), ("vi", at_blanks), ("xx", at_letters), ("en", whole)],
)
def test_spans_are_the_citations_without_punctuation_whatever_the_tokenizer(
    language: str, tokenizer: Callable[[Vocab], Callable[[str], Doc]] | None
) -> None:
    doc = pipeline(language, tokenizer)(TEXT)
    assert doc.text == TEXT
    assert [span.text for span in doc.spans["references"]] == FOUND
    assert [span._.reference.number for span in doc.spans["references"]] == NUMBERS


def test_a_span_names_its_work() -> None:
    doc = pipeline()(TEXT)
    span = doc.spans["references"][0]
    assert span.label_ == "REFERENCE"
    assert span.kb_id_ == span._.reference.target == "trung-uong/2016/05-ct-tw"
    assert (span._.reference.state, span._.reference.date) == ("known-not-held", "2016-05-15")


def test_the_day_of_the_texts_leaves_out_later_works() -> None:
    def work(day: str | None) -> str:
        nlp = spacy.blank("xx")
        nlp.add_pipe("directive_references", config={"date": day})
        doc = nlp("thực hiện Nghị quyết số 35-NQ/TW")
        return str(doc.spans["references"][0]._.reference.target)

    assert work("1990-01-01") == "None"


def test_any_other_span_has_no_reference() -> None:
    doc = pipeline()(TEXT)
    assert doc[0:1]._.reference is None
    assert spacy.blank("xx")("Chỉ thị 05-CT/TW")[0:1]._.reference is None


def test_annotations_survive_bytes_and_a_doc_bin() -> None:
    doc = pipeline()(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    for copy in (
        Doc(Vocab()).from_bytes(doc.to_bytes()),
        next(DocBin().from_bytes(stored).get_docs(Vocab())),
    ):
        spans = copy.spans["references"]
        assert [span.text for span in spans] == FOUND
        assert [span._.reference for span in spans] == [span._.reference for span in doc.spans["references"]]
        assert spans[0].kb_id_ == "trung-uong/2016/05-ct-tw"


def test_two_processes_annotate_as_one_does() -> None:
    nlp = pipeline()
    one, two = (list(nlp.pipe([TEXT, "Không có gì.", TEXT], n_process=n)) for n in (1, 2))
    for left, right in zip(one, two, strict=True):
        assert left.to_bytes() == right.to_bytes()


def test_the_component_declares_and_scores_what_it_assigns() -> None:
    nlp = pipeline()
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert analysis["summary"]["directive_references"]["assigns"] == ["doc.spans", "span._.reference"]
    right, empty = nlp(TEXT), nlp.make_doc(TEXT)
    empty.spans["references"] = []
    assert nlp.evaluate([Example(nlp.make_doc(TEXT), right)])["spans_references_f"] == 1.0
    scores = nlp.get_pipe("directive_references").score([Example(empty, right)])  # type: ignore[attr-defined]
    assert scores["spans_references_r"] == 0.0


def test_displacy_shows_the_spans() -> None:
    page = displacy.render(pipeline()(TEXT), style="span", options={"spans_key": "references"}, jupyter=False)
    assert page.count("REFERENCE") >= 3


def test_decomposed_text_is_annotated_in_its_own_characters() -> None:
    text = unicodedata.normalize("NFD", TEXT)
    doc = pipeline("xx")(text)
    assert doc.text == text
    assert [span.text for span in doc.spans["references"]] == [unicodedata.normalize("NFD", each) for each in FOUND]
