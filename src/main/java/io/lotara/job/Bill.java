package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a plan costs, line by line, from the offers it is made of. The reducer adds it up; no total is ever taken from anybody's words.
 *
 * @param lines what is paid for
 * @param currency ISO 4217 code of the lines
 * @param budget what may be spent in that currency, or null
 * @param thresholdRate units of the threshold's currency for one unit of {@code currency}
 */
@Serdeable
public record Bill(List<Line> lines, String currency, @Nullable BigDecimal budget, BigDecimal thresholdRate) {

  /**
   * One line.
   *
   * @param item what it is for
   * @param amount zero or more, in the bill's currency
   */
  @Serdeable
  public record Line(String item, BigDecimal amount) {}

  public BigDecimal total() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The total in the threshold's currency, to the hundredth. */
  public BigDecimal totalForThreshold() {
    return total().multiply(thresholdRate).setScale(2, RoundingMode.HALF_UP);
  }
}
