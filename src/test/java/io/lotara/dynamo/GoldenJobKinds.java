package io.lotara.dynamo;

import io.lotara.job.Decision;
import io.lotara.job.FeedbackStore;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.Job;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.StoredOutput;
import io.lotara.webhook.Deliveries;
import io.lotara.webhook.Delivery;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands in a job's partition, and that there is feedback on it. */
final class GoldenJobKinds {
  private GoldenJobKinds() {}

  static List<GoldenKind> all() {
    List<GoldenKind> all = new ArrayList<>();
    Job job = GoldenValues.job();
    Job bare = GoldenValues.bareJob();
    Instant now = GoldenValues.T0.plusSeconds(3);
    for (Job one : List.of(job, bare)) {
      all.add(
          GoldenKind.of(one == job ? "job" : "new job", new ItemKey.JobItem(one.key()), one,
              t -> GoldenItemsTest.put(t, t.bean(JobItemCodec.class).write(one, "golden", one == job ? now : null)),
              t -> t.bean(JobStore.class).read(one.key()).orElseThrow()));
    }
    all.add(request(bare));
    all.add(answers());
    all.add(output(job));
    all.add(feedback(job));
    FollowUp.Notice notice = GoldenValues.notice();
    all.add(
        GoldenKind.of("notice", new ItemKey.NoticeItem(notice.job(), notice.subscriber(), notice.about()), notice,
            t -> t.bean(FollowUps.class).owe(notice),
            t -> t.bean(FollowUps.class).notice(notice.job(), notice.subscriber(), notice.about()).orElseThrow()));
    var undo = new FollowUp.Compensation(job.key(), now, 7);
    all.add(
        GoldenKind.of("compensation", new ItemKey.CompensationItem(job.key()), undo,
            t -> GoldenItemsTest.put(t, DynamoFollowUps.item(undo)),
            t -> t.bean(FollowUps.class).compensation(job.key()).orElseThrow()));
    for (Delivery one :
        List.of(GoldenValues.delivery(), GoldenValues.told(Delivery.State.DELIVERED, "callback"), GoldenValues.told(Delivery.State.DEAD, "whep_2"))) {
      all.add(
          GoldenKind.of("delivery " + one.target(), new ItemKey.NoticeItem(one.job(), "webhook", one.event() + "#" + one.target()), one,
              t -> t.bean(Deliveries.class).create(one, one.nextAt(), now),
              t -> t.bean(Deliveries.class).find(one.job(), one.event(), one.target()).orElseThrow()));
    }
    return all;
  }

  private static GoldenKind request(Job job) {
    JobRequest request = GoldenSideValues.request();
    return GoldenKind.of("request", new ItemKey.RequestItem(job.key()), request,
        t -> t.bean(JobStore.class).create(job, bytes(t, request), List.of()),
        t -> read(t, t.bean(JobStore.class).request(job.key()), JobRequest.class));
  }

  /** Each is written with the change of its job. */
  private static GoldenKind answers() {
    List<Job> asked = List.of(GoldenValues.asked(1, 0), GoldenValues.asked(2, 1), GoldenValues.asked(3, 2));
    return GoldenKind.of("answers",
        List.of(new ItemKey.AnswerItem(asked.getFirst().key(), 1), new ItemKey.AnswerItem(asked.getFirst().key(), 2)), GoldenSideValues.answers(),
        t -> {
          GoldenItemsTest.put(t, t.bean(JobItemCodec.class).write(asked.getFirst(), "golden", null));
          for (int i = 1; i < asked.size(); i++) {
            var next = new Decision.Next(asked.get(i), Set.of(), List.of(), GoldenSideValues.answers().get(i - 1), false);
            t.bean(JobStore.class).write(next, "golden-" + i, GoldenValues.T0);
          }
        },
        t -> t.bean(JobStore.class).answers(asked.getFirst().key()));
  }

  private static GoldenKind output(Job job) {
    StoredOutput output = GoldenSideValues.output();
    return GoldenKind.of("output", new ItemKey.OutputItem(job.key(), "review", 2), output,
        t -> t.bean(Outputs.class).putFirst(job.key(), "review", 2, bytes(t, output), GoldenValues.T0.plusSeconds(7)),
        t -> StoredOutput.read(t.bean(JsonMapper.class), t.bean(Outputs.class).all(job.key()).get(new Outputs.Ref("review", 2))));
  }

  private static GoldenKind feedback(Job job) {
    FeedbackStore.Feedback feedback = GoldenSideValues.feedback();
    YearMonth month = YearMonth.of(2096, 11);
    return GoldenKind.of("feedback",
        List.of(new ItemKey.FeedbackItem(job.key()), new ItemKey.FeedbackEntry("acme", month, "4005014400123#" + job.key().id())),
        new FeedbackStore.Listing(List.of(new FeedbackStore.Given(job.key(), feedback)), null),
        t -> t.bean(FeedbackStore.class).put(job, feedback, GoldenValues.T0.plusSeconds(7)),
        t -> t.bean(FeedbackStore.class).given("acme", month, null, 10));
  }

  private static byte[] bytes(TestTable table, Object value) {
    try {
      return table.bean(JsonMapper.class).writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(TestTable table, byte[] bytes, Class<T> type) {
    try {
      return table.bean(JsonMapper.class).readValue(bytes, Argument.of(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
