package io.lotara.prove.sim;

import io.lotara.job.Decision;
import io.lotara.job.EffectState;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Invariant;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Subscriber;
import io.lotara.job.Task;
import io.lotara.job.Transitions;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.lotara.tenant.InMemoryTenants;
import io.lotara.tenant.SettingsStore;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the table, queue, clock and provider of the world that a thread belongs to in place of the real ones. */
final class Ports {
  /** Switches them on. */
  static final String PROPERTY = "lotara.prove.simulated";

  private static final Set<String> READS = Set.of("read", "request", "answers", "get", "all", "due", "find", "page");

  private Ports() {}

  private static <T> T port(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, args) -> call(proxy, method, args)));
  }

  private static Object call(Object proxy, Method method, Object[] args) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.getName().equals("hashCode") ? (Object) 1 : method.getName().equals("equals") ? (Object) false : "a port";
    }
    World world = Actor.current().world;
    String name = method.getName();
    if (method.getDeclaringClass() == WorkQueue.class) {
      @SuppressWarnings("unchecked")
      List<WorkMessage> messages = (List<WorkMessage>) args[0];
      world.send(messages, (Duration) args[1]);
      return null;
    }
    if (method.getDeclaringClass() == NoticeQueue.class) {
      @SuppressWarnings("unchecked")
      List<FollowUp.Notice> notices = (List<FollowUp.Notice>) args[0];
      world.tell(notices, (Duration) args[1]);
      return null;
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    if (name.equals("shards")) {
      return world.table.shards();
    }
    boolean job = method.getDeclaringClass() == JobStore.class && name.equals("write");
    boolean reads = READS.contains(name) || method.getReturnType() == Optional.class;
    Fault.At sort = job ? Fault.At.JOB : name.equals("putFirst") ? Fault.At.OUTPUT : reads ? Fault.At.READ : Fault.At.WRITE;
    Fault fault = world.at(sort, name);
    if (fault == Fault.THROTTLED_BEFORE) {
      throw World.throttled();
    }
    if (fault == Fault.LATE) {
      throw world.late(name, () -> arrives(world, method, args));
    }
    Object result = job ? (Object) write(world, (Decision.Next) args[0], (String) args[1], (Instant) args[2]) : weak(world, method, args);
    if (fault == Fault.ANSWER_LOST) {
      result = job ? (Object) write(world, (Decision.Next) args[0], (String) args[1], (Instant) args[2]) : weak(world, method, args);
    }
    world.crashAfter(fault, name);
    if (fault == Fault.THROTTLED_AFTER) {
      throw World.throttled();
    }
    return result;
  }

  /** A write of a process that is gone. */
  private static void arrives(World world, Method method, Object[] args) {
    try {
      if (method.getName().equals("write")) {
        write(world, (Decision.Next) args[0], (String) args[1], (Instant) args[2]);
      } else {
        weak(world, method, args);
      }
    } catch (Throwable e) {
      world.findings.add("unexpected", "a write that arrived late: " + e);
    }
  }

  private static Object real(World world, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(world.table, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A call, without the protections that are off. */
  private static Object weak(World world, Method method, Object[] args) throws Throwable {
    Object result = real(world, method, args);
    switch (method.getName()) {
      case "create" -> world.progress(((Job) args[0]).key());
      case "putFirst" -> {
        if (!world.on(Protection.OUTPUT_FIRST)) {
          world.over.put(List.of(args[0], args[1], args[2]), (byte[]) args[3]);
          return args[3];
        }
      }
      case "get" -> {
        byte[] over = method.getDeclaringClass() == Outputs.class ? world.over.get(List.of(args)) : null;
        return over == null ? result : Optional.of(over);
      }
      case "take" -> {
        if (!world.on(Protection.IDEMPOTENCY_KEY)) {
          return new IdempotencyKeys.Taken((String) args[3], (String) args[4], (Instant) args[5]);
        }
      }
      case "read" -> {
        if (!world.on(Protection.LEASE)) {
          return ((Optional<?>) result).map(j -> unleased((Job) j));
        }
      }
      default -> {}
    }
    return result;
  }

  private static Job unleased(Job job) {
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    tasks.replaceAll((id, task) -> Records.with(task, Records.nothing("leaseUntil")));
    return Records.with(job, Map.of("tasks", tasks));
  }

  /** The write of a job, and what is looked at in each. */
  private static boolean write(World world, Decision.Next next, String writeId, Instant at) {
    JobKey key = next.job().key();
    Job before = world.table.read(key).orElseThrow();
    Decision.Next weak = next;
    if (!world.on(Protection.OWED_SET) && weak.job().state().active()) {
      weak = Records.with(weak, Map.of("job", Records.with(weak.job(), Map.of("dueAt", weak.job().deadline()))));
    }
    if (!world.on(Protection.COMPENSATION) || !world.on(Protection.NOTICE)) {
      Class<?> without = world.on(Protection.NOTICE) ? FollowUp.Compensation.class : FollowUp.Notice.class;
      weak = Records.with(weak, Map.of("followUps", weak.followUps().stream().filter(f -> !without.isInstance(f)).toList()));
    }
    if (!world.on(Protection.APPROVAL_DEADLINE)) {
      weak = Records.with(weak, Map.of("beforeDeadline", false));
    }
    if (!world.on(Protection.VERSION)) {
      weak = Records.with(weak, Map.of("job", Records.with(weak.job(), Map.of("version", before.version() + 1))));
    }
    boolean written = world.table.write(weak, writeId, at);
    Job after = world.table.read(key).orElseThrow();
    if (written && after.version() > before.version()) {
      world.progress(key);
      if (before.state().terminal() && after.state() != before.state()) {
        world.findings.add("lost", "a job that was %s became %s".formatted(before.state(), after.state()));
      }
      Optional<Invariant> broken = Invariant.broken(before, after);
      if (broken.isPresent() && world.on(Protection.OWED_SET)) {
        world.findings.add("wrong", "the write of %s breaks %s".formatted(after.state(), broken.get()));
      }
      boolean approvedNow = approved(after) && !approved(before);
      if (approvedNow && !at.isBefore(before.approval().expiresAt())) {
        world.findings.add("wrong", "an approval was taken after its time");
      }
    }
    return written;
  }

  private static boolean approved(Job job) {
    return job.approval() != null && "approved".equals(job.approval().decision());
  }

  /** Transitions of a world in which calls are not recorded before they are made. */
  private static final class Unnoted extends Transitions {
    private final JobStore store;

    Unnoted(JobStore store, WorkQueue queue, NoticeQueue notices, JobReducer reducer, Clock clock) {
      super(store, queue, notices, reducer, clock);
      this.store = store;
    }

    @Override
    public Optional<Decision> apply(JobKey key, JobEvent event, Duration delay) {
      boolean note = event instanceof JobEvent.EffectsNoted n && n.effects().values().stream()
          .anyMatch(e -> e.state() == EffectState.INTENDED);
      return note && !Actor.current().world.on(Protection.EFFECT_NOTED)
          ? store.read(key).map(Decision.Unchanged::new)
          : super.apply(key, event, delay);
    }
  }

  /** The clock of the world that asks. */
  private static final class WorldClock extends Clock {
    @Override
    public Instant instant() {
      return Actor.current().world.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfStore implements BeanCreatedEventListener<JobStore> {
    @Override
    public JobStore onCreated(BeanCreatedEvent<JobStore> event) {
      return port(JobStore.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfQueue implements BeanCreatedEventListener<WorkQueue> {
    @Override
    public WorkQueue onCreated(BeanCreatedEvent<WorkQueue> event) {
      return port(WorkQueue.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfNotices implements BeanCreatedEventListener<NoticeQueue> {
    @Override
    public NoticeQueue onCreated(BeanCreatedEvent<NoticeQueue> event) {
      return port(NoticeQueue.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfSubscribers implements BeanCreatedEventListener<Subscriber> {
    @Override
    public Subscriber onCreated(BeanCreatedEvent<Subscriber> event) {
      return new Audience(event.getBean().name());
    }
  }

  /** Nothing is different for any tenant. */
  @Singleton
  @Requires(property = PROPERTY)
  static class OfSettings implements BeanCreatedEventListener<SettingsStore> {
    @Override
    public SettingsStore onCreated(BeanCreatedEvent<SettingsStore> event) {
      return new InMemoryTenants();
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfOutputs implements BeanCreatedEventListener<Outputs> {
    @Override
    public Outputs onCreated(BeanCreatedEvent<Outputs> event) {
      return port(Outputs.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfFollowUps implements BeanCreatedEventListener<FollowUps> {
    @Override
    public FollowUps onCreated(BeanCreatedEvent<FollowUps> event) {
      return port(FollowUps.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfKeys implements BeanCreatedEventListener<IdempotencyKeys> {
    @Override
    public IdempotencyKeys onCreated(BeanCreatedEvent<IdempotencyKeys> event) {
      return port(IdempotencyKeys.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfParking implements BeanCreatedEventListener<Parking> {
    @Override
    public Parking onCreated(BeanCreatedEvent<Parking> event) {
      return port(Parking.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfKinds implements BeanCreatedEventListener<JobKinds> {
    @Override
    public JobKinds onCreated(BeanCreatedEvent<JobKinds> event) {
      return SimTrip.kinds();
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfTransitions implements BeanCreatedEventListener<Transitions> {
    @Override
    public Transitions onCreated(BeanCreatedEvent<Transitions> event) {
      BeanContext c = event.getSource();
      return new Unnoted(
          c.getBean(JobStore.class),
          c.getBean(WorkQueue.class),
          c.getBean(NoticeQueue.class),
          c.getBean(JobReducer.class),
          c.getBean(Clock.class));
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfClock implements BeanCreatedEventListener<Clock> {
    @Override
    public Clock onCreated(BeanCreatedEvent<Clock> event) {
      return new WorldClock();
    }
  }
}
