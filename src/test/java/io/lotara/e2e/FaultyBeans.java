package io.lotara.e2e;

import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobReducer;
import io.lotara.job.JobRemoval;
import io.lotara.job.JobStore;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Transitions;
import io.lotara.job.WorkQueue;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the faulty ports around the real ones, in the contexts of a cloud that says so and in no other. */
final class FaultyBeans {
  /** Switches them on; its value is the function's logical id. */
  static final String PROPERTY = "lotara.test.faults";

  private FaultyBeans() {}

  /** The faults of the cloud and the function that a context is of. */
  record Place(Faults faults, String function) {
    static Place of(BeanContext context) {
      return context.getBean(Place.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfStore implements BeanCreatedEventListener<JobStore> {
    @Override
    public JobStore onCreated(BeanCreatedEvent<JobStore> event) {
      Place place = Place.of(event.getSource());
      return new FaultyJobStore(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfQueue implements BeanCreatedEventListener<WorkQueue> {
    @Override
    public WorkQueue onCreated(BeanCreatedEvent<WorkQueue> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.Queue(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfNotices implements BeanCreatedEventListener<NoticeQueue> {
    @Override
    public NoticeQueue onCreated(BeanCreatedEvent<NoticeQueue> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.Tellers(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfOutputs implements BeanCreatedEventListener<Outputs> {
    @Override
    public Outputs onCreated(BeanCreatedEvent<Outputs> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.StepOutputs(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfFollowUps implements BeanCreatedEventListener<FollowUps> {
    @Override
    public FollowUps onCreated(BeanCreatedEvent<FollowUps> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.After(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfKeys implements BeanCreatedEventListener<IdempotencyKeys> {
    @Override
    public IdempotencyKeys onCreated(BeanCreatedEvent<IdempotencyKeys> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.Keys(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfRemoval implements BeanCreatedEventListener<JobRemoval> {
    @Override
    public JobRemoval onCreated(BeanCreatedEvent<JobRemoval> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.Removal(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfParking implements BeanCreatedEventListener<Parking> {
    @Override
    public Parking onCreated(BeanCreatedEvent<Parking> event) {
      Place place = Place.of(event.getSource());
      return new FaultyPorts.Parked(event.getBean(), place.faults(), place.function());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfTransitions implements BeanCreatedEventListener<Transitions> {
    @Override
    public Transitions onCreated(BeanCreatedEvent<Transitions> event) {
      BeanContext context = event.getSource();
      return new FaultyTransitions(
          context.getBean(JobStore.class),
          context.getBean(WorkQueue.class),
          context.getBean(NoticeQueue.class),
          context.getBean(JobReducer.class),
          context.getBean(Clock.class),
          Place.of(context).faults());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfClock implements BeanCreatedEventListener<Clock> {
    @Override
    public Clock onCreated(BeanCreatedEvent<Clock> event) {
      Place place = Place.of(event.getSource());
      return new FaultyClock(event.getBean(), place.faults(), place.function());
    }
  }
}
