"""moto's tables are made for one request at a time, and its server answers many: what EC2 does in one step, such as
giving a name once, would come apart between two threads."""

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
