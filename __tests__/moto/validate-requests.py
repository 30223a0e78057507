"""Holds requests of Cognito against botocore's own validator.

Reads JSON from standard input, a list of {"operation", "input"}, and writes a
list of {"operation", "errors"} of those that botocore would not send.
"""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

SERVICE = "cognito-idp"
model = ServiceModel(Loader().load_service_model(SERVICE, "service-2"), SERVICE)
validator = ParamValidator()


def errors_of(operation, params):
    shape = model.operation_model(operation).input_shape
    return validator.validate(params, shape).generate_report()


refused = [
    {"operation": operation, "errors": errors}
    for request in json.load(sys.stdin)
    for operation in [request["operation"]]
    for errors in [errors_of(operation, request["input"])]
    if errors
]
json.dump(refused, sys.stdout)
