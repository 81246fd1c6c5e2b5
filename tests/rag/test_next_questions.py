"""Questions to go on with: about the answer's companies, answered, new each time, the same every time."""


def test_each_is_answered_by_a_passage_that_was_not_shown(assistant):
    question = assistant.starters(1)[0]
    answer = assistant.ask(question)
    offered = assistant.next_questions(answer)
    assert offered
    assert len(offered) <= 3
    assert question not in offered
    shown = {(cited.article_id, cited.start) for cited in answer.citations}
    for offer in offered:
        found = assistant.ask(offer)
        assert not found.abstained
        quotes = {(cited.article_id, cited.start) for cited in found.citations}
        assert quotes - shown
        shown |= quotes
    assert assistant.next_questions(answer) == offered


def test_what_was_asked_is_not_offered_again(assistant):
    answer = assistant.ask(assistant.starters(1)[0])
    first = assistant.next_questions(answer)[0]
    assert first not in assistant.next_questions(answer, asked=[first.upper()])


def test_an_answer_about_nobody_known_has_none(assistant):
    assert assistant.next_questions(assistant.ask("What is the weather like on the moon of Zzyx?")) == []


def test_who_is_in_a_hurry_gets_none(assistant):
    tried = []

    def pause():
        tried.append(1)
        return len(tried) < 2

    assert assistant.next_questions(assistant.ask(assistant.starters(1)[0]), pause=pause) == []
    assert len(tried) <= 2
