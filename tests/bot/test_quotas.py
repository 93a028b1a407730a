from bot.quotas import GROUP_QUESTIONS, MOST_KEYS, PERSON_QUESTIONS, Admission, Manners, Quota


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_says_no_once_and_yes_again_when_there_is_room() -> None:
    clock = Clock()
    quota = Quota(2, 60, clock)
    assert [quota.admit(1) for _ in range(4)] == [Admission.YES, Admission.YES, Admission.NO, Admission.TOLD]
    assert quota.admit(2) is Admission.YES
    clock.now = 60
    assert [quota.admit(1) for _ in range(4)] == [Admission.YES, Admission.YES, Admission.NO, Admission.TOLD]


def test_a_person_has_one_quota_for_all_chats() -> None:
    manners = Manners()
    for n in range(PERSON_QUESTIONS):
        assert manners.question(1, 1 if n % 2 else -100 - n) is Admission.YES
    assert manners.question(1, -500) is Admission.NO
    assert manners.question(2, -500) is Admission.YES


def test_a_group_has_one_for_all_people() -> None:
    manners = Manners()
    for n in range(GROUP_QUESTIONS):
        assert manners.question(None if n % 2 else n + 1, -100) is Admission.YES
    assert manners.question(999, -100) is Admission.NO
    assert manners.question(999, 999) is Admission.YES


def test_only_so_many_people_are_remembered() -> None:
    quota = Quota(1)
    for person in range(MOST_KEYS + 10):
        quota.admit(person)
    assert len(quota._windows) == MOST_KEYS
