package io.lotara.prove.sim;

import java.time.InstantSource;
import io.lotara.job.Agents;
import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Invariant;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.job.JobRetention;
import io.lotara.job.JobStore;
import io.lotara.job.KeepParts;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Subscriber;
import io.lotara.job.Transitions;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import io.lotara.prove.Around;
import io.lotara.prove.Protection;
import io.lotara.prove.Weak;
import io.lotara.tenant.InMemoryTenants;
import io.lotara.tenant.SettingsStore;
import io.micronaut.context.BeanContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the table, queue, clock and provider of the world that a thread belongs to in place of the real ones. */
final class Ports implements Around {
  private static final List<Class<?>> PORTS = List.of(JobStore.class, WorkQueue.class, NoticeQueue.class, Outputs.class, FollowUps.class,
      IdempotencyKeys.class, Parking.class);

  /** That of the world that asks. */
  private static final Clock CLOCK = ((InstantSource) () -> Actor.current().world.clock()).withZone(ZoneOffset.UTC);

  private static final Set<String> READS = Set.of("read", "request", "answers", "get", "all", "due", "find", "page");

  @Override
  public Object around(Object bean, BeanContext context) {
    return switch (bean) {
      case Clock _ -> CLOCK;
      case KeepParts keeping -> keeping;
      // No time to live passes here.
      case JobRetention _ -> (JobRetention) (job, at) -> {};
      case Subscriber real -> new Audience(real.name());
      // Nothing is different for any tenant.
      case SettingsStore _ -> new InMemoryTenants();
      case JobKinds _ -> SimTrip.kinds();
      case Agents _ -> SimTrip.agents();
      case Transitions _ -> Weak.transitions(context, () -> Actor.current().world.off());
      default -> Around.port(bean, PORTS, Ports::call);
    };
  }

  private static Object call(Object proxy, Method method, Object[] args) throws Throwable {
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
    boolean job = job(method);
    boolean reads = READS.contains(name) || method.getReturnType() == Optional.class;
    Fault.At sort = job ? Fault.At.JOB : name.equals("putFirst") ? Fault.At.OUTPUT : reads ? Fault.At.READ : Fault.At.WRITE;
    String point = method.getDeclaringClass().getSimpleName() + "." + name;
    Fault fault = world.at(sort, point, point, About.of(args));
    if (fault == Fault.THROTTLED_BEFORE) {
      throw World.throttled();
    }
    if (fault == Fault.LATE) {
      throw world.late(point, About.of(args), () -> arrives(world, method, args));
    }
    Object result = done(world, method, args);
    if (fault == Fault.ANSWER_LOST) {
      result = done(world, method, args);
    }
    world.crashAfter(fault, point);
    if (fault == Fault.THROTTLED_AFTER) {
      throw World.throttled();
    }
    return result;
  }

  private static boolean job(Method method) {
    return method.getDeclaringClass() == JobStore.class && method.getName().equals("write");
  }

  /** A write of a process that is gone. */
  private static void arrives(World world, Method method, Object[] args) {
    try {
      done(world, method, args);
    } catch (Throwable e) {
      world.findings.add("unexpected", "a write that arrived late: " + e);
    }
  }

  /** A call, without the protection that is off. */
  private static Object done(World world, Method method, Object[] args) throws Throwable {
    if (job(method)) {
      return write(world, (Decision.Next) args[0], (String) args[1], (Instant) args[2]);
    }
    Weak.told(world.off(), method, args);
    Object result = Weak.answer(world.off(), method, args, Around.real(world.table, method, args));
    switch (method.getName()) {
      case "create" -> world.progress(((Job) args[0]).key(), false);
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
      default -> {}
    }
    return result;
  }

  /** The write of a job, and what is looked at in each. */
  private static boolean write(World world, Decision.Next next, String writeId, Instant at) {
    JobKey key = next.job().key();
    Job before = world.table.read(key).orElseThrow();
    boolean written = world.table.write(Weak.write(world.off(), next, before::version), writeId, at);
    Job after = world.table.read(key).orElseThrow();
    if (written && after.version() > before.version()) {
      world.progress(key, after.state().terminal() && !before.state().terminal());
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
}
