// Listens to the server's news, says when they stop coming, and comes back by itself.

const STALE_AFTER_MS = 5000;
const AGAIN_AFTER_MS = 2000;
const LOST_AFTER_MS = 12000;

export function listen(onNews, onStale) {
  let source = null;
  let seen = "";
  let heardAt = performance.now();
  let tryAt = 0;
  const named = document.getElementById("hall")?.dataset.sitting;
  const sitting = named ? `&sesi=${encodeURIComponent(named)}` : "";

  function hear(event) {
    heardAt = performance.now();
    if (event.lastEventId) seen = event.lastEventId;
    onNews(JSON.parse(event.data));
    onStale(false);
  }

  function open() {
    source?.close();
    tryAt = performance.now() + LOST_AFTER_MS;
    source = new EventSource(`/pengawas/kabar?since=${encodeURIComponent(seen)}${sitting}`);
    source.addEventListener("message", hear);
    source.addEventListener("pulse", hear);
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      tryAt = performance.now() + AGAIN_AFTER_MS;
      // Whoever is logged out is sent to the log-in by this.
      window.htmx.trigger("#asking", "renewed");
    });
  }

  open();
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  window.addEventListener("pagehide", () => source.close());
  setInterval(() => {
    const silent = performance.now() - heardAt;
    if (silent > STALE_AFTER_MS) onStale(true);
    if (silent > STALE_AFTER_MS && performance.now() > tryAt) open();
  }, 1000);
}
