package io.lotara.prove.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.e2e.BookableOffers;
import io.lotara.local.LocalCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients, what they were told, and the comparison with what the table and the provider hold. */
final class Settler {
  private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");

  /** A flight there, one back, and a stay. */
  private static final int ITEMS = 3;

  private static final int DEVICES = 4;

  /** The fate of a trip that its client refuses. */
  private static final int REFUSED = 0;

  /** Of one that is cancelled as soon as something of it is booked. */
  private static final int BOOKED = 1;

  /** Up to this, from 1 on, of those that are cancelled at some time after their approval. */
  private static final int CANCELLED = 3;

  /** Of one that is decided from all devices at once. */
  private static final int RACE = 4;

  private static final int FATES = 8;

  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalCloud cloud;
  private final Holdings holdings;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final ProviderServer provider;
  private final Random random;
  private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final boolean eventful;
  private volatile boolean noMore;
  private volatile boolean over;

  /** Receives after which a message is set aside. */
  private static final int RECEIVES = 5;

  private record Told(String id, boolean cancelled, String end) {}

  /**
   * @param eventful whether every client races or cancels while it is being booked, and not one in two
   */
  Settler(LocalCloud cloud, ProviderServer provider, Holdings holdings, long seed, boolean eventful) {
    this.eventful = eventful;
    this.holdings = holdings;
    this.cloud = cloud;
    this.provider = provider;
    this.random = new Random(seed + 1);
  }

  int asked() {
    return asked.get();
  }

  /** Trips whose clients were told the end. */
  int ended() {
    return told.size();
  }

  void finding(String what) {
    findings.add(what);
  }

  boolean found() {
    return !findings.isEmpty();
  }

  /** Messages that nobody can work on; each must be set aside and disturb no other. */
  void nonsense(int count) {
    for (int i = 0; i < count; i++) {
      String body = "{\"nonsense\":%d}".formatted(i);
      cloud.sqs().sendMessage(m -> m.queueUrl(cloud.queueUrl("AgentDeadLetters")).messageBody(body));
    }
  }

