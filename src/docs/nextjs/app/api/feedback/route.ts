import { badRequest, body, lotara, pass } from "@/lib/lotara";

/** POST /api/feedback {job_id, rating, comment?}: what the traveller thought of the trip. */
export async function POST(request: Request): Promise<Response> {
  const said = (await body(request)) as Record<string, unknown> | undefined;
  if (typeof said?.job_id !== "string" || typeof said.rating !== "number") {
    return badRequest("job_id and rating are required");
  }
  const { data, error, response } = await lotara.POST("/v1/feedback", {
    body: { job_id: said.job_id, rating: said.rating, comment: typeof said.comment === "string" ? said.comment : null },
  });
  return pass(response, data ?? error);
}
