from local.journal import Journal


def change(key, image=None):
    made = {"Keys": {"pk": {"S": key}}}
    return {"dynamodb": made | ({"NewImage": image} if image else {})}


def test_the_newest_image_of_each_item_comes_back(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    journal.append([change("a", {"v": {"N": "1"}}), change("b", {"v": {"N": "1"}})])
    journal.append([change("a", {"v": {"N": "2"}}), change("b")])

    assert list(journal.latest_images()) == [
        ({"pk": {"S": "a"}}, {"v": {"N": "2"}}),
        ({"pk": {"S": "b"}}, None),
    ]
    journal.close()


def test_only_what_every_reader_has_seen_is_forgotten(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    journal.register(["fast", "slow"])
    journal.append([change("a"), change("b"), change("c")])
    journal.advance("fast", 3)
    journal.advance("slow", 1)

    journal.forget_delivered()

    assert [position for position, _ in journal.after(0, 10)] == [2, 3]
    journal.close()


def test_a_reader_that_the_template_no_longer_has_holds_nothing_back(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    journal.register(["kept", "gone"])
    journal.append([change("a")])
    journal.advance("kept", 1)
    journal.register(["kept"])

    journal.forget_delivered()

    assert journal.after(0, 10) == []
    journal.close()


def test_positions_keep_growing_after_the_journal_was_emptied(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    journal.append([change("a")])
    journal.forget_delivered()
    journal.close()

    journal = Journal(tmp_path / "journal.sqlite")
    journal.append([change("b")])

    assert [position for position, _ in journal.after(0, 10)] == [2]
    journal.close()
