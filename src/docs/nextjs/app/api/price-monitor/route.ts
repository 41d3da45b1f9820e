import { badRequest, body, lotara, pass } from "@/lib/lotara";
import { userId } from "@/lib/session";

/** POST /api/price-monitor {origin, destination, departure_date, return_date?}: tells the user when that trip gets cheaper. */
export async function POST(request: Request): Promise<Response> {
  const wanted = (await body(request)) as Record<string, unknown> | undefined;
  if (
    typeof wanted?.origin !== "string" ||
    typeof wanted.destination !== "string" ||
    typeof wanted.departure_date !== "string"
  ) {
    return badRequest("origin, destination and departure_date are required");
  }
  const { data, error, response } = await lotara.POST("/v1/watches", {
    params: { header: { "Idempotency-Key": request.headers.get("Idempotency-Key") ?? crypto.randomUUID() } },
    body: {
      user_id: await userId(),
      origin: wanted.origin,
      destination: wanted.destination,
      departure_date: wanted.departure_date,
      return_date: typeof wanted.return_date === "string" ? wanted.return_date : null,
    },
  });
  return pass(response, data ?? error);
}

/** GET /api/price-monitor: the user's watches with the prices seen so far. */
export async function GET(): Promise<Response> {
  const { data, error, response } = await lotara.GET("/v1/watches", {
    params: { query: { user_id: await userId() } },
    cache: "no-store",
  });
  return pass(response, data ?? error);
}
