package io.lotara.llm;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What language models cost: the configured price, else that of the list {@code /lotara/llm/prices.csv}. A model that is in neither counts as
 * dear as the dearest in general use, so that a cap is kept too early rather than too late.
 */
@Singleton
public class ModelPrices {
  private static final Price UNKNOWN = new Price(new BigDecimal(15), new BigDecimal(75));
  private static final Pattern DATED = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");
  private final Map<String, Price> prices = new HashMap<>();

  /**
   * @param configured {@code gpt-4.1-mini=0.40/1.60;other=0/0}: dollars per million tokens read and written
   * @throws IllegalArgumentException when that cannot be read
   */
  public ModelPrices(@Value("${lotara.llm.prices:}") String configured) {
    try (InputStream in = ModelPrices.class.getResourceAsStream("/lotara/llm/prices.csv");
        CsvReader<NamedCsvRecord> list = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(in)) {
      list.forEach(row -> prices.put(row.getField("model"), price(row.getField("input"), row.getField("output"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String entry : configured.split(";")) {
      if (!entry.isBlank()) {
        String[] parts = entry.strip().split("[=/]");
        if (parts.length != 3) {
          throw new IllegalArgumentException("model=input/output is expected in lotara.llm.prices, not '" + entry + "'");
        }
        prices.put(parts[0].strip(), price(parts[1].strip(), parts[2].strip()));
      }
    }
  }

  /**
   * What a model costs.
   *
   * @param input US dollars per million tokens that it reads
   * @param output US dollars per million tokens that it writes
   */
  record Price(BigDecimal input, BigDecimal output) {
    /** What so many tokens cost, in millionths of a US dollar, rounded up: dollars per million tokens are millionths per token. */
    long microUsd(long inputTokens, long outputTokens) {
      return input
          .multiply(BigDecimal.valueOf(inputTokens))
          .add(output.multiply(BigDecimal.valueOf(outputTokens)))
          .setScale(0, RoundingMode.CEILING)
          .longValueExact();
    }
  }

  /** The price of a model, which may be named with its date. */
  Price of(String model) {
    Price named = prices.get(model);
    return named != null ? named : prices.getOrDefault(DATED.matcher(model).replaceFirst(""), UNKNOWN);
  }

  private static Price price(String input, String output) {
    Price price = new Price(new BigDecimal(input), new BigDecimal(output));
    if (price.input().signum() < 0 || price.output().signum() < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
    return price;
  }
}
