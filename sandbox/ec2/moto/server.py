"""Stands in for AWS's endpoints: moto's server, made stricter, with paths of the sandbox's own below /_sandbox/.

Reads one JSON object from standard input: port, regions, content (identifies the source image's file system) and account (what to restore, or null).
"""

import json
import os
import sys
import traceback

os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
os.environ["MOTO_ENABLE_KEYPAIR_VALIDATION"] = "false"
os.environ["MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION"] = "true"
os.environ["MOTO_ENABLE_ISO_REGIONS"] = "false"

# moto reads its settings when it is loaded, which this does.
import late

import quirks

quirks.install()
late.install()

from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server  # noqa: E402

import account  # noqa: E402
from serial import one_at_a_time  # noqa: E402


class QuietHandler(MotoRequestHandler):
    protocol_version = "HTTP/1.1"

    def date_time_string(self, timestamp=None):
        return super().date_time_string(late.now() if timestamp is None else timestamp)

    def log_request(self, code="-", size="-"):
        """Log no calls, as the endpoint counts them: moto's log is for errors."""


def with_sandbox_paths(application):
    """Answer /_sandbox/account, /_sandbox/resources, /_sandbox/state and /_sandbox/delays, and leave the rest to moto."""

    def serve(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/_sandbox/"):
            return application(environ, start_response)
        try:
            if path == "/_sandbox/delays":
                text = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)) or b"{}"
                return answer(start_response, late.set_delays(json.loads(text)))
            if path == "/_sandbox/state":
                account.set_state(**json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
            return answer(
                start_response, account.resources() if path == "/_sandbox/resources" else account.export()
            )
        except Exception:
            return answer(start_response, traceback.format_exc(), "500 Internal Server Error")

    return serve


def answer(start_response, value, status="200 OK"):
    """Answer with a text, or with any other value as JSON."""
    body = (value if isinstance(value, str) else json.dumps(value)).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def main() -> None:
    settings = json.load(sys.stdin)
    account.add_source_images(settings["regions"], settings["content"])
    if settings["account"]:
        account.restore(settings["account"])
    application = one_at_a_time(with_sandbox_paths(DomainDispatcherApplication(create_backend_app)))
    server = make_server(
        "127.0.0.1", settings["port"], application, threaded=True, request_handler=QuietHandler
    )
    print("ready", flush=True)
    server.serve_forever()


main()
