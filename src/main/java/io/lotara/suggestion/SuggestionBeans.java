package io.lotara.suggestion;

import io.lotara.travel.ExchangeRates;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The rules of price watches as the deployment has set them. */
@Factory
class SuggestionBeans {

  @Singleton
  @Secondary
  WatchTiming timing(@Value("${lotara.watch-hours:6}") int hours) {
    Duration period = Duration.ofHours(hours);
    return new WatchTiming(period, period.dividedBy(2), Duration.ofMinutes(15));
  }

  @Singleton
  WatchRules rules(WatchTiming timing, ExchangeRates rates) {
    return new WatchRules(timing, rates);
  }
}
