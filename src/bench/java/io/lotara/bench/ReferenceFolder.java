package io.lotara.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Requests in the reference form from a folder: {@code queries.jsonl}, one request a line, next to {@code tables/}. */
record ReferenceFolder(Path folder) {

  Path tables() {
    return folder.resolve("tables");
  }

  /** The requests in the order of their lines. */
  List<TripCase> cases() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<TripCase> cases = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("queries.jsonl"))) {
      if (!line.isBlank()) {
        cases.add(read(json.readTree(line)));
      }
    }
    return cases;
  }

  private static TripCase read(JsonNode q) {
    JsonNode wishes = q.path("local_constraint");
    List<LocalDate> legs = new ArrayList<>();
    q.path("legs").forEach(leg -> legs.add(LocalDate.parse(leg.path("date").asText())));
    JsonNode dates = q.path("date");
    return new TripCase(
        q.path("id").asText(), q.path("query").asText(), q.path("org").asText(), q.path("dest").asText(),
        q.path("visiting_city_number").asInt(), LocalDate.parse(dates.get(0).asText()),
            LocalDate.parse(dates.get(dates.size() - 1).asText()),
        q.path("people_number").asInt(), q.path("budget").asInt(), text(wishes.path("house rule")), texts(wishes.path("cuisine")),
        text(wishes.path("room type")), text(wishes.path("transportation")), texts(q.path("cities")), legs);
  }

  private static String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(n -> texts.add(n.asText()));
    return List.copyOf(texts);
  }
}
