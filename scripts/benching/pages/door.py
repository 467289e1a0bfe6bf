"""The people's door of an exam in this process, for the length of a block."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import uvicorn
import uvloop

from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.web import tls
from server.web.app import build_people_app
from server.web.doors import open_doors
from server.web.wire import TlsDoor


@contextmanager
def people_door(exam: OpenExam, hall: Hall) -> Iterator[int]:
    """Serve the people's pages for the length of a block; gives the port."""
    with open_doors("127.0.0.1", 0, 0) as doors:
        app = build_people_app(exam, hall, doors.kiosk_port, Recovering(exam))
        context = tls.people_context(exam.directory)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=cast("Any", TlsDoor(context, tls.DoorProtocol)),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        work = server.serve([doors.people])
        thread = threading.Thread(target=uvloop.run, args=[work])
        thread.start()
        try:
            yield doors.people_port
        finally:
            app.state.news.close()
            server.should_exit = True
            thread.join()
