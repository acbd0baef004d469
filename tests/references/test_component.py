"""The spaCy component, found through its entry point."""

import spacy

from pipeline.references.component import annotate_pages

TEXT = "Căn cứ Chỉ thị 05-CT/TW ngày 15/5/2016 và Quy định số 08-QĐi/TW, Chi bộ quyết nghị."


def test_any_pipeline_can_add_the_component() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("directive_references")
    doc = nlp(TEXT)
    assert [span._.reference.number for span in doc.spans["references"]] == ["05-CT/TW", "08-QĐi/TW"]


def test_the_tokenizer_keeps_every_character_and_whole_numbers() -> None:
    for text in (TEXT, "  hai\n\n dòng \t", "", "a"):
        (doc,) = annotate_pages([text])
        assert doc.text == text
    (doc,) = annotate_pages([TEXT])
    assert "05-CT/TW" in [token.text for token in doc]
    assert [span.text for span in doc.spans["references"]] == [
        "Chỉ thị 05-CT/TW ngày 15/5/2016",
        "Quy định số 08-QĐi/TW",
    ]
