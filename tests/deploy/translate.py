"""What CloudFormation makes of template.yaml, made by AWS's own library for it.

.venv-sam/bin/python tests/deploy/translate.py template.yaml TO
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

NO_POLICIES_BY_NAME = SimpleNamespace(load=dict)


def main(source: str, target: str) -> None:
    template = yaml_parse(Path(source).read_text())
    for resource in template["Resources"].values():
        for code in {"CodeUri", "ContentUri"} & resource.get("Properties", {}).keys():
            resource["Properties"][code] = "s3://known/when-deployed"
    translated = transform(template, {}, NO_POLICIES_BY_NAME)
    Path(target).write_text(json.dumps(translated, indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:])
