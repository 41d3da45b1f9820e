package io.lotara.dynamo;

import io.lotara.digest.Sha256;
import io.lotara.job.JobKey;
import io.lotara.suggestion.WatchKey;
import io.lotara.tenant.SpendAccount;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every key there is in the table. What a tenant owns has the tenant in its partition key. */
sealed interface ItemKey {
  String PK = "pk";
  String SK = "sk";

  String OUTPUT_PREFIX = "OUT#";
  String ANSWER_PREFIX = "ANS#";
  String RATING_PREFIX = "RATED#";

  String pk();

  String sk();

  /** As attributes. */
  default Map<String, AttributeValue> attributes() {
    return Map.of(PK, AttributeValue.fromS(pk()), SK, AttributeValue.fromS(sk()));
  }

  private static String partition(JobKey job) {
    return "T#" + job.tenant() + "#J#" + job.id();
  }

  /** The watch that a partition key names. */
  static WatchKey watch(String pk) {
    int at = pk.lastIndexOf("#W#");
    if (!pk.startsWith("T#") || at < 0) {
      throw new IllegalArgumentException("not the key of a watch: " + pk);
    }
    return new WatchKey(pk.substring(2, at), pk.substring(at + 3));
  }

  /** What belongs to a user. User ids are the clients' own: they may be long and hold anything, so they are hashed. */
  static String user(String tenant, String userId) {
    return "T#" + tenant + "#U#" + Sha256.hex(userId);
  }

  /** What a user has talked about, in the index of users. */
  static String talker(String tenant, String userId) {
    return user(tenant, userId) + "#C";
  }

  private static String talk(String tenant, String id) {
    return "T#" + tenant + "#C#" + Sha256.hex(id);
  }

  /** The job that a partition key names. */
  static JobKey job(String pk) {
    int at = pk.lastIndexOf("#J#");
    if (!pk.startsWith("T#") || at < 0) {
      throw new IllegalArgumentException("not the key of a job: " + pk);
    }
    return new JobKey(pk.substring(2, at), pk.substring(at + 3));
  }

