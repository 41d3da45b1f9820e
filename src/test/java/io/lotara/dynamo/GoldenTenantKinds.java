package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Parking;
import io.lotara.job.StreamSlots;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchStore;
import io.lotara.tenant.ApiKey;
import io.lotara.tenant.ApiKeys;
import io.lotara.tenant.ChangeSettings;
import io.lotara.tenant.Limits;
import io.lotara.tenant.LinkSecrets;
import io.lotara.tenant.ModelSpend;
import io.lotara.tenant.RateLimited;
import io.lotara.tenant.Rates;
import io.lotara.tenant.SpendAccount;
import io.lotara.trip.PastTrips;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import io.lotara.webhook.Endpoint;
import io.lotara.webhook.Endpoints;
import io.lotara.webhook.SigningSecrets;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tenants, their users and the deployment itself have that belongs to no job and no conversation. */
final class GoldenTenantKinds {
  private static final String TENANT = "acme";
  private static final Instant T0 = GoldenValues.T0;
  private static final Instant LATER = T0.plusSeconds(60);

  private GoldenTenantKinds() {}

  static List<GoldenKind> all() {
    List<GoldenKind> all = new ArrayList<>(List.of(endpoint(), watch(), key(), signingSecret(), linkSecret(), idempotencyKey(), preferences()));
    all.addAll(List.of(rating(), rate(), spend(), settings(), slot()));
    GoldenSideValues.parked().forEach(one -> all.add(parked(one)));
    return all;
  }

  private static GoldenKind endpoint() {
    Endpoint endpoint = GoldenValues.endpoint();
    return GoldenKind.of("endpoint", new ItemKey.EndpointItem(endpoint.tenant(), endpoint.id()), endpoint,
        t -> t.bean(Endpoints.class).put(endpoint),
        t -> t.bean(Endpoints.class).find(endpoint.tenant(), endpoint.id()).orElseThrow());
  }

  private static GoldenKind watch() {
    Watch watch = GoldenValues.watch();
    return GoldenKind.of("watch", new ItemKey.WatchItem(watch.key()), watch,
        t -> t.bean(WatchStore.class).create(watch),
        t -> t.bean(WatchStore.class).readOwing(watch.key()).orElseThrow());
  }

  private static GoldenKind key() {
    ApiKey key = GoldenValues.apiKey();
    return GoldenKind.of("key", List.of(new ItemKey.ApiKeyItem(key.id()), new ItemKey.TenantKeyItem(key.tenant(), key.id())), List.of(key),
        t -> {
          t.bean(ApiKeys.class).create(key);
          t.bean(ApiKeys.class).revoke(key.id(), key.revoked());
        },
        t -> t.bean(ApiKeys.class).list(key.tenant()));
  }

  /** Another one instead of the one that is kept, and no receiver could verify a callback. */
  private static GoldenKind signingSecret() {
    return GoldenKind.of("signing secret", new ItemKey.SigningSecretItem(TENANT), GoldenSideValues.signingSecrets(),
            t -> {
              String first = t.bean(SigningSecrets.class).of(TENANT, T0).getFirst();
              String second = t.bean(SigningSecrets.class).rotate(TENANT, T0);
              assertEquals(List.of(second, first), t.bean(SigningSecrets.class).of(TENANT, LATER));
            },
            t -> List.of(t.bean(SigningSecrets.class).of(TENANT, LATER), t.bean(SigningSecrets.class).of(TENANT, T0.plusSeconds(86_400))))
        .withSecret("secret", "before");
  }

  private static GoldenKind linkSecret() {
    String secret = "5f2c1d0e9b8a79685746352413021f0e1d2c3b4a596877869504a3b2c1d0efbe";
    return GoldenKind.of("link secret", new ItemKey.LinkSecretItem(), secret,
        t -> t.bean(LinkSecrets.class).putFirst(HexFormat.of().parseHex(secret)),
        t -> HexFormat.of().formatHex(t.bean(LinkSecrets.class).find().orElseThrow()));
  }

  private static GoldenKind idempotencyKey() {
    IdempotencyKeys.Taken taken = GoldenSideValues.taken();
    return GoldenKind.of("idempotency key", new ItemKey.IdempotencyItem(TENANT, "plan", "summer 1"), taken,
        t -> t.bean(IdempotencyKeys.class).take(TENANT, "plan", "summer 1", taken.fingerprint(), taken.jobId(), taken.at()),
        t -> t.bean(IdempotencyKeys.class).take(TENANT, "plan", "summer 1", "another body", "another job", LATER));
  }

  private static GoldenKind preferences() {
    Preferences preferences = GoldenSideValues.preferences();
    return GoldenKind.of("preferences", new ItemKey.PreferencesItem(TENANT, "ana"), preferences,
        t -> t.bean(PreferenceStore.class).put(TENANT, "ana", preferences),
        t -> t.bean(PreferenceStore.class).get(TENANT, "ana").orElseThrow());
  }

