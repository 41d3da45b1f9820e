// Calls the compiled route handlers as Next.js does, against the service whose address is the first argument.
import assert from "node:assert/strict";
import { register } from "node:module";

const compiled = new URL("./out/", import.meta.url).href;
const hooks = `export const resolve = (name, context, next) =>
  next(name.startsWith("@/") ? ${JSON.stringify(compiled)} + name.slice(2) + ".js" : name, context);`;
register("data:text/javascript," + encodeURIComponent(hooks));
process.env.LOTARA_URL = process.argv[2];

const plan = await import("./out/app/api/plan/route.js");
const status = await import("./out/app/api/status/[id]/route.js");
const approve = await import("./out/app/api/approve/route.js");
const feedback = await import("./out/app/api/feedback/route.js");
const monitor = await import("./out/app/api/price-monitor/route.js");
const { poll } = await import("./out/examples/poll.js");

const request = (body, headers = {}) =>
  new Request("http://localhost/api", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
const told = async (answer, expected) => {
  const text = await answer.text();
  assert.equal(answer.status, expected, text);
  return JSON.parse(text);
};
const look = (id, headers = {}) =>
  status.GET(new Request("http://localhost/api", { headers }), { params: Promise.resolve({ id }) });

// A trip, asked for twice with one key.
const query = "Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples";
const first = await plan.POST(request({ query }, { "Idempotency-Key": process.argv[3] }));
assert.ok(first.headers.get("Location") && first.headers.get("Retry-After") && first.headers.get("X-Request-Id"));
const { job_id } = await told(first, 202);
assert.equal((await told(await plan.POST(request({ query }, { "Idempotency-Key": process.argv[3] })), 202)).job_id, job_id);
await told(await plan.POST(request("{")), 400);
await told(await plan.POST(request({ query: "" })), 422);

// It is followed until a person must decide.
const versions = [];
const waiting = await poll(job_id, (seen) => versions.push(seen.version), new AbortController().signal);
assert.equal(waiting.status, "waiting_approval");
assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
const shown = await look(job_id, {});
const tag = shown.headers.get("ETag");
assert.equal((await told(shown, 200)).approval.plan_hash, waiting.approval.plan_hash);
await told(await look("nothing"), 404);

// The person's word, on the plan that was shown and on none other.
await told(await approve.POST(request({ job_id, approved: true })), 400);
await told(await approve.POST(request({ job_id, approved: true, plan_hash: "other" })), 409);
const word = { job_id, approved: true, plan_hash: waiting.approval.plan_hash };
assert.equal((await told(await approve.POST(request(word)), 200)).job_id, job_id);
assert.equal((await look(job_id, { "If-None-Match": tag })).status, 200, "another version");
assert.equal((await poll(job_id, () => {}, new AbortController().signal)).status, "completed");
const final = (await look(job_id)).headers;
assert.equal(final.get("Retry-After"), null);
assert.equal((await look(job_id, { "If-None-Match": final.get("ETag") })).status, 304);

await told(await feedback.POST(request({ job_id, rating: 5, comment: "Great" })), 200);
await told(await feedback.POST(request({ job_id, rating: 6 })), 422);

// A price to watch.
const day = (in_days) => new Date(Date.now() + in_days * 86_400_000).toISOString().slice(0, 10);
const journey = { origin: "Hanoi", destination: "Singapore", departure_date: day(60), return_date: day(64) };
const { watch_id } = await told(await monitor.POST(request(journey)), 201);
await told(await monitor.POST(request({ ...journey, departure_date: "2020-01-01" })), 422);
await told(await monitor.POST(request({})), 400);
assert.ok((await told(await monitor.GET(), 200)).watches.some((watch) => watch.watch_id === watch_id && watch.active));
console.log("used");
