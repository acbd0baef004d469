"""A task of a study pack."""

from pipeline.model import Task


def test_the_actor_of_a_task_is_named_on_its_own_page_unless_another_is_given() -> None:
    task = Task(who="Chi bộ", what="báo cáo", deadline=None, page=3, text="Chi bộ báo cáo.")
    assert task.who_page == 3
    assert Task(who="Chi bộ", what="báo cáo", deadline=None, page=3, text="Báo cáo.", who_page=2).who_page == 2
