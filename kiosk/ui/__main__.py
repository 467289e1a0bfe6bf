"""What the keeper starts: the screen's process.

asyncio would load what it needs for encrypted connections, 4 MB that a screen has no use for. What
is loaded stays, so nobody collects garbage meanwhile.
"""

import gc
import sys

gc.disable()
sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]

from kiosk.ui.process import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
