// Compiled with the examples. Does not compile if types got lost: a mistake that is none is reported.
import { lotara } from "@/lib/lotara";

export async function mistakes(): Promise<void> {
  // @ts-expect-error no user
  await lotara.POST("/v1/plan", { body: { query: "Rome" } });
  // @ts-expect-error no such route
  await lotara.GET("/v1/nothing");
  // @ts-expect-error no departure
  await lotara.POST("/v1/watches", { body: { user_id: "1", origin: "Hanoi", destination: "Singapore" } });
  const { data } = await lotara.GET("/v1/status/{job_id}", { params: { path: { job_id: "1" } } });
  // @ts-expect-error may be null
  data?.final_result.summary;
  // @ts-expect-error no such state
  data?.status === "done";
}
