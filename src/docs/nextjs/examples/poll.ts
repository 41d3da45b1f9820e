import { lotara, type Status } from "@/lib/lotara";

const FINAL: ReadonlySet<Status["status"]> = new Set(["completed", "failed", "cancelled"] as const);

/** Follows a trip until it is final or waits for a person; `seen` is called for each new version. */
export async function poll(id: string, seen: (status: Status) => void, signal: AbortSignal): Promise<Status> {
  let tag: string | undefined;
  while (true) {
    const { data, error, response } = await lotara.GET("/v1/status/{job_id}", {
      params: { path: { job_id: id }, header: { Prefer: "wait=20", ...(tag === undefined ? {} : { "If-None-Match": tag }) } },
      signal,
    });
    if (data) {
      tag = response.headers.get("ETag") ?? undefined;
      seen(data);
      if (FINAL.has(data.status) || data.status === "waiting_approval" || data.status === "waiting_input") {
        return data;
      }
    } else if (error && response.status !== 429 && response.status !== 503) {
      throw new Error(error.message);
    }
    // 304, 429 and 503 say when to come again, too.
    await sleep(Number(response.headers.get("Retry-After") ?? 1) * 1000, signal);
  }
}

function sleep(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
