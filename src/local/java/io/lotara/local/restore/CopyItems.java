package io.lotara.local.restore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Copies the items of a restored table into the table of a stack. Nobody else may write there meanwhile: a job is several items, and whoever
 * meets half of them acts on it. May be run again, as often as need be: it goes over everything anew.
 */
public final class CopyItems {
  private static final int ATTEMPTS = 10;
  private static final Duration NEWS = Duration.ofSeconds(10);

  /** Which items are written. */
  public enum Which {
    /** Those whose key is not there: what was deleted comes back, what has moved on since stays as it is. */
    MISSING,
    /** All: what has moved on since goes back to what it was. */
    ALL
  }

  /**
   * What came of it.
   *
   * @param written items that were written
   * @param kept items that were there and were left alone
   * @param lapsed items that were left out, because their time to live is over
   */
  public record Outcome(long written, long kept, long lapsed) {}

  private final DynamoDbClient from;
  private final String source;
  private final DynamoDbClient to;
  private final String target;
  private final Which which;
  private final String prefix;
  private final Instant now;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong lapsed = new AtomicLong();

  /**
   * Prepares a copy.
   *
   * @param prefix what the partition keys of the items begin with; empty for the whole table
   * @param clock says which items have lapsed
   */
  public CopyItems(DynamoDbClient from, String source, DynamoDbClient to, String target, Which which, String prefix, Clock clock) {
    this.from = from;
    this.source = source;
    this.to = to;
    this.target = target;
    this.which = which;
    this.prefix = prefix;
    this.now = clock.instant();
  }

  /**
   * Copies.
   *
   * @param threads how many parts of the table are read side by side, 1 or more
   * @throws IllegalStateException when a part could not be copied to its end; the others were
   */
  public Outcome run(int threads) throws InterruptedException {
    List<Future<?>> parts = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int part = 0; part < threads; part++) {
        int number = part;
        parts.add(pool.submit(() -> copy(number, threads)));
      }
    }
    for (Future<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("not all of the table was copied: %s".formatted(e.getCause().getMessage()), e.getCause());
      }
    }
    return outcome();
  }

  private Outcome outcome() {
    return new Outcome(written.get(), kept.get(), lapsed.get());
  }

  private void copy(int part, int parts) {
    ScanRequest.Builder scan = ScanRequest.builder().tableName(source).segment(part).totalSegments(parts).consistentRead(true);
    if (!prefix.isEmpty()) {
      scan.filterExpression("begins_with(pk, :prefix)").expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(prefix)));
    }
    from.scanPaginator(scan.build()).items().forEach(this::copy);
  }

  private void copy(Map<String, AttributeValue> item) {
    AttributeValue ttl = item.get("ttl");
    if (ttl != null && Long.parseLong(ttl.n()) <= now.getEpochSecond()) {
      lapsed.incrementAndGet();
      return;
    }
    PutItemRequest.Builder put = PutItemRequest.builder().tableName(target).item(item);
    if (which == Which.MISSING) {
      put.conditionExpression("attribute_not_exists(pk)");
    }
    try {
      to.putItem(put.build());
      written.incrementAndGet();
    } catch (ConditionalCheckFailedException e) {
      kept.incrementAndGet();
    }
  }

  /**
   * Copies as the system properties {@code restore.from}, {@code restore.to}, {@code restore.which} ({@code missing} or {@code all}), {@code
   * restore.prefix} and {@code restore.threads} say, with the credentials and the region of the environment.
   */
  public static void main(String[] arguments) throws InterruptedException {
    String source = required("restore.from");
    String target = required("restore.to");
    if (source.equals(target)) {
      throw new IllegalArgumentException("restore.from and restore.to are the same table");
    }
    Which which = Which.valueOf(required("restore.which").toUpperCase(java.util.Locale.ROOT));
    int threads = Integer.parseInt(required("restore.threads"));
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build()))
            .build()) {
      CopyItems copy = new CopyItems(client, source, client, target, which, System.getProperty("restore.prefix", ""), Clock.systemUTC());
      Thread news = Thread.ofPlatform().daemon().start(copy::tell);
      Outcome outcome = copy.run(threads);
      news.interrupt();
      System.out.println(outcome);
    }
  }

  private void tell() {
    try {
      while (true) {
        Thread.sleep(NEWS);
        System.out.println(outcome());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String required(String property) {
    String value = System.getProperty(property, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("-D" + property + "= is missing");
    }
    return value;
  }
}
