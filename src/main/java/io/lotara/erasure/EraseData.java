package io.lotara.erasure;

import io.lotara.job.Agent;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.job.UserData;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Removes the user's data from every room that keeps any, page by page. May be called more than once; each time less is left. */
@Singleton
class EraseData implements Agent {
  static final String STEP = "erase";

  /** Shorter than the worker's timeout: what is left then is for the next attempt. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private final List<UserData> rooms;
  private final JsonMapper json;

  EraseData(List<UserData> rooms, JsonMapper json) {
    this.rooms = rooms;
    this.json = json;
  }

  @Override
  public String kind() {
    return ErasureJobKind.NAME;
  }

  @Override
  public String name() {
    return STEP;
  }

  @Override
  public StepOutcome run(StepContext context) {
    String user = Whose.read(context, json);
    Instant until = context.now().plus(TIME);
    for (UserData room : rooms) {
      while (room.erase(context.job().key(), user)) {
        if (!context.now().isBefore(until)) {
          return new StepOutcome.Failed(
              "MORE_IS_LEFT", "There is more of this user than one job can remove; ask again.", null, true, Duration.ZERO);
        }
      }
    }
    return new StepOutcome.Done(StepFacts.found(1.0, List.of()), Map.of("rooms", rooms.stream().map(UserData::name).toList()));
  }
}
