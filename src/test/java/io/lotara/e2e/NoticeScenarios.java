package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What can happen on the way to those who want to be told, and must do no harm. */
final class NoticeScenarios {
  private NoticeScenarios() {}

  /** The first message of every notice is lost after the write that owed it; a sweep sends it again. */
  static void everyNoticeIsLostOnce(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      Trip trip = cloud.planToldAt(receiver.url());
      cloud.work();
      cloud.faults().takeNotices();
      trip.cancel().expect(200);
      cloud.faults().takeNotices();
      assertEquals(0, receiver.received().size());
      for (int i = 0; i < 4; i++) {
        cloud.minute();
      }
      assertEquals(
          java.util.Set.of("plan.approval_required", "plan.cancelled"),
          java.util.Set.copyOf(receiver.received().stream().map(Receiver.Received::type).toList()));
      assertEquals(2, receiver.received().stream().map(Receiver.Received::id).distinct().count(), "each under its own id");
    }
  }
}
