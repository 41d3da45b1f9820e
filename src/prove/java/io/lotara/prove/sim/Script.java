package io.lotara.prove.sim;

import java.time.Duration;
import java.util.Random;

/**
 * What one client will do and what its trip is like.
 *
 * @param user whose job it is
 * @param costly whether the plan needs a person's approval
 * @param asks whether the intake asks once
 * @param repriced whether the execution finds another price, once
 * @param decision of the client when it is asked
 * @param decides how long it takes
 * @param lastMoment whether that is how long before the question lapses
 * @param cancels when it cancels whatever the job is doing, or null
 * @param regrets how long after its approval it cancels, while items are being booked, or null
 * @param twice whether it sends its requests again although they were answered
 */
record Script(
    String user,
    boolean costly,
    boolean asks,
    boolean repriced,
    Decision decision,
    Duration decides,
    boolean lastMoment,
    Duration cancels,
    Duration regrets,
    boolean twice) {

  /** What a person says to a plan. */
  enum Decision {
    APPROVE,
    REJECT,
    NOTHING,
    /** One device approves while another refuses. */
    BOTH
  }

  /** How long an approval may take. */
  static final Duration APPROVAL_TIME = Duration.ofMinutes(20);

  static Script draw(String user, Random random) {
    int word = random.nextInt(20);
    Decision decision = word < 14 ? Decision.APPROVE : word < 16 ? Decision.REJECT : word < 18 ? Decision.BOTH : Decision.NOTHING;
    // Some decide in the very moment in which the question lapses.
    boolean lastMoment = random.nextInt(5) == 0;
    Duration decides = lastMoment ? Duration.ofMillis(random.nextInt(3000)) : Duration.ofSeconds(random.nextInt(60));
    return new Script(
        user,
        random.nextInt(5) > 0,
        random.nextInt(8) == 0,
        random.nextInt(8) == 0,
        decision,
        decides,
        lastMoment,
        random.nextInt(4) == 0 ? Duration.ofMillis(random.nextInt(90_000)) : null,
        random.nextInt(6) == 0 ? Duration.ofMillis(random.nextInt(9_000)) : null,
        random.nextInt(4) == 0);
  }
}
