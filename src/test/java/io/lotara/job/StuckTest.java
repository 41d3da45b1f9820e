package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What should have been looked after long ago. */
class StuckTest {
  private static final Duration LATE = Duration.ofMinutes(10);

  @Test
  void whatNobodyLooksAfterIsStuckAndNothingElse() {
    Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, true));
    shop.queue.breaks(true);
    shop.accept("key-1", "Hue");
    assertEquals(0, shop.sweep.stuck(LATE));
    shop.clock.pass(Duration.ofMinutes(10));
    assertEquals(0, shop.sweep.stuck(LATE), "due for less than that");
    shop.clock.pass(Duration.ofMinutes(1));
    assertEquals(1, shop.sweep.stuck(LATE));
    shop.sweep.sweep(shop.clock.instant().plusSeconds(50));
    assertEquals(0, shop.sweep.stuck(LATE), "it was sent again, and is due later");
  }
}