  record JobItem(JobKey job) implements ItemKey {
    static final String SORT = "JOB";

    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return SORT;
    }
  }

  record RequestItem(JobKey job) implements ItemKey {
    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return "REQ";
    }
  }

  record AnswerItem(JobKey job, int number) implements ItemKey {
    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return "%s%04d".formatted(ANSWER_PREFIX, number);
    }
  }

  record OutputItem(JobKey job, String step, int revision) implements ItemKey {
    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return "%s%s#%04d".formatted(OUTPUT_PREFIX, step, revision);
    }
  }

  record CompensationItem(JobKey job) implements ItemKey {
    static final String SORT = "UNDO";

    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return SORT;
    }
  }

  /** What is owed to be told, and with some subscribers what became of it. */
  record NoticeItem(JobKey job, String subscriber, String about) implements ItemKey {
    static final String PREFIX = "TELL#";

    /** The item of a sort key; empty when it is none. */
    static Optional<NoticeItem> of(JobKey job, String sk) {
      String[] parts = sk.startsWith(PREFIX) ? sk.substring(PREFIX.length()).split("#", 2) : new String[0];
      return parts.length == 2 ? Optional.of(new NoticeItem(job, parts[0], parts[1])) : Optional.empty();
    }

    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return PREFIX + subscriber + "#" + about;
    }
  }

  record FeedbackItem(JobKey job) implements ItemKey {
    @Override
    public String pk() {
      return partition(job);
    }

    @Override
    public String sk() {
      return "FB";
    }
  }

  /** That there is feedback on a job that was made in a month. */
  record FeedbackEntry(String tenant, YearMonth month, String place) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#FB#" + month;
    }

    @Override
    public String sk() {
      return place;
    }
  }

  /** A place for one who is held; no tenant has places of its own. */
  record SlotItem(int number) implements ItemKey {
    @Override
    public String pk() {
      return "SLOT#" + number;
    }

    @Override
    public String sk() {
      return "HELD";
    }
  }

  /** Clients' keys are hashed: they may be long and hold anything. */
  record IdempotencyItem(String tenant, String scope, String key) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#K#" + scope + "#" + Sha256.hex(key);
    }

    @Override
    public String sk() {
      return "KEY";
    }

  }

  record PreferencesItem(String tenant, String userId) implements ItemKey {
    @Override
    public String pk() {
      return ItemKey.user(tenant, userId);
    }

    @Override
    public String sk() {
      return "PREF";
    }
  }

  /** How a user liked the trip of a job; under the user, so that it is found without knowing the job. */
  record RatingItem(String tenant, String userId, String jobId) implements ItemKey {
    @Override
    public String pk() {
      return ItemKey.user(tenant, userId);
    }

    @Override
    public String sk() {
      return RATING_PREFIX + jobId;
    }
  }

  /** A price watch. */
  record WatchItem(WatchKey watch) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + watch.tenant() + "#W#" + watch.id();
    }

    @Override
    public String sk() {
      return "WATCH";
    }
  }

  /** An address that a tenant wants to be told at. */
  record EndpointItem(String tenant, String id) implements ItemKey {
    static final String PREFIX = "EP#";

    @Override
    public String pk() {
      return "T#" + tenant + "#HOOKS";
    }

    @Override
    public String sk() {
      return PREFIX + id;
    }
  }

  /** What a tenant's callbacks are signed with. */
  record SigningSecretItem(String tenant) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#HOOKS";
    }

    @Override
    public String sk() {
      return "SECRET";
    }
  }

  /** A parked message may be unreadable, so it belongs to no tenant. */
  record ParkedItem(String id) implements ItemKey {
    @Override
    public String pk() {
      return "PARKED#" + id;
    }

    @Override
    public String sk() {
      return "MSG";
    }
  }

  /** A key is found by its hash before anybody knows whose it is. */
  record ApiKeyItem(String id) implements ItemKey {
    @Override
    public String pk() {
      return "KEY#" + id;
    }

    @Override
    public String sk() {
      return "KEY";
    }
  }

  /** That a tenant has a key. */
  record TenantKeyItem(String tenant, String id) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#KEYS";
    }

    @Override
    public String sk() {
      return id;
    }
  }

  /** What a tenant has asked for on a day. */
  record RateItem(String tenant, LocalDate day) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#RATE";
    }

    @Override
    public String sk() {
      return day.toString();
    }
  }

  /** What was spent on language models. Conversations' ids may be clients' own: they are hashed. */
  record SpendItem(SpendAccount account) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + account.tenant() + "#SPEND";
    }

    @Override
    public String sk() {
      return switch (account) {
        case SpendAccount.Day day -> "D#" + day.date();
        case SpendAccount.Conversation conversation -> "C#" + Sha256.hex(conversation.id());
      };
    }
  }

  /** What was set for a tenant. */
  record SettingsItem(String tenant) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#SET";
    }

    @Override
    public String sk() {
      return "SETTINGS";
    }
  }

  /** The one secret of the deployment. */
  record LinkSecretItem() implements ItemKey {
    @Override
    public String pk() {
      return "LINKS";
    }

    @Override
    public String sk() {
      return "SECRET";
    }
  }

  /** Ids of conversations may be the clients' own: they may be long and hold anything, so they are hashed. */
  record ConversationItem(String tenant, String id) implements ItemKey {
    @Override
    public String pk() {
      return talk(tenant, id);
    }

    @Override
    public String sk() {
      return "HEAD";
    }
  }

  /** A turn with its answer. */
  record TurnItem(String tenant, String id, int number) implements ItemKey {
    @Override
    public String pk() {
      return talk(tenant, id);
    }

    @Override
    public String sk() {
      return "TURN#%08d".formatted(number);
    }
  }

  /** Finds a turn by its id. */
  record TurnIdItem(String tenant, String id, String turnId) implements ItemKey {
    @Override
    public String pk() {
      return talk(tenant, id);
    }

    @Override
    public String sk() {
      return "ID#" + Sha256.hex(turnId);
    }
  }

  /** Whose chat a tenant's is. */
  record ChatSettingsItem(String tenant) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#CHAT";
    }

    @Override
    public String sk() {
      return "SETTINGS";
    }
  }

  /** A model's answer to a question that needs no context. */
  record CachedAnswerItem(String tenant, String question) implements ItemKey {
    @Override
    public String pk() {
      return "T#" + tenant + "#CHAT";
    }

    @Override
    public String sk() {
      return "ANSWER#" + question;
    }
  }
}
