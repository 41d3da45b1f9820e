package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lotara.chat.Conversations;
import io.lotara.digest.Sha256;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.lotara.job.WorkMessage;
import io.lotara.sqs.NoticeMessageCodec;
import io.lotara.sqs.WatchMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.lotara.suggestion.WatchKey;
import io.lotara.suggestion.WatchStore;
import io.lotara.tenant.ApiKeys;
import io.lotara.webhook.Deliveries;
import io.lotara.webhook.Delivery;
import io.lotara.webhook.Endpoints;
import io.micronaut.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each item and message of the present form, held to files that are never made anew. What was written so is read, value by value, or jobs in flight
 * would be lost with a deployment; and what is written is what the files hold, or a later version would meet what no test has read. A change of form
 * leaves this folder as it is, to be read, and adds another one, to be written.
 */
class GoldenItemsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/0.1.0-packed");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OP = "golden";
  private static TestTable golden;
  private static TestTable written;

  /** How something is kept under some keys, and read again. */
  private record Kept(String name, List<ItemKey> keys, Object value, Put put, Get get) {}

  private interface Put {
    void into(TestTable table);
  }

  private interface Get {
    Object from(TestTable table);
  }

  private static Kept kept(String name, ItemKey key, Object value, Put put, Get get) {
    return new Kept(name, List.of(key), value, put, get);
  }

  private static List<Kept> all() {
    var job = GoldenValues.job();
    var bare = GoldenValues.bareJob();
    var notice = GoldenValues.notice();
    var watch = GoldenValues.watch();
    var endpoint = GoldenValues.endpoint();
    var key = GoldenValues.apiKey();
    var claimed = GoldenValues.claimed();
    var answered = GoldenValues.answered();
    var turn = GoldenValues.turn();
    Instant now = GoldenValues.T0.plusSeconds(3);
    List<Kept> all = new ArrayList<>();
    for (var one : List.of(job, bare)) {
      all.add(
          kept(one == job ? "job" : "new job", new ItemKey.JobItem(one.key()), one,
              t -> put(t, t.bean(JobItemCodec.class).write(one, OP, one == job ? now : null)),
              t -> t.bean(JobStore.class).read(one.key()).orElseThrow()));
    }
    all.add(
        kept("notice", new ItemKey.NoticeItem(notice.job(), notice.subscriber(), notice.about()), notice,
            t -> t.bean(FollowUps.class).owe(notice),
            t -> t.bean(FollowUps.class).notice(notice.job(), notice.subscriber(), notice.about()).orElseThrow()));
    var undo = new FollowUp.Compensation(job.key(), now, 7);
    all.add(
        kept("compensation", new ItemKey.CompensationItem(job.key()), undo,
            t -> put(t, DynamoFollowUps.item(undo)),
            t -> t.bean(FollowUps.class).compensation(job.key()).orElseThrow()));
    for (var one : List.of(GoldenValues.delivery(), GoldenValues.told(Delivery.State.DELIVERED, "callback"), GoldenValues.told(Delivery.State.DEAD, "whep_2"))) {
      all.add(
          kept("delivery " + one.target(), new ItemKey.NoticeItem(one.job(), "webhook", one.event() + "#" + one.target()), one,
              t -> t.bean(Deliveries.class).create(one, one.nextAt(), now),
              t -> t.bean(Deliveries.class).find(one.job(), one.event(), one.target()).orElseThrow()));
    }
    all.add(
        kept("endpoint", new ItemKey.EndpointItem(endpoint.tenant(), endpoint.id()), endpoint,
            t -> t.bean(Endpoints.class).put(endpoint),
            t -> t.bean(Endpoints.class).find(endpoint.tenant(), endpoint.id()).orElseThrow()));
    all.add(
        kept("watch", new ItemKey.WatchItem(watch.key()), watch,
            t -> t.bean(WatchStore.class).create(watch),
            t -> t.bean(WatchStore.class).readOwing(watch.key()).orElseThrow()));
    all.add(
        new Kept("key", List.of(new ItemKey.ApiKeyItem(key.id()), new ItemKey.TenantKeyItem(key.tenant(), key.id())), List.of(key),
            t -> {
              t.bean(ApiKeys.class).create(key);
              t.bean(ApiKeys.class).revoke(key.id(), key.revoked());
            },
            t -> t.bean(ApiKeys.class).list(key.tenant())));
    all.add(
        kept("conversation", new ItemKey.ConversationItem(claimed.tenant(), claimed.id()), claimed,
            t -> t.bean(Conversations.class).write(claimed, null),
            t -> t.bean(Conversations.class).find(claimed.tenant(), claimed.id(), now).orElseThrow()));
    all.add(
        new Kept("turn",
            List.of(new ItemKey.ConversationItem(answered.tenant(), answered.id()), new ItemKey.TurnItem(answered.tenant(), answered.id(), 1),
                new ItemKey.TurnIdItem(answered.tenant(), answered.id(), turn.id())),
            List.of(answered, turn),
            t -> t.bean(Conversations.class).write(answered, turn),
            t ->
                List.of(
                    t.bean(Conversations.class).find(answered.tenant(), answered.id(), now).orElseThrow(),
                    t.bean(Conversations.class).turn(answered.tenant(), answered.id(), turn.id(), now).orElseThrow())));
    return all;
  }

  @BeforeAll
  static void open() throws Exception {
    golden = new TestTable();
    written = new TestTable();
    for (String line : Files.readAllLines(FOLDER.resolve("items.jsonl"))) {
      Map<String, AttributeValue> item = new HashMap<>();
      JSON.readTree(line).properties().forEach(e -> item.put(e.getKey(), value(e.getValue())));
      put(golden, item);
    }
  }

  @AfterAll
  static void close() throws Exception {
    golden.close();
    written.close();
  }

  private static void put(TestTable table, Map<String, AttributeValue> item) {
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    JsonNode v = only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(v.asText());
      case "N" -> AttributeValue.fromN(v.asText());
      case "BOOL" -> AttributeValue.fromBool(v.asBoolean());
      case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(v.asText())));
      case "SS" -> AttributeValue.fromSs(JSON.convertValue(v, JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
      default -> throw new AssertionError(only.getKey());
    };
  }

  private static JsonNode typed(AttributeValue value) {
    ObjectNode typed = JSON.createObjectNode();
    return switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case BOOL -> typed.put("BOOL", value.bool());
      case B -> typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case SS -> typed.set("SS", JSON.valueToTree(value.ss().stream().sorted().toList()));
      default -> throw new AssertionError(value.type());
    };
  }

  /** An item as a line of the file, where it is in the table. */
  private static String line(TestTable table, ItemKey key, boolean unpacked) {
    Map<String, AttributeValue> item = table.client().getItem(r -> r.tableName(table.name()).key(key.attributes())).item();
    ObjectNode line = JSON.createObjectNode();
    // How well it is compressed may differ from one JDK to another.
    new TreeMap<>(unpacked ? PackedItem.unpack(item) : item).forEach((name, value) -> line.set(name, typed(value)));
    return unpacked ? line.without(JobItemCodec.WRITE_ID).toString() : line.toString();
  }

  private static String lines(TestTable table, Kept kept, boolean unpacked) {
    return kept.keys().stream().map(key -> line(table, key, unpacked)).collect(Collectors.joining("\n"));
  }

  @TestFactory
  Stream<DynamicTest> whatWasWrittenSoIsRead() {
    return all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> assertEquals(one.value(), one.get().from(golden))));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrittenIsWhatTheFileHolds() {
    return all().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () -> {
                      one.put().into(written);
                      assertEquals(one.value(), one.get().from(written));
                      assertEquals(
                          lines(golden, one, true),
                          lines(written, one, true),
                          () -> "the form has changed: leave this folder to be read, and write another one with\n" + lines(written, one, false));
                    }));
  }

  /** A field that is added has to be among what is read. */
  @TestFactory
  Stream<DynamicTest> nothingIsLeftOutOfWhatIsKept() {
    return Stream.of(
            GoldenValues.job(), GoldenValues.job().approval(), GoldenValues.job().policy(), GoldenValues.job().lineage(), GoldenValues.job().error(),
            GoldenValues.notice(), GoldenValues.delivery(), GoldenValues.endpoint(), GoldenValues.watch(), GoldenValues.apiKey(), GoldenValues.turn())
        .map(
            value ->
                DynamicTest.dynamicTest(
                    value.getClass().getSimpleName(),
                    () -> {
                      for (RecordComponent part : value.getClass().getRecordComponents()) {
                        part.getAccessor().setAccessible(true);
                        assertNotNull(part.getAccessor().invoke(value), part.getName());
                      }
                    }));
  }

  /** What was packed with it can be unpacked with it only; a better one is another file, under another number. */
  @Test
  void theDictionaryIsTheOneThatJobsWerePackedWith() throws Exception {
    String dictionary = Files.readString(Path.of("src/main/resources/lotara/job/item-1.txt"));
    assertEquals("a3363f05d97e17b36e1762e5ed8c38b5997f1604cd1584462558bbf256dd164f", Sha256.hex(dictionary));
  }

  @Test
  void messagesOfEveryQueueAreReadAndWrittenSo() throws Exception {
    JsonMapper json = JsonMapper.createDefault();
    JobKey job = GoldenValues.job().key();
    JsonNode bodies = JSON.readTree(FOLDER.resolve("messages.json").toFile());
    WorkMessage step = new WorkMessage(job.tenant(), job.id(), "flights", 2);
    String body = bodies.path("AgentQueue").asText();
    assertEquals(step, new WorkMessageCodec(json).read(body));
    assertEquals(body, new WorkMessageCodec(json).write(step));
    body = bodies.path("DeliveryQueue").asText();
    FollowUp.Notice notice = new FollowUp.Notice(job, "webhook", "14#whep_1", Instant.EPOCH, 0);
    assertEquals(notice, new NoticeMessageCodec(json).read(body));
    assertEquals(body, new NoticeMessageCodec(json).write(notice));
    body = bodies.path("WatchQueue").asText();
    List<WatchKey> watches = List.of(GoldenValues.watch().key(), new WatchKey("globex", "01a2267e-3a6c-7001-8000-0000000000c2"));
    assertEquals(watches, new WatchMessageCodec(json).read(body));
    assertEquals(body, new WatchMessageCodec(json).write(watches));
  }
}
