package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.e2e.Receiver.Received;
import io.lotara.job.FollowUp;
import io.lotara.local.FunctionFailure;
import io.lotara.sqs.NoticeMessageCodec;
import io.micronaut.json.JsonMapper;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One job and one {@code suggestion.created} for each drop, however often it is looked for, and whoever dies. */
@SharedCloud
class DropTest {
  private static final String QUEUE = "WatchQueue";
  private static final String SCHEDULE = "PriceWatchHandlerEveryFewMinutes";
  private final NoticeMessageCodec notices = new NoticeMessageCodec(JsonMapper.createDefault());
  private Receiver receiver;
  private TestCloud cloud;
  private String webhook;
  private final List<String> watches = new ArrayList<>();
  private final List<String> jobs = new ArrayList<>();

  @BeforeEach
  void listen(TestCloud shared) {
    cloud = shared;
    cloud.faults().byHand();
    receiver = Receiver.start();
    webhook =
        cloud.post("/v1/webhooks", "{\"url\":\"%s\",\"events\":[\"suggestion.created\"]}".formatted(receiver.url())).expect(201).text("/webhook_id");
  }

  @AfterEach
  void stop() {
    // Nothing of it is left to run in the middle of another test.
    watches.forEach(watch -> cloud.delete("/v1/watches/" + watch));
    jobs.forEach(job -> cloud.post("/v1/jobs/" + job + "/cancel", "{}"));
    cloud.delete("/v1/webhooks/" + webhook);
    receiver.close();
  }

  /** A watch whose price has fallen already, as its first check will find. */
  private String fallen(String user) {
    LocalDate departure = LocalDate.ofInstant(cloud.clock().instant(), ZoneOffset.UTC).plusDays(90);
    String body =
        "{\"user_id\":\"%s\",\"origin\":\"Hanoi\",\"destination\":\"Singapore\",\"departure_date\":\"%s\",\"baseline_price\":99999}"
            .formatted(user, departure);
    String watch = cloud.post("/v1/watches", body).expect(201).text("/watch_id");
    watches.add(watch);
    return watch;
  }

  /** Delivers a message that names the watch, so many times in one batch. */
  private void check(String watch, int copies) {
    String body = "{\"v\":1,\"watches\":[{\"tenant\":\"open\",\"id\":\"%s\"}]}".formatted(watch);
    try {
      cloud.local().deliver(QUEUE, Collections.nCopies(copies, body));
    } catch (FunctionFailure e) {
      if (!Crash.in(e)) {
        throw new AssertionError(e);
      }
    }
  }

  /** Delivers what is to be told, each message so many times in one batch, and all of them once more. */
  private void tell(int copies) {
    List<String> bodies = new ArrayList<>();
    for (FollowUp.Notice notice : cloud.faults().takeNotices()) {
      bodies.addAll(Collections.nCopies(copies, notices.write(notice)));
    }
    for (int i = 0; i < 2 && !bodies.isEmpty(); i++) {
      try {
        cloud.local().deliver(TestCloud.DELIVERIES, bodies);
      } catch (FunctionFailure e) {
        if (!Crash.in(e)) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private void settle(String watch) {
    for (int i = 0; i < 2; i++) {
      check(watch, 2);
      tell(2);
      cloud.clock().advance(java.time.Duration.ofMinutes(1));
      cloud.sweep();
      tell(2);
    }
  }

  private String job(String user) {
    JsonNode made = cloud.get("/v1/jobs?user_id=" + user).expect(200).at("/jobs");
    assertEquals(1, made.size(), made::toString);
    jobs.add(made.get(0).get("job_id").asText());
    return jobs.getLast();
  }

  @Test
  void oneIsToldHoweverOftenItIsLookedForAndDelivered() throws Exception {
    String watch = fallen("drop-1");
    cloud.local().pause(QUEUE);
    for (int i = 0; i < 3; i++) {
      cloud.local().fire(SCHEDULE);
    }
    cloud.local().resume(QUEUE);
    assertTrue(cloud.local().awaitIdle(TestCloud.PATIENCE, QUEUE));
    settle(watch);
    cloud.local().fire(SCHEDULE);
    assertTrue(cloud.local().awaitIdle(TestCloud.PATIENCE, QUEUE));
    settle(watch);
    List<Received> told = receiver.received().stream().filter(r -> r.json().at("/data/user_id").asText().equals("drop-1")).toList();
    assertEquals(List.of("suggestion.created"), told.stream().map(Received::type).toList());
    assertEquals(job("drop-1"), told.getFirst().json().at("/data/job_id").asText());
  }

  /** Whoever checks or tells dies right after one of all the things that this does, each in turn. */
  @Test
  void oneIsToldWhoeverDies() {
    int last = 0;
    boolean died = true;
    while (died) {
      String user = "drop-dies-" + ++last;
      String watch = fallen(user);
      int before = receiver.received().size();
      cloud.faults().dieAfter(Set.of(last));
      check(watch, 2);
      tell(2);
      died = cloud.faults().effects() >= last;
      cloud.faults().dieAfter(Set.of());
      settle(watch);
      List<Received> told = receiver.received().subList(before, receiver.received().size());
      assertEquals(Set.of(job(user)), Set.copyOf(told.stream().map(r -> r.json().at("/data/job_id").asText()).toList()), "death " + last);
      assertEquals(1, told.stream().map(Received::id).distinct().count(), "under one id");
      assertEquals(1, told.size(), "and nobody has died between sending it and writing that down");
    }
    assertTrue(last > 3, "deaths: " + last);
  }

  /** The check has written the drop down and dies; its owner deletes the watch; the job comes all the same, and is told of. */
  @Test
  void aWatchThatIsDeletedInBetweenOwesItsDrop() {
    String watch = fallen("drop-deleted");
    cloud.faults().hook((function, place, key) -> {
      if (function.equals("WatchWorkerHandler") && place.equals("before create")) {
        throw new Crash("before the job is made");
      }
    });
    check(watch, 1);
    assertEquals(1, cloud.get("/v1/watches/" + watch).expect(200).at("/history").size(), "the drop is written down");
    assertEquals(0, cloud.get("/v1/jobs?user_id=drop-deleted").expect(200).at("/jobs").size());
    assertEquals(204, cloud.delete("/v1/watches/" + watch).status());
    cloud.faults().hook((function, place, key) -> {});
    cloud.get("/v1/watches/" + watch).problem(404, "NotFound");
    settle(watch);
    String job = job("drop-deleted");
    assertEquals(List.of(job), receiver.received().stream().map(r -> r.json().at("/data/job_id").asText()).toList());
  }
}
