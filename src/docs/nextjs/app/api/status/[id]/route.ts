import { lotara, pass } from "@/lib/lotara";

type Context = { params: Promise<{ id: string }> };

/** GET /api/status/ID: how the trip stands; 304 when the browser has that version already. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  const known = request.headers.get("If-None-Match");
  const { data, error, response } = await lotara.GET("/v1/status/{job_id}", {
    params: { path: { job_id: id }, header: { Prefer: "wait=10", ...(known === null ? {} : { "If-None-Match": known }) } },
    cache: "no-store",
  });
  return pass(response, data ?? error);
}
