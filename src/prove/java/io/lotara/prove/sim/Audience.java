package io.lotara.prove.sim;

import io.lotara.job.FollowUp;
import io.lotara.job.JobRequest;
import io.lotara.job.Subscriber;
import io.lotara.job.Subscription;
import io.lotara.travel.SourceException;
import java.time.Duration;
import java.util.Optional;

/** Somebody outside who is told of every job, and keeps what was told. */
final class Audience implements Subscriber {
  private final String name;

  Audience(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Subscription> wants(String tenant, JobRequest request) {
    return Optional.of(new Subscription(name, false));
  }

  @Override
  public Told tell(FollowUp.Notice notice) {
    World world = Actor.current().world;
    try {
      world.provider(
          Fault.At.PROVIDER,
          "Subscriber.tell",
          () -> {
            world.told.computeIfAbsent(notice.job(), k -> new java.util.TreeSet<>()).add(name + " " + notice.about());
            return null;
          });
      return new Told.Done();
    } catch (SourceException e) {
      return new Told.Later(Duration.ofSeconds(10));
    }
  }
}
