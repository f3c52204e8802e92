"""What the stack finds in a data folder that is older than the template."""

import os
from copy import deepcopy
from dataclasses import replace

import pytest

from deskhand.wiring import Helpdesk
from local import planning, resources
from local.clients import clients
from local.ministack import StorageError
from tests import aws
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def test_a_folder_whose_lists_had_other_keys_is_refused_and_one_that_lacks_some_is_completed(
    emulated: Helpdesk,
) -> None:
    url = os.environ["AWS_ENDPOINT_URL"]
    plan = planning.load(ROOT / "template.yaml", aws.PARAMETERS, storage_url=url)
    (table,) = plan.tables
    newer = deepcopy(dict(table.definition))
    newer["GlobalSecondaryIndexes"].append(
        {**newer["GlobalSecondaryIndexes"][0], "IndexName": "by_something_new"}
    )
    resources.create_missing(
        replace(plan, tables=(replace(table, definition=newer),)), clients(url)
    )
    described = clients(url).dynamodb.describe_table(TableName=table.name)["Table"]
    names = {index["IndexName"] for index in described["GlobalSecondaryIndexes"]}
    assert "by_something_new" in names

    other = deepcopy(dict(table.definition))
    other["GlobalSecondaryIndexes"][0]["KeySchema"][1]["AttributeName"] = "created"
    with pytest.raises(StorageError, match="Delete it"):
        resources.create_missing(
            replace(plan, tables=(replace(table, definition=other),)), clients(url)
        )