  private static GoldenKind rating() {
    PastTrips.Rated rated = GoldenSideValues.rated();
    return GoldenKind.of("rated trip", new ItemKey.RatingItem(TENANT, "ana", rated.jobId()), List.of(rated),
        t -> t.bean(PastTrips.class).rate(TENANT, "ana", rated),
        t -> t.bean(PastTrips.class).of(TENANT, "ana"));
  }

  /** Two of three jobs of the day are counted, and the bucket of two is empty: a token comes back in a second. */
  private static GoldenKind rate() {
    Limits limits = new Limits(60, 2, 3);
    return GoldenKind.of("count of a day", new ItemKey.RateItem(TENANT, LocalDate.of(2096, 11, 29)),
        List.of("Too many requests; please slow down. 1", "taken", "The jobs of this day are used up. 57590"),
        t -> {
          t.bean(Rates.class).take(TENANT, limits, true, T0);
          t.bean(Rates.class).take(TENANT, limits, true, T0);
        },
        t -> List.of(taking(t, limits, T0), taking(t, limits, T0.plusSeconds(1)), taking(t, limits, T0.plusSeconds(10))));
  }

  private static String taking(TestTable table, Limits limits, Instant now) {
    try {
      table.bean(Rates.class).take(TENANT, limits, true, now);
      return "taken";
    } catch (RateLimited e) {
      return e.getMessage() + " " + e.retryAfter();
    }
  }

  private static GoldenKind spend() {
    var day = new SpendAccount.Day(TENANT, LocalDate.of(2096, 11, 29));
    var conversation = new SpendAccount.Conversation(TENANT, "talk 1");
    return GoldenKind.of("spend", List.of(new ItemKey.SpendItem(day), new ItemKey.SpendItem(conversation)), List.of(1_234_567L, 89_000L),
        t -> {
          t.bean(ModelSpend.class).add(day, 1_234_567, T0);
          t.bean(ModelSpend.class).addWithin(conversation, 89_000, 100_000, T0);
        },
        t -> List.of(t.bean(ModelSpend.class).spent(day), t.bean(ModelSpend.class).spent(conversation)));
  }

  /** That each section takes what is kept is seen by setting it again. */
  private static GoldenKind settings() {
    Map<String, String> settings = new TreeMap<>(GoldenSideValues.settings());
    return GoldenKind.of("settings of a tenant", new ItemKey.SettingsItem(TENANT), settings,
        t -> t.bean(ChangeSettings.class).change(TENANT, trees(t, settings)),
        t -> {
          Map<String, JsonNode> shown = t.bean(ChangeSettings.class).show(TENANT);
          t.bean(ChangeSettings.class).change(TENANT, shown);
          Map<String, String> texts = new TreeMap<>();
          shown.forEach((section, value) -> texts.put(section, text(t, value)));
          return texts;
        });
  }

  private static Map<String, JsonNode> trees(TestTable table, Map<String, String> texts) {
    Map<String, JsonNode> trees = new TreeMap<>();
    texts.forEach(
        (section, text) -> {
          try {
            trees.put(section, table.bean(JsonMapper.class).readValue(text, Argument.of(JsonNode.class)));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return trees;
  }

  private static String text(TestTable table, JsonNode value) {
    try {
      return table.bean(JsonMapper.class).writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Taken until its time is over, or until it is given back by who has it. */
  private static GoldenKind slot() {
    ItemKey key = new ItemKey.SlotItem(0);
    return GoldenKind.of("place for a stream", key, List.of(false, false, true),
            t -> t.bean(StreamSlots.class).take(1, T0, LATER),
            t -> {
              String lease = t.bean(Table.class).get(key).orElseThrow().get("lease").s();
              StreamSlots slots = t.bean(StreamSlots.class);
              boolean early = slots.take(1, LATER.minusMillis(1), LATER).isPresent();
              slots.free(new StreamSlots.Slot(0, "another's"));
              boolean stolen = slots.take(1, LATER.minusMillis(1), LATER).isPresent();
              slots.free(new StreamSlots.Slot(0, lease));
              return List.of(early, stolen, slots.take(1, T0, LATER).isPresent());
            })
        .withRandom("lease");
  }

  private static GoldenKind parked(Parking.Parked parked) {
    return GoldenKind.of("parked message " + parked.id(), new ItemKey.ParkedItem(parked.id()), parked,
        t -> {
          t.bean(Parking.class).park(new Parking.Parked(parked.id(), parked.body(), parked.reason(), parked.parkedAt(), null));
          if (parked.redrivenAt() != null) {
            t.bean(Parking.class).redriven(parked.id(), parked.redrivenAt());
          }
        },
        t -> t.bean(Parking.class).find(parked.id()).orElseThrow());
  }
}
