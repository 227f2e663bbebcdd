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
import quirks

quirks.install()

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

    def log_request(self, code="-", size="-"):
        """Log no calls, as the endpoint counts them: moto's log is for errors."""


def with_sandbox_paths(application):
    """Answer /_sandbox/account, /_sandbox/resources and /_sandbox/state, and leave the rest to moto."""

    def serve(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/_sandbox/"):
            return application(environ, start_response)
        status = "200 OK"
        try:
            if path == "/_sandbox/state":
                account.set_state(**json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
            answer = account.resources() if path == "/_sandbox/resources" else account.export()
            body = json.dumps(answer).encode()
        except Exception:
            status = "500 Internal Server Error"
            body = traceback.format_exc().encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return serve


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
