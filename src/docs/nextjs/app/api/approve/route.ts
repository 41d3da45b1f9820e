import { badRequest, body, lotara, pass } from "@/lib/lotara";

/** POST /api/approve {job_id, approved, plan_hash, notes?}: the person's word on exactly the plan that was shown. */
export async function POST(request: Request): Promise<Response> {
  const word = (await body(request)) as Record<string, unknown> | undefined;
  if (typeof word?.job_id !== "string" || typeof word.approved !== "boolean" || typeof word.plan_hash !== "string") {
    return badRequest("job_id, approved and plan_hash are required");
  }
  const { data, error, response } = await lotara.POST("/v1/approve", {
    body: {
      job_id: word.job_id,
      approved: word.approved,
      plan_hash: word.plan_hash,
      notes: typeof word.notes === "string" ? word.notes : null,
    },
  });
  // 409: somebody else decided first, or the price has changed since: show the status anew.
  return pass(response, data ?? error);
}
