package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.digest.Sha256;
import io.lotara.job.DeadLetters;
import io.lotara.job.FollowUp;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.Parking;
import io.lotara.job.Transitions;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.lotara.sqs.NoticeMessageCodec;
import io.lotara.sqs.WatchMessageCodec;
import io.lotara.sqs.WorkMessageCodec;
import io.lotara.suggestion.WatchKey;
import io.micronaut.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each item and message of the present form, held to files that are never made anew. What was written so is read, value by value, or jobs in flight
 * would be lost with a deployment; and what is written is what the files hold, or a later version would meet what no test has read. A change of form
 * leaves this folder as it is, to be read, and adds another one, to be written.
 */
class GoldenItemsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/0.1.0-packed");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> FILE = new HashMap<>();
  private static TestTable golden;
  private static TestTable written;

  private static List<GoldenKind> all() {
    return Stream.of(GoldenJobKinds.all(), GoldenChatKinds.all(), GoldenTenantKinds.all()).flatMap(List::stream).toList();
  }

  @BeforeAll
  static void open() throws Exception {
    golden = new TestTable();
    written = new TestTable();
    for (Map<String, AttributeValue> item : TypedItems.read(FOLDER.resolve("items.jsonl"))) {
      FILE.put(key(item), item);
      put(golden, item);
    }
  }

  @AfterAll
  static void close() throws Exception {
    golden.close();
    written.close();
  }

  static void put(TestTable table, Map<String, AttributeValue> item) {
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(ItemKey.PK, item.get(ItemKey.PK), ItemKey.SK, item.get(ItemKey.SK));
  }

  private static Map<String, AttributeValue> stored(TestTable table, ItemKey key) {
    return table.client().getItem(r -> r.tableName(table.name()).key(key.attributes()).consistentRead(true)).item();
  }

  /** An item as it is compared: what is packed unpacked, for how well it is compressed may differ from one JDK to another; what is random by its length. */
  private static String form(Map<String, AttributeValue> item, Set<String> random) {
    Map<String, AttributeValue> form = new HashMap<>(PackedItem.unpack(item));
    form.replaceAll(
        (name, value) -> {
          if (random.contains(name)) {
            return AttributeValue.fromS(value.s().length() + " random characters");
          }
          byte[] bytes = value.b() == null ? new byte[0] : value.b().asByteArray();
          boolean packed = bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
          return packed ? AttributeValue.fromS("packed: " + new String(Gzip.unpack(bytes), StandardCharsets.UTF_8)) : value;
        });
    return TypedItems.line(form).toString();
  }

  private static String lines(GoldenKind kind, Function<ItemKey, String> line) {
    return kind.keys().stream().map(line).collect(Collectors.joining("\n"));
  }

  @Test
  void everyKindOfItemIsInTheFile() {
    assertEquals(
        Set.of(ItemKey.class.getPermittedSubclasses()),
        all().stream().flatMap(kind -> kind.keys().stream()).map(Object::getClass).collect(Collectors.toSet()));
    assertEquals(
        FILE.keySet(), all().stream().flatMap(kind -> kind.keys().stream()).map(ItemKey::attributes).collect(Collectors.toSet()));
  }

  @TestFactory
  Stream<DynamicTest> whatWasWrittenSoIsRead() {
    return all().stream()
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.name(),
                    () -> {
                      // To read some kinds is to change them, a count for one.
                      kind.keys().forEach(key -> put(golden, FILE.get(key.attributes())));
                      assertEquals(kind.value(), kind.get().from(golden));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrittenIsWhatTheFileHolds() {
    return all().stream()
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.name(),
                    () -> {
                      kind.put().into(written);
                      assertEquals(
                          lines(kind, key -> form(FILE.getOrDefault(key.attributes(), key.attributes()), kind.random())),
                          lines(kind, key -> form(stored(written, key), kind.random())),
                          () ->
                              "the form has changed: leave this folder to be read, and write another one with\n"
                                  + lines(kind, key -> TypedItems.line(stored(written, key)).toString()));
                      if (!kind.told()) {
                        assertEquals(kind.value(), kind.get().from(written));
                      }
                    }));
  }

  /** As an operator does it: the message goes out as it came, and that it did is kept with it. */
  @Test
  void whatWasParkedSoIsSentAgain() {
    List<WorkMessage> sent = new ArrayList<>();
    WorkQueue queue = (messages, delay) -> sent.addAll(messages);
    Instant now = GoldenValues.T0.plusSeconds(900);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    Parking parking = golden.bean(Parking.class);
    JobStore store = golden.bean(JobStore.class);
    Transitions transitions = new Transitions(store, queue, (notices, delay) -> {}, golden.bean(JobReducer.class), clock);
    DeadLetters letters = new DeadLetters(parking, transitions, store, queue, clock);
    Parking.Parked step = parking.find(GoldenSideValues.parked().getFirst().id()).orElseThrow();
    WorkMessage message = new WorkMessageCodec(JsonMapper.createDefault()).read(step.body());
    assertEquals(DeadLetters.Redrive.SENT, letters.redrive(step.id(), message));
    assertEquals(List.of(new WorkMessage("acme", GoldenValues.job().key().id(), "flights", 2)), sent);
    assertEquals(now, parking.find(step.id()).orElseThrow().redrivenAt());
    assertEquals(DeadLetters.Redrive.POINTLESS, letters.redrive(GoldenSideValues.parked().getLast().id(), null));
  }

  /** A field that is added has to be among what is read. */
  @TestFactory
  Stream<DynamicTest> nothingIsLeftOutOfWhatIsKept() {
    return Stream.of(
            GoldenValues.job(), GoldenValues.job().approval(), GoldenValues.job().policy(), GoldenValues.job().lineage(), GoldenValues.job().error(),
            GoldenValues.notice(), GoldenValues.delivery(), GoldenValues.endpoint(), GoldenValues.watch(), GoldenValues.apiKey(), GoldenValues.turn(),
            GoldenSideValues.request(), GoldenSideValues.output(), GoldenSideValues.output().facts(), GoldenSideValues.output().facts().bill(),
            GoldenSideValues.output().calls().getFirst(), GoldenSideValues.feedback(), GoldenSideValues.tracedTurn(), GoldenSideValues.chatSettings(),
            GoldenSideValues.preferences(), GoldenSideValues.preferences().notificationSettings(), GoldenSideValues.rated(),
            GoldenSideValues.parked().getFirst())
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
