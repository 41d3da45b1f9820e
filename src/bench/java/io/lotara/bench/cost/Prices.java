package io.lotara.bench.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** List prices of {@code infra/prices.json}, by their names there. */
final class Prices {
  private final JsonNode prices;

  Prices(Path file) throws IOException {
    prices = new ObjectMapper().readTree(file.toFile());
  }

  double of(String name) {
    JsonNode price = prices.path(name);
    if (!price.isNumber()) {
      throw new IllegalArgumentException("no price for " + name);
    }
    return price.asDouble();
  }

  @Override
  public String toString() {
    return "%s list prices of %s".formatted(prices.path("region").asText(), prices.path("as_of").asText());
  }
}
