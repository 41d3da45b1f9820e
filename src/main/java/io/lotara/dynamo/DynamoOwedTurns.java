package io.lotara.dynamo;

import io.lotara.job.FollowUp;
import io.lotara.trace.OwedTurns;
import io.lotara.trace.TracedTurn;
import io.lotara.trace.TurnTraces;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Turns that are to be told, in DynamoDB: each in the item of its notice, and gone with it. */
@Singleton
class DynamoOwedTurns implements OwedTurns {
  private static final String FIGURES = "figures";
  private final Table table;
  private final JsonMapper json;

  DynamoOwedTurns(Table table, JsonMapper json) {
    this.table = table;
    this.json = json;
  }

  /** The notice of a turn, to be written with the turn. */
  Map<String, AttributeValue> item(String tenant, TracedTurn turn, Instant now) {
    Map<String, AttributeValue> item = DynamoFollowUps.item(TurnTraces.owed(tenant, turn, now));
    try {
      item.put(FIGURES, AttributeValue.fromS(json.writeValueAsString(turn)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return item;
  }

  @Override
  public Optional<TracedTurn> find(FollowUp.Notice notice) {
    ItemKey key = new ItemKey.NoticeItem(notice.job(), notice.subscriber(), notice.about());
    return table.get(key).map(item -> read(item.get(FIGURES).s()));
  }

  private TracedTurn read(String figures) {
    try {
      return json.readValue(figures, Argument.of(TracedTurn.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored turn cannot be read", e);
    }
  }
}
