package io.lotara.bench.cost;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Dollars for so many of something: for the use itself, and for what is written down of it, which is logs, traces and what stays in the table. A
 * gigabyte is taken as 10⁹ bytes.
 */
final class Bill {
  private static final double GIGABYTE = 1e9;
  private static final double MONTH_DAYS = 30;

  /** X-Ray records the first request of each second and one in twenty of the others: the least that is traced, and the most. */
  private static final double LEAST_TRACED = 0.05;

  private final Prices prices;
  private final Map<String, Double> use = new LinkedHashMap<>();
  private final Map<String, Double> written = new LinkedHashMap<>();
  private double rarelyTraced;

  /** What so many of what is used so cost. */
  Bill(Prices prices, Usage one, double times, boolean traced) {
    this.prices = prices;
    double millions = times / 1e6;
    use.put("DynamoDB writes", one.writes() * millions * prices.of("dynamodb_million_write_units"));
    use.put("DynamoDB reads", one.reads() * millions * prices.of("dynamodb_million_read_units"));
    use.put("SQS", one.sqs() * millions * prices.of("sqs_million_requests"));
    use.put("Lambda requests", one.invocations() * millions * prices.of("lambda_million_requests"));
    use.put("Lambda time (arm64)", one.gigabyteSeconds() * times * prices.of("lambda_gb_second_arm64"));
    use.put("HTTP API", one.requests() * millions * prices.of("http_api_million_requests"));
    written.put(String.format(Locale.ROOT, "log ingestion (%.0f bytes)", one.logBytes()), one.logBytes() * times / GIGABYTE * prices.of("logs_gb_ingested"));
    written.put("logs kept for a month", one.logBytes() * times / GIGABYTE * prices.of("logs_gb_month"));
    if (traced) {
      double all = one.invocations() * millions * prices.of("xray_million_traces");
      rarelyTraced = all * (1 - LEAST_TRACED);
      written.put("traces, when every run has one", all);
    }
  }

  /** With what stays in the table, as long as it stays; recovery to a point in time is on. */
  Bill storing(Stored one, double times) {
    double months = one.byteDays() / MONTH_DAYS * times / GIGABYTE;
    written.put(String.format(Locale.ROOT, "storage (%.0f bytes in %.1f items)", one.bytes(), one.items()), months * prices.of("dynamodb_gb_month"));
    written.put("its recovery to a point in time", months * prices.of("dynamodb_pitr_gb_month"));
    return this;
  }

  /** For the use alone. */
  double use() {
    return use.values().stream().mapToDouble(v -> v).sum();
  }

  /** With what is written down, where every run is traced. */
  double most() {
    return use() + written.values().stream().mapToDouble(v -> v).sum();
  }

  /** With what is written down, where so many run that one in twenty is traced. */
  double busy() {
    return most() - rarelyTraced;
  }

  /** All lines, of use first. */
  Map<String, Double> lines() {
    Map<String, Double> all = new LinkedHashMap<>(use);
    all.putAll(written);
    return all;
  }

  void print(String of) {
    System.out.printf(Locale.ROOT, "    $%.2f for %s by the means; with what is written down of it $%.2f to $%.2f, as one run in twenty is traced or every one (%s)%n",
        use(), of, busy(), most(), prices);
    System.out.printf("      use: %s%n      written down: %s%n", said(use), said(written));
  }

  private static String said(Map<String, Double> lines) {
    return lines.entrySet().stream().map(l -> String.format(Locale.ROOT, "%s %.2f", l.getKey(), l.getValue())).collect(Collectors.joining("; "));
  }
}
