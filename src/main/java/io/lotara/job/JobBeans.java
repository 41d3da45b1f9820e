package io.lotara.job;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** What the heart is given from outside. Each can be replaced by a bean that is not secondary. */
@Factory
class JobBeans {

  @Singleton
  @Secondary
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The same clock for those who only ask it for the time. */
  @Singleton
  @Primary
  InstantSource instants(Clock clock) {
    return clock::instant;
  }

  @Singleton
  @Secondary
  Timing timing(@Value("${lotara.retention-days:30}") int days) {
    return Timing.standard().keptFor(Duration.ofDays(days));
  }

  @Singleton
  @Secondary
  JobReducer reducer(Timing timing) {
    return new JobReducer(timing);
  }
}
