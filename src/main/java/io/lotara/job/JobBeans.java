package io.lotara.job;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the heart is given from outside. Each can be replaced by a bean that is not secondary. */
@Factory
class JobBeans {

  @Singleton
  @Secondary
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  @Secondary
  Timing timing() {
    return Timing.standard();
  }

  @Singleton
  @Secondary
  JobReducer reducer(Timing timing) {
    return new JobReducer(timing);
  }
}
