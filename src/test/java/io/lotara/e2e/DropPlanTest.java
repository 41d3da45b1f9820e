package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.local.FunctionFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a price in a table that falls to the plan that is made of it: the journey that was watched, at the price that was seen. */
class DropPlanTest {
  private static final String ONE_WAY =
      "{\"user_id\":\"%s\",\"origin\":\"Norwick\",\"destination\":\"Harbour Point\",\"departure_date\":\"2031-05-05\"%s}";
  @TempDir private Path tables;
  private TestCloud cloud;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/tables"))) {
      for (Path file : files.toList()) {
        Files.copy(file, tables.resolve(file.getFileName()));
      }
    }
    cloud = TestCloud.start(options -> options.environment("LOTARA_REFERENCE_TABLES", tables.toString()));
    cloud.faults().byHand();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void price(String row, String other) throws IOException {
    Path flights = tables.resolve("flights.csv");
    String text = Files.readString(flights);
    assertTrue(text.contains(row), row);
    Files.writeString(flights, text.replace(row, other));
  }

  private String watch(String user, String more) {
    String watch = cloud.post("/v1/watches", ONE_WAY.formatted(user, more)).expect(201).text("/watch_id");
    check(watch);
    return watch;
  }

  private void check(String watch) {
    try {
      assertEquals(List.of(), cloud.local().deliver("WatchQueue", List.of("{\"v\":1,\"watches\":[{\"tenant\":\"open\",\"id\":\"%s\"}]}".formatted(watch))));
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
  }

  /** The plan of the job that the next check of the watch makes. */
  private JsonNode suggested(String user, String watch) throws IOException {
    return planned(user, watch, "", "");
  }

  /** The same, where a price changes between the check and the plan. */
  private JsonNode planned(String user, String watch, String row, String other) throws IOException {
    cloud.clock().advance(Duration.ofHours(6).plusMinutes(1));
    check(watch);
    JsonNode jobs = cloud.get("/v1/jobs?user_id=" + user).expect(200).at("/jobs");
    assertEquals(1, jobs.size(), jobs::toString);
    price(row, other);
    cloud.work();
    JsonNode status = cloud.get("/v1/status/" + jobs.get(0).get("job_id").asText()).expect(200).body();
    assertTrue(status.at("/final_result/summary").isTextual(), status::toString);
    return status.get("final_result");
  }

  private static List<String> rides(JsonNode plan) {
    return plan.findValues("items").stream()
        .flatMap(items -> java.util.stream.StreamSupport.stream(items.spliterator(), false))
        .filter(item -> item.get("kind").asText().equals("transport"))
        .map(item -> item.get("ref").asText())
        .toList();
  }

  @Test
  void oneWayStaysOneWayAndTakesTheFlightWhosePriceFell() throws IOException {
    String watch = watch("one-way", "");
    price("1 hours 50 minutes,60,500", "1 hours 50 minutes,40,500");
    JsonNode plan = suggested("one-way", watch);
    assertEquals(List.of("T101"), rides(plan), "the flight whose price fell, and no way back that nobody asked for");
    assertEquals("2031-05-05", plan.at("/flights/0/date").asText());
    assertEquals(40, plan.at("/flights/0/price/amount").asDouble());
    String summary = plan.get("summary").asText();
    assertTrue(
        summary.contains("a price watch found that the price from Norwick to Harbour Point changed from 60 USD to 40 USD"
            + " (one way on 2031-05-05, for 1 person; asked by reference-tables at 20"),
        summary);
    String checked =
        "The price of 40 USD is confirmed: the way there in this plan costs 40.00 USD (T101 from Norwick to Harbour Point on 2031-05-05,"
            + " reference-tables, live).";
    assertTrue(plan.get("assumptions").toString().contains(checked), () -> plan.get("assumptions").toString());
    assertTrue(plan.at("/why/0/reason").asText().endsWith(checked), () -> plan.at("/why/0").toString());
    assertTrue(plan.get("assumptions").toString().contains("no way back is planned"));
    assertFalse(plan.toString().contains("violated"), plan::toString);
  }

  @Test
  void aReturnIsComparedWithAReturnForEveryoneWhoTravels() throws IOException {
    String watch = watch("return", ",\"return_date\":\"2031-05-09\",\"travellers\":2");
    price("1 hours 50 minutes,60,500", "1 hours 50 minutes,20,500");
    JsonNode plan = suggested("return", watch);
    assertEquals(List.of("T101", "T201"), rides(plan));
    assertTrue(plan.get("summary").asText().contains("changed from 270 USD to 190 USD (there on 2031-05-05 and back on 2031-05-09, for 2 people"));
    assertTrue(plan.get("assumptions").toString().contains("The price of 190 USD is confirmed: the ways of this plan cost 190.00 USD"));
  }

  @Test
  void aPriceThatIsGoneIsSaidToBeGone() throws IOException {
    String watch = watch("gone", "");
    price("1 hours 50 minutes,60,500", "1 hours 50 minutes,40,500");
    JsonNode plan = planned("gone", watch, "1 hours 50 minutes,40,500", "1 hours 50 minutes,80,500");
    assertEquals(List.of("T101"), rides(plan), "still the cheapest");
    assertTrue(
        plan.get("assumptions").toString().contains("The price of 40 USD has gone since; the way there in this plan costs 80.00 USD"),
        () -> plan.get("assumptions").toString());
  }

  @Test
  void aCallersWordOfOneWayIsComparedWithOneWay() {
    String told =
        "{\"user_id\":\"caller\",\"trigger_type\":\"price_alert\",\"context\":{\"from\":\"Norwick\",\"to\":\"Harbour Point\",\"date\":\"2031-05-05\",\"new_price\":%s}}";
    JsonNode right = caller(told.formatted("60"));
    assertEquals(List.of("T101"), rides(right));
    assertTrue(right.get("assumptions").toString().contains("The price of 60 USD is confirmed: the way there in this plan costs 60.00 USD"));
    JsonNode wrong = caller(told.formatted("10"));
    assertEquals(List.of("T101"), rides(wrong));
    assertTrue(wrong.get("summary").asText().contains("the caller says that the price from Norwick to Harbour Point is now 10 USD (one way on 2031-05-05)."));
    assertTrue(wrong.get("assumptions").toString().contains("The price of 10 USD is not one that a source returned; the way there in this plan costs 60.00 USD"));
  }

  private JsonNode caller(String body) {
    String job = cloud.post("/v1/suggest", body).expect(202).text("/job_id");
    cloud.work();
    return cloud.get("/v1/status/" + job).expect(200).body().get("final_result");
  }
}
