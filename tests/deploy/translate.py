"""What CloudFormation makes of a SAM template, made by AWS's own library for it.

.venv-sam/bin/python tests/deploy/translate.py FROM TO
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


def main(source: str, target: str) -> None:
    no_policies_by_name = SimpleNamespace(load=dict)
    template = transform(yaml_parse(Path(source).read_text()), {}, no_policies_by_name)
    Path(target).write_text(json.dumps(template, indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:])