  void begin(int clients) {
    for (int i = 0; i < clients; i++) {
      busy.incrementAndGet();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (!noMore) {
                    trip();
                  }
                } catch (IOException e) {
                  finding("a client cannot go on: " + e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  busy.decrementAndGet();
                }
              });
    }
  }

  /** Clients ask for no more trips; those that were asked for go on. */
  void noMore() {
    noMore = true;
  }

  boolean atRest() {
    return busy.get() == 0 && nothingWaits() && standingOfOthers().isEmpty() && holdings.nothingDue();
  }

  /** Whether no message can be received; what dead processes have taken comes again later, and its step does not wait for it. */
  boolean nothingWaits() {
    return cloud.depth("AgentQueue").waiting() == 0;
  }

  private void trip() throws IOException, InterruptedException {
    int number = asked.incrementAndGet();
    String id = plan(number);
    if (number % 4 == 0 && !plan(number).equals(id)) {
      finding("twice: one key made two jobs");
    }
    int fate = fate(number);
    if (number % 20 == 0) {
      nonsense(1);
    }
    boolean cancelled = false;
    while (!over) {
      JsonNode status = get("/v1/status/" + id);
      String state = status.at("/status").asText();
      if (TERMINAL.contains(state)) {
        told.add(new Told(id, cancelled, state));
        return;
      }
      if (state.equals("waiting_approval") && fate == RACE) {
        race(id);
      } else if (state.equals("waiting_approval")) {
        decide(id, fate != REFUSED);
        if (fate > BOOKED && fate <= CANCELLED) {
          TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
          cancelled = cancel(id);
        }
      } else if (fate == BOOKED && !status.at("/effects").isEmpty()) {
        cancelled |= cancel(id);
      }
      TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(300));
    }
  }

  private int fate(int number) {
    return eventful ? List.of(RACE, BOOKED, CANCELLED).get(number % 3) : random.nextInt(FATES);
  }

  private boolean cancel(String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/v1/jobs/" + id + "/cancel", "");
    return answer.statusCode() == 200 && JSON.readTree(answer.body()).at("/status").asText().equals("cancelled");
  }

  private String plan(int number) throws IOException, InterruptedException {
    String body =
        "{\"user_id\":\"u%d\",\"query\":\"3 days in Da Nang from Hanoi for two\",\"constraints\":%s}"
            .formatted(number, "{\"provider\":\"%s\",\"approval\":{\"threshold\":1}}".formatted(BookableOffers.NAME));
    String id = text(post("/v1/plan", body, "Idempotency-Key", "kill-" + number), 202, "/job_id");
    accepted.add(id);
    return id;
  }

  private HttpResponse<String> decide(String id, boolean yes) throws IOException, InterruptedException {
    return post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":%s}".formatted(id, yes));
  }

  /** Several devices decide at once; those who agree with the first are answered 200, and none of the others. */
  private void race(String id) throws IOException, InterruptedException {
    Set<Boolean> won = ConcurrentHashMap.newKeySet();
    List<Thread> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      boolean yes = i % 2 == 0;
      devices.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  if (decide(id, yes).statusCode() == 200) {
                    won.add(yes);
                  }
                } catch (IOException e) {
                  finding("a client cannot go on: " + e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread device : devices) {
      device.join();
    }
    if (won.size() != 1) {
      finding("twice: of racing decisions those that were told to have won are " + won);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    for (int i = 0; i < 20 && answer.statusCode() >= 500; i++) {
      TimeUnit.MILLISECONDS.sleep(200);
      answer = http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }
    if (answer.statusCode() != 200) {
      finding("lost: %s is answered with %d".formatted(path, answer.statusCode()));
      throw new IOException("no such job");
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body));
    HttpRequest whole = (headers.length == 0 ? request : request.headers(headers)).build();
    HttpResponse<String> answer = http.send(whole, BodyHandlers.ofString());
    for (int i = 0; i < 20 && answer.statusCode() >= 500; i++) {
      // As the contract says: an error of the service is no answer, and may be asked again.
      TimeUnit.MILLISECONDS.sleep(200);
      answer = http.send(whole, BodyHandlers.ofString());
    }
    return answer;
  }

  private URI uri(String path) {
    return cloud.baseUrl().resolve(path);
  }

  private String text(HttpResponse<String> answer, int expected, String pointer) throws IOException {
    if (answer.statusCode() != expected) {
      throw new IOException("answered with " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).at(pointer).asText();
  }

  /** What stands at the provider and no completed job tells of. */
  private Set<String> standingOfOthers() {
    Set<String> standing = new HashSet<>();
    provider.all().stream().filter(b -> !b.cancelled()).forEach(b -> standing.add(b.ref()));
    try {
      for (Told one : List.copyOf(told)) {
        if (one.end().equals("completed")) {
          get("/v1/status/" + one.id()).at("/effects").forEach(e -> standing.remove(e.path("ref").asText()));
        }
      }
    } catch (IOException e) {
      finding("a completed job cannot be read: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return standing;
  }

  /**
   * Compares what everybody says.
   *
   * @param missed how often a message was taken and not brought to its end, by its id
   */
  Kills.Result judge(Map<String, Integer> kills, Set<String> unreached, Healing healing, Duration rest, Map<String, Integer> missed)
      throws IOException, InterruptedException {
    boolean rests = busy.get() == 0 && findings.isEmpty();
    Map<String, Integer> ends = new TreeMap<>();
    over = true;
    if (busy.get() > 0) {
      finding("stuck: %d of %d trips are told nothing final".formatted(asked.get() - told.size(), asked.get()));
    }
    Set<String> refs = new HashSet<>();
    for (Told one : List.copyOf(told)) {
      JsonNode status = get("/v1/status/" + one.id());
      String state = status.at("/status").asText();
      String code = status.at("/error/code").asText("");
      ends.merge(state + (code.isEmpty() || code.equals("null") ? "" : " " + code), 1, Integer::sum);
      if (!state.equals(one.end())) {
        finding("lost: %s was told to be %s and is %s".formatted(one.id(), one.end(), state));
      }
      if (one.cancelled() && !state.equals("cancelled")) {
        finding("lost: %s was told to be cancelled and is %s".formatted(one.id(), state));
      }
      if (state.equals("failed") && !(code.equals("DEAD_LETTER") && explained(one.id(), missed))) {
        finding("lost: %s failed: %s".formatted(one.id(), status.at("/error")));
      }
      int booked = 0;
      for (JsonNode effect : status.at("/effects")) {
        boolean standing = effect.path("state").asText().matches("booked|held");
        booked += standing ? 1 : 0;
        if (standing && !refs.add(effect.path("ref").asText())) {
          finding("twice: two jobs tell of " + effect);
        }
      }
      if (booked != (state.equals("completed") ? ITEMS : 0)) {
        finding("%s is %s and tells of %d reservations".formatted(one.id(), state, booked));
      }
      events(one.id());
    }
    List<ProviderServer.Booking> all = provider.all();
    Set<String> standing = new HashSet<>();
    all.stream().filter(b -> !b.cancelled()).forEach(b -> standing.add(b.ref()));
    if (!standing.equals(refs)) {
      Set<String> more = new HashSet<>(standing);
      more.removeAll(refs);
      refs.removeAll(standing);
      finding("the provider holds %s that no job tells of, and does not hold %s that jobs tell of".formatted(more, refs));
    }
    long keys = all.stream().filter(b -> !b.cancelled()).map(ProviderServer.Booking::key).distinct().count();
    if (keys != standing.size()) {
      finding("twice: %d reservations stand under %d keys".formatted(standing.size(), keys));
    }
    if (rests) {
      holdings.faults(accepted).forEach(this::finding);
    }
    int cancelled = (int) all.stream().filter(ProviderServer.Booking::cancelled).count();
    return new Kills.Result(told.size(), ends, kills, unreached, all.size(), cancelled, healing.sweeps(), healing.most(), rest,
        List.copyOf(findings));
  }

  /**
   * Whether a message of the step that failed was set aside, and as often as that takes those who had taken it died or gave it back. One of them
   * may have died before it could say what it had taken.
   */
  private boolean explained(String id, Map<String, Integer> missed) {
    String step = holdings.job(id).error().step();
    return holdings.setAside().stream()
        .anyMatch(m -> m.job().equals(id) && m.step().equals(step) && missed.getOrDefault(m.message(), 0) >= RECEIVES - 1);
  }

  private void events(String id) throws IOException, InterruptedException {
    int expected = 1;
    for (JsonNode event : get("/v1/jobs/" + id + "/events").at("/events")) {
      if (event.path("id").asInt() != expected++) {
        finding("%s: the ids of its events have a gap".formatted(id));
      }
    }
  }
}
