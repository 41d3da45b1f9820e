package io.lotara.chat.rules;

import io.lotara.chat.Reply;
import io.lotara.job.Job;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * All that is said about trips and travel. Decisions come first and whole requests before answers to open questions: who asks for something
 * else has left the question. Which trip is meant is found out before anything is done to it.
 */
@Singleton
final class TripTalk implements Rule {
  private final Offers offers;
  private final Decisions decisions;
  private final TripStatus status;
  private final PlanDetails details;
  private final Hours hours;
  private final Prices prices;
  private final Places places;
  private final Revisions revisions;
  private final TripRequests requests;
  private final NamedTrips named;
  private final WhichTrip which;

  TripTalk(
      Offers offers,
      Decisions decisions,
      TripStatus status,
      PlanDetails details,
      Hours hours,
      Prices prices,
      Places places,
      Revisions revisions,
      TripRequests requests,
      NamedTrips named,
      WhichTrip which) {
    this.offers = offers;
    this.decisions = decisions;
    this.status = status;
    this.details = details;
    this.hours = hours;
    this.prices = prices;
    this.places = places;
    this.revisions = revisions;
    this.requests = requests;
    this.named = named;
    this.which = which;
  }

  /** Whether the words are a decision, or agree to what the rules have offered: then no model has a say. */
  boolean decides(Heard heard) {
    return offers.taken(heard) || which.open(heard) || decisions.decides(plain(heard));
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    Optional<Heard> chosen = which.chosen(heard);
    if (chosen.isPresent()) {
      return ofTheTrip(chosen.get());
    }
    Heard free = leaves(heard) ? heard.about(heard.turn().focus().settled()) : heard;
    return offers.answer(free).or(() -> TwoWishes.of(free).flatMap(this::both)).or(() -> one(free));
  }

  private Optional<Reply> one(Heard heard) {
    NamedTrips.Meant meant = named.of(heard);
    return of(meant, heard, List.of(decisions, status, details))
        .or(() -> first(List.of(hours, prices, places), heard))
        .or(() -> of(meant, heard, List.of(revisions)))
        .or(() -> requests.answer(heard));
  }

  /** Whether the words leave the open question alone and want something else. */
  private boolean leaves(Heard heard) {
    if (heard.turn().focus().asked() == null || Offers.open(heard)) {
      return false;
    }
    Heard without = heard.about(heard.turn().focus().settled());
    boolean change = revisions.wants(plain(without));
    return heard.answers(TripRequests.ABOUT)
        ? change && heard.has(Revisions.OUTRIGHT)
        : change || requests.whole(heard) || !heard.answers(Hours.ABOUT) && (prices.asks(heard) || places.asks(heard));
  }

  /** The words without the name of the trip, when they name one. */
  private Heard plain(Heard heard) {
    return switch (named.of(heard)) {
      case NamedTrips.Meant.Current c -> heard;
      case NamedTrips.Meant.Named n -> n.heard();
      case NamedTrips.Meant.Several s -> heard.saying(s.words());
      case NamedTrips.Meant.Missing m -> heard.saying(m.words());
    };
  }

  private Optional<Reply> ofTheTrip(Heard heard) {
    return first(List.of(decisions, status, details, revisions), heard);
  }

  /** Lets the rules speak of the trip that is meant. */
  private Optional<Reply> of(NamedTrips.Meant meant, Heard heard, List<Rule> rules) {
    return switch (meant) {
      case NamedTrips.Meant.Current c -> first(rules, heard);
      case NamedTrips.Meant.Named n -> first(rules, n.heard());
      case NamedTrips.Meant.Several s -> several(heard, s, rules);
      case NamedTrips.Meant.Missing m -> concerns(heard.saying(m.words()), rules) ? Optional.of(missing(heard, m)) : Optional.empty();
    };
  }

  /** Telling of the latest does no harm; whatever else is done is done to the one that the person says. */
  private Optional<Reply> several(Heard heard, NamedTrips.Meant.Several several, List<Rule> rules) {
    Heard plain = heard.saying(several.words());
    if (!concerns(plain, rules)) {
      return Optional.empty();
    }
    Job latest = several.jobs().getFirst();
    boolean told = status.asks(plain) || details.asks(plain);
    return told ? first(rules, NamedTrips.about(heard, latest, several.words())) : Optional.of(which.ask(heard, several));
  }

  private boolean concerns(Heard plain, List<Rule> rules) {
    return rules.contains(decisions) && (decisions.decides(plain) || status.asks(plain) || details.asks(plain))
        || rules.contains(revisions) && revisions.wants(plain);
  }

  private static Reply missing(Heard heard, NamedTrips.Meant.Missing missing) {
    return Reply.of(
        "There is no trip to " + missing.place() + " in this conversation"
            + (missing.known().isEmpty() ? "." : ", only " + Words.list(missing.known().stream().map(p -> "one to " + p).toList()) + ".")
            + " Nothing is changed.",
        heard.turn());
  }

  /** A question and a wish in one message: both are seen to, but a decision is only taken when it is said alone. */
  private Optional<Reply> both(TwoWishes two) {
    Optional<Reply> first = asked(two.first());
    Optional<Reply> told = first.or(() -> asked(two.second()));
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Heard wish = first.isPresent() ? two.second() : two.first();
    Heard plain = plain(wish);
    String answer = told.get().text().replaceFirst(" Shall I plan a trip there[^?]*\\?$", "");
    if (decisions.decides(plain)) {
      return Optional.of(
          new Reply(answer + " The other I have not done: say it alone, as “" + wish.words().strip() + "”.", told.get().jobId(), told.get().focus().settled()));
    }
    if (!revisions.wants(plain) && !requests.whole(wish)) {
      return Optional.empty();
    }
    Heard free = wish.about(wish.turn().focus().settled());
    return of(named.of(free), free, List.of(revisions)).or(() -> requests.answer(free)).map(done -> new Reply(answer + " " + done.text(), done.jobId(), done.focus()));
  }

  /** The answer to a part that only asks. */
  private Optional<Reply> asked(Heard part) {
    if (part.turn().focus().asked() != null && !Offers.open(part) || decisions.decides(plain(part)) || revisions.wants(plain(part))) {
      return Optional.empty();
    }
    return first(List.of(status, details, hours, prices, places), part);
  }

  private static Optional<Reply> first(List<Rule> rules, Heard heard) {
    return rules.stream().map(rule -> rule.answer(heard)).flatMap(Optional::stream).findFirst();
  }
}
