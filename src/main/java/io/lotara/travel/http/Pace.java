package io.lotara.travel.http;

import java.time.Duration;

/** Time as calls to a provider pass it: what is measured, and what is waited. */
public interface Pace {
  /** The machine's own. */
  Pace SYSTEM =
      new Pace() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /** Nanoseconds since some moment; only differences mean anything. */
  long nanos();

  /** Waits. */
  void sleep(Duration time) throws InterruptedException;
}
