"""Serves one request at a time: moto's tables are not locked, so between two threads EC2's atomic steps, such as giving a name
once, would come apart."""

import threading
from contextlib import ExitStack


def one_at_a_time(application):
    lock = threading.Lock()

    def serve(environ, start_response):
        with lock, ExitStack() as stack:
            answer = application(environ, start_response)
            if hasattr(answer, "close"):
                stack.callback(answer.close)
            return list(answer)

    return serve
