// Runs on the server only: the key must not reach a browser.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Status = components["schemas"]["StatusDocument"];
export type Problem = components["schemas"]["Problem"];

declare const process: { env: Record<string, string | undefined> };

const key = process.env.LOTARA_API_KEY;

export const lotara = createClient<paths>({
  baseUrl: process.env.LOTARA_URL ?? "http://localhost:8000",
  headers: key ? { "X-API-Key": key } : {},
});

/** Hands an answer of Lotara on, with the headers that a poller needs. */
export function pass(answer: Response, body: unknown): Response {
  const headers = new Headers();
  for (const name of ["ETag", "Retry-After", "Location", "X-Request-Id"]) {
    const value = answer.headers.get(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  if (answer.status === 204 || answer.status === 304) {
    return new Response(null, { status: answer.status, headers });
  }
  headers.set("Content-Type", answer.headers.get("Content-Type") ?? "application/json");
  return new Response(JSON.stringify(body), { status: answer.status, headers });
}

/** The JSON body of a request; undefined when it is not JSON. */
export async function body(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

export function badRequest(message: string): Response {
  return Response.json({ error: "BadRequest", message }, { status: 400 });
}
