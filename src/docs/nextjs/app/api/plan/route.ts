import { badRequest, body, lotara, pass } from "@/lib/lotara";
import { userId } from "@/lib/session";

/** POST /api/plan {query}: begins a trip for the user who is signed in. */
export async function POST(request: Request): Promise<Response> {
  const wanted = (await body(request)) as { query?: unknown } | undefined;
  if (typeof wanted?.query !== "string") {
    return badRequest("query must be a string");
  }
  const { data, error, response } = await lotara.POST("/v1/plan", {
    // A click that is repeated, or a retry after a timeout, makes no second trip.
    params: { header: { "Idempotency-Key": request.headers.get("Idempotency-Key") ?? crypto.randomUUID() } },
    body: { user_id: await userId(), query: wanted.query },
  });
  return pass(response, data ?? error);
}
