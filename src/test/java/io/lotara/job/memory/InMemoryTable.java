package io.lotara.job.memory;

import io.lotara.job.Answer;
import io.lotara.job.Decision;
import io.lotara.job.FeedbackStore;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobRetention;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.Lifetimes;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.StreamSlots;
import io.lotara.job.Timing;
import io.lotara.job.UserJobs;
import io.micronaut.core.annotation.Nullable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table in memory: every port that the real one has, with the same conditions. Thread-safe: one call at a time. */
public final class InMemoryTable
    implements JobStore, Outputs, IdempotencyKeys, FollowUps, Parking, FeedbackStore, UserJobs, StreamSlots, JobRetention {
  private static final int SHARDS = 4;
  private static final int PAGE = 100;
  private static final Duration KEYS_KEPT = Duration.ofHours(24);

  private final Map<JobKey, Stored> jobs = new HashMap<>();
  private final Map<JobKey, byte[]> requests = new HashMap<>();
  private final Map<JobKey, List<Answer>> answers = new HashMap<>();
  private final Map<JobKey, TreeMap<String, Output>> outputs = new HashMap<>();
  private final Map<List<String>, Taken> keys = new HashMap<>();
  private final Map<JobKey, FollowUp.Compensation> compensations = new HashMap<>();
  private final Map<List<Object>, FollowUp.Notice> notices = new HashMap<>();
  private final Map<String, Parked> parked = new HashMap<>();
  private final Map<JobKey, Feedback> feedback = new HashMap<>();

  /** When what belongs to jobs goes, by the name of each; empty for never. */
  private final Map<JobKey, TreeMap<String, Optional<Instant>>> times = new HashMap<>();

  private final Lifetimes lifetimes = new Lifetimes(Timing.standard());

  private final Map<List<Object>, TreeMap<String, JobKey>> feedbackLists = new HashMap<>();
  private final Map<Integer, Held> slots = new HashMap<>();
  private static final Held NOBODY = new Held("", Instant.MIN);

  private final ToIntFunction<String> places;

  public InMemoryTable() {
    this(String::hashCode);
  }

  /**
   * A table that puts jobs into the shards of its index in a way of one's own.
   *
   * @param places a number for the id of a job, always the same
   */
  public InMemoryTable(ToIntFunction<String> places) {
    this.places = places;
  }

  /** The same jobs with all that belongs to them, to be changed without changing these; without messages that were set aside and held streams. */
  public synchronized InMemoryTable copy() {
    InMemoryTable copy = new InMemoryTable(places);
    copy.jobs.putAll(jobs);
    copy.requests.putAll(requests);
    answers.forEach((job, all) -> copy.answers.put(job, new ArrayList<>(all)));
    outputs.forEach((job, all) -> copy.outputs.put(job, new TreeMap<>(all)));
    copy.keys.putAll(keys);
    copy.compensations.putAll(compensations);
    copy.notices.putAll(notices);
    copy.feedback.putAll(feedback);
    times.forEach((job, all) -> copy.times.put(job, new TreeMap<>(all)));
    feedbackLists.forEach((month, all) -> copy.feedbackLists.put(month, new TreeMap<>(all)));
    return copy;
  }

  /** What a copy holds: equal for all that behave alike. Who wrote a job last is of account only to him. */
  public synchronized List<Object> contents() {
    Map<JobKey, Job> written = new HashMap<>();
    jobs.forEach((key, stored) -> written.put(key, stored.job()));
    Map<JobKey, ByteBuffer> asked = new HashMap<>();
    requests.forEach((key, request) -> asked.put(key, ByteBuffer.wrap(request)));
    Map<Object, ByteBuffer> found = new HashMap<>();
    outputs.forEach((job, all) -> all.forEach((sort, output) -> found.put(List.of(job, sort), ByteBuffer.wrap(output.body()))));
    Map<List<Object>, FollowUp.Notice> owed = Map.copyOf(notices);
    return List.of(written, asked, Map.copyOf(answers), found, Map.copyOf(keys), Map.copyOf(compensations), owed, Map.copyOf(feedback));
  }

  private record Held(String lease, Instant until) {}

  private record Stored(Job job, String writeId) {}

  private record Output(Ref ref, byte[] body) {}

  @Override
  public synchronized Job create(Job job, byte[] request, List<FollowUp.Notice> owed) {
    requests.putIfAbsent(job.key(), request.clone());
    times(job.key()).putIfAbsent("REQ", Optional.ofNullable(lifetimes.ofPart(job)));
    Stored first = jobs.putIfAbsent(job.key(), new Stored(job, "create"));
    if (first == null) {
      owed.forEach(this::put);
    }
    return first == null ? job : first.job();
  }

  @Override
  public synchronized Optional<Job> read(JobKey key) {
    return Optional.ofNullable(jobs.get(key)).map(Stored::job);
  }

  @Override
  public synchronized boolean write(Decision.Next next, String writeId, Instant now) {
    Job job = next.job();
    Stored stored = jobs.get(job.key());
    boolean first =
        stored != null
            && stored.job().version() == job.version() - 1
            && (!next.beforeDeadline() || undecided(stored.job(), now));
    if (!first) {
      return stored != null && stored.writeId().equals(writeId);
    }
    jobs.put(job.key(), new Stored(job, writeId));
    next.followUps().forEach(this::put);
    if (next.answer() != null) {
      answers.computeIfAbsent(job.key(), k -> new ArrayList<>()).add(next.answer());
      times(job.key()).put("ANS#" + job.answers(), Optional.ofNullable(lifetimes.ofPart(job)));
    }
    return true;
  }

  private TreeMap<String, Optional<Instant>> times(JobKey job) {
    return times.computeIfAbsent(job, k -> new TreeMap<>());
  }

  /** When what belongs to a job goes, by the name of each; empty for never. */
  public synchronized Map<String, Optional<Instant>> expiries(JobKey job) {
    return Map.copyOf(times(job));
  }

  @Override
  public synchronized void expire(JobKey job, @Nullable Instant at) {
    times(job).replaceAll((name, before) -> Optional.ofNullable(at));
  }

  private void put(FollowUp due) {
    switch (due) {
      case FollowUp.Compensation c -> compensations.put(c.job(), c);
      case FollowUp.Notice n -> notices.put(identity(n), n);
    }
  }

  private static List<Object> identity(FollowUp.Notice notice) {
    return List.of(notice.job(), notice.subscriber(), notice.about());
  }

  /** The notices that a job still owes. */
  public synchronized List<FollowUp.Notice> noticesOf(JobKey job) {
    return notices.values().stream().filter(n -> n.job().equals(job)).toList();
  }

  private static boolean undecided(Job stored, Instant now) {
    return stored.state() == JobState.WAITING_APPROVAL && stored.approval().expiresAt().isAfter(now);
  }

  @Override
  public synchronized byte[] request(JobKey key) {
    byte[] request = requests.get(key);
    if (request == null) {
      throw new IllegalStateException("job " + key.id() + " has no request");
    }
    return request.clone();
  }

  @Override
  public synchronized List<Answer> answers(JobKey key) {
    return List.copyOf(answers.getOrDefault(key, List.of()));
  }

  @Override
  public synchronized DuePage due(int shard, Instant now, @Nullable String after) {
    TreeMap<String, Due> index = new TreeMap<>();
    Stream.of(
            jobs.values().stream()
                .filter(s -> s.job().dueAt() != null)
                .map(s -> Map.entry(s.job().dueAt(), (Due) new Due.OfJob(s.job().key()))),
            compensations.values().stream().map(c -> Map.entry(c.dueAt(), (Due) new Due.OfCompensation(c.job()))),
            notices.values().stream()
                .map(n -> Map.entry(n.dueAt(), (Due) new Due.OfNotice(n.job(), n.subscriber(), n.about()))))
        .flatMap(due -> due)
        .filter(e -> !e.getKey().isAfter(now))
        .filter(e -> Math.floorMod(places.applyAsInt(e.getValue().job().id()), SHARDS) == shard)
        .forEach(e -> index.put("%019d %s".formatted(e.getKey().toEpochMilli(), e.getValue()), e.getValue()));
    Map<String, Due> rest = after == null ? index : index.tailMap(after, false);
    List<Due> page = rest.values().stream().limit(PAGE).toList();
    String last = rest.keySet().stream().limit(PAGE).reduce((a, b) -> b).orElse(null);
    return new DuePage(page, rest.size() > PAGE ? last : null);
  }

  @Override
  public synchronized Page page(String tenant, String userId, @Nullable String after, int limit) {
    TreeMap<String, Job> mine = new TreeMap<>(Comparator.reverseOrder());
    jobs.values().stream()
        .map(Stored::job)
        .filter(j -> j.key().tenant().equals(tenant) && j.userId().equals(userId))
        .forEach(j -> mine.put(UserJobs.place(j), j));
    Map<String, Job> rest = after == null ? mine : mine.tailMap(after, false);
    List<Job> page = rest.values().stream().limit(limit).toList();
    return new Page(page, page.size() == limit ? UserJobs.place(page.getLast()) : null);
  }

  @Override
  public int shards() {
    return SHARDS;
  }

  @Override
  public synchronized byte[] putFirst(JobKey job, String step, int revision, byte[] json, @Nullable Instant until) {
    times(job).putIfAbsent("OUT#" + sort(step, revision), Optional.ofNullable(until));
    Output first =
        outputs
            .computeIfAbsent(job, k -> new TreeMap<>())
            .computeIfAbsent(sort(step, revision), k -> new Output(new Ref(step, revision), json.clone()));
    return first.body().clone();
  }

  @Override
  public synchronized Optional<byte[]> get(JobKey job, String step, int revision) {
    return Optional.ofNullable(outputs.getOrDefault(job, new TreeMap<>()).get(sort(step, revision)))
        .map(o -> o.body().clone());
  }

  @Override
  public synchronized Map<Ref, byte[]> all(JobKey job) {
    Map<Ref, byte[]> all = new LinkedHashMap<>();
    outputs.getOrDefault(job, new TreeMap<>()).values().forEach(o -> all.put(o.ref(), o.body().clone()));
    return all;
  }

  private static String sort(String step, int revision) {
    return "%s#%04d".formatted(step, revision);
  }

  @Override
  public synchronized Taken take(
      String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
    Taken mine = new Taken(fingerprint, jobId, now);
    return keys.merge(
        List.of(tenant, scope, key), mine, (first, late) -> first.at().isBefore(now.minus(KEYS_KEPT)) ? late : first);
  }

  @Override
  public synchronized void forget(String tenant, String scope, String key, String jobId) {
    keys.computeIfPresent(List.of(tenant, scope, key), (name, taken) -> taken.jobId().equals(jobId) ? null : taken);
  }

  @Override
  public synchronized Optional<FollowUp.Compensation> compensation(JobKey job) {
    return Optional.ofNullable(compensations.get(job));
  }

  @Override
  public synchronized Optional<FollowUp.Notice> notice(JobKey job, String subscriber, String about) {
    return Optional.ofNullable(notices.get(List.of(job, subscriber, about)));
  }

  @Override
  public synchronized void owe(FollowUp.Notice notice) {
    notices.putIfAbsent(identity(notice), notice);
  }

  @Override
  public synchronized boolean postpone(FollowUp read, Instant until) {
    int tried = read.attempts() + 1;
    return switch (read) {
      case FollowUp.Compensation c ->
          compensations.replace(c.job(), c, new FollowUp.Compensation(c.job(), until, tried));
      case FollowUp.Notice n ->
          notices.replace(identity(n), n, new FollowUp.Notice(n.job(), n.subscriber(), n.about(), until, tried));
    };
  }

  @Override
  public synchronized void remove(FollowUp done) {
    switch (done) {
      case FollowUp.Compensation c -> compensations.remove(c.job(), c);
      case FollowUp.Notice n -> notices.remove(identity(n), n);
    }
  }

  @Override
  public synchronized void park(Parked message) {
    parked.putIfAbsent(message.id(), message);
  }

  @Override
  public synchronized Optional<Parked> find(String id) {
    return Optional.ofNullable(parked.get(id));
  }

  @Override
  public synchronized void redriven(String id, Instant now) {
    parked.computeIfPresent(id, (k, p) -> new Parked(id, p.body(), p.reason(), p.parkedAt(), now));
  }

  @Override
  public synchronized void put(Job job, Feedback given, @Nullable Instant until) {
    feedback.put(job.key(), given);
    times(job.key()).put("FB", Optional.ofNullable(until));
    YearMonth month = YearMonth.from(job.createdAt().atZone(ZoneOffset.UTC));
    feedbackLists.computeIfAbsent(List.of(job.key().tenant(), month), k -> new TreeMap<>()).put(UserJobs.place(job), job.key());
  }

  @Override
  public synchronized Listing given(String tenant, YearMonth month, @Nullable String after, int limit) {
    TreeMap<String, JobKey> list = feedbackLists.getOrDefault(List.of(tenant, month), new TreeMap<>());
    Map<String, JobKey> rest = after == null ? list : list.tailMap(after, false);
    List<Given> given = rest.values().stream().limit(limit).map(key -> new Given(key, feedback.get(key))).toList();
    String last = rest.keySet().stream().limit(limit).reduce((a, b) -> b).orElse(null);
    return new Listing(given, rest.size() >= limit ? last : null);
  }

  @Override
  public synchronized Optional<Slot> take(int most, Instant now, Instant until) {
    for (int i = 0; i < most; i++) {
      if (slots.getOrDefault(i, NOBODY).until().compareTo(now) <= 0) {
        Held held = new Held(UUID.randomUUID().toString(), until);
        slots.put(i, held);
        return Optional.of(new Slot(i, held.lease()));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void free(Slot slot) {
    slots.computeIfPresent(slot.number(), (n, held) -> held.lease().equals(slot.lease()) ? null : held);
  }

  @Override
  public synchronized Optional<Feedback> get(JobKey job) {
    return Optional.ofNullable(feedback.get(job));
  }

  /** Forgets a job and everything that belongs to it, as time to live does. */
  public synchronized void forget(JobKey job) {
    forgetBeside(job);
    jobs.remove(job);
    keys.values().removeIf(taken -> taken.jobId().equals(job.id()));
  }

  /** Forgets everything that belongs to a job, and keeps the job. */
  public synchronized void forgetBeside(JobKey job) {
    requests.remove(job);
    answers.remove(job);
    outputs.remove(job);
    times.remove(job);
    compensations.remove(job);
    notices.values().removeIf(notice -> notice.job().equals(job));
    feedback.remove(job);
  }

  /** Forgets a job, and nothing that belongs to it. */
  public synchronized void forgetJob(JobKey job) {
    jobs.remove(job);
  }

  /** Forgets what was asked for, and keeps the job. */
  public synchronized void forgetRequest(JobKey job) {
    requests.remove(job);
  }

  /**
   * What there is that belongs to a job which is there no more, in words.
   *
   * @param ids of the jobs that count
   */
  public synchronized List<String> orphans(Predicate<String> ids) {
    List<String> orphans = new ArrayList<>();
    Set<String> there = jobs.keySet().stream().map(JobKey::id).collect(Collectors.toSet());
    Map.of(
            "request", ids(requests.keySet()),
            "answers", ids(answers.keySet()),
            "output", ids(outputs.keySet()),
            "feedback", ids(feedback.keySet()),
            "compensation", ids(compensations.keySet()),
            "notice", notices.values().stream().map(n -> n.job().id()),
            "key", keys.values().stream().map(Taken::jobId))
        .forEach((what, of) -> of.filter(ids).filter(id -> !there.contains(id)).forEach(id -> orphans.add(what + " of " + id)));
    return orphans;
  }

  private static Stream<String> ids(Set<JobKey> jobs) {
    return jobs.stream().map(JobKey::id);
  }
}
