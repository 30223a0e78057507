"""Holds requests against botocore's own validator.

Reads JSON from standard input, a list of {"service", "operation", "input"}, and
writes a list of {"operation", "errors"} of those that botocore would not send.
"""

import json
import sys
from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

validator = ParamValidator()


@cache
def model_of(service):
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def errors_of(service, operation, params):
    shape = model_of(service).operation_model(operation).input_shape
    if shape is None:
        return "takes no input" if params else ""
    return validator.validate(params, shape).generate_report()


refused = [
    {"operation": operation, "errors": errors}
    for request in json.load(sys.stdin)
    for operation in [request["operation"]]
    for errors in [errors_of(request["service"], operation, request["input"])]
    if errors
]
json.dump(refused, sys.stdout)
