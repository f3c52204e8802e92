"""template.yaml on ministack, by `sam build`, what makes it lean, and `sam deploy`.

In a copy of the template three words are replaced, for what ministack does otherwise than AWS:
it runs functions on this very Python, so they are built for it and for this machine; and it asks
for a right to SendMessageBatch, which on AWS is part of that to SendMessage
(docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html).
"""

import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from local import deployed
from local.artefact import make_lean
from local.clients import client
from local.stack import ROOT
from local.template import ACCOUNT, PSEUDO_PARAMETERS, REGION

STACK = PSEUDO_PARAMETERS["AWS::StackName"]
OPTIONS = ("--stack-name", STACK, "--capabilities", "CAPABILITY_IAM", "--resolve-s3")
TOOLS = ROOT / ".venv-sam" / "bin"
REPLACED = {
    "python3.13": f"python3.{sys.version_info.minor}",
    "arm64": "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64",
    "sqs:SendMessage": "sqs:SendMessage*",
}


def build(folder: Path) -> Path:
    """The built template."""
    for code in ("layers", "functions"):  # sam takes what it needn't build from beside the template
        (folder / code).symlink_to(ROOT / code)
    template = folder / "template.yaml"
    text = (ROOT / "template.yaml").read_text()
    for ours, its in REPLACED.items():
        text = text.replace(ours, its)
    template.write_text(text)
    built = folder / "build"
    places = ["--build-dir", str(built), "--cache-dir", str(folder / "cache")]
    sam("build", "--template", str(template), *places)
    make_lean(built)
    return built / "template.yaml"


def deploy(built: Path, parameters: Mapping[str, str]) -> None:
    """Into the account to which the environment leads."""
    given = [f"ParameterKey={name},ParameterValue={value}" for name, value in parameters.items()]
    sam("deploy", "--template-file", str(built), *OPTIONS, "--parameter-overrides", *given)


def set_boundaries(endpoint: str) -> None:
    """ministack's CloudFormation leaves them away; they are set as the processed template says."""
    stack = {"StackName": STACK, "TemplateStage": "Processed"}
    template = client("cloudformation", endpoint).get_template(**stack)["TemplateBody"]
    iam, names = client("iam", endpoint), deployed.names(endpoint)
    for name, resource in template["Resources"].items():
        boundary = resource.get("Properties", {}).get("PermissionsBoundary")
        if boundary and resource["Type"] == "AWS::IAM::Role":
            iam.put_role_permissions_boundary(
                RoleName=names[name],
                PermissionsBoundary=f"arn:aws:iam::{ACCOUNT}:policy/{names[boundary['Ref']]}",
            )


def translate(template: Path, translated: Path) -> None:
    script = Path(__file__).with_name("translate.py")
    run(TOOLS / "python", str(script), str(template), str(translated))


def sam(command: str, *arguments: str) -> None:
    run(TOOLS / "sam", command, *arguments)


def run(program: Path, *arguments: str) -> None:
    # sam looks for the runtime's Python on the path.
    path = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": path, "AWS_DEFAULT_REGION": REGION, "SAM_CLI_TELEMETRY": "0"}
    done = subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **settings},
    )
    assert done.returncode == 0, f"{program.name} {arguments[0]}:\n{done.stdout}\n{done.stderr}"
