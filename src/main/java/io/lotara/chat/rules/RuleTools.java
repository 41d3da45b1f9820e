package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.TripDesk;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What a language model may ask for: the rules, one at a time, each with words of the model's choosing and no more power than those words
 * would have from the person. None of them approves, refuses, cancels or books, and none names a job: they reach the trip of their own
 * conversation.
 */
@Singleton
public class RuleTools {
  private static final int LONGEST = 1000;
  private final TripDesk desk;
  private final TripTalk talk;
  private final TripStatus status;
  private final Prices prices;
  private final Places places;
  private final Hours hours;
  private final Revisions revisions;
  private final TripRequests requests;
  private final Faqs faqs;
  private final Consent consent;

  RuleTools(
      TripDesk desk,
      TripTalk talk,
      TripStatus status,
      Prices prices,
      Places places,
      Hours hours,
      Revisions revisions,
      TripRequests requests,
      Faqs faqs,
      Consent consent) {
    this.desk = desk;
    this.talk = talk;
    this.status = status;
    this.prices = prices;
    this.places = places;
    this.hours = hours;
    this.revisions = revisions;
    this.requests = requests;
    this.faqs = faqs;
    this.consent = consent;
  }

  /** Whether the person decides in this turn: then no model has a say. */
  public boolean decides(ChatTurn turn) {
    return turn.settings().travel() && talk.decides(new Heard(turn, desk)) || Declined.topic(turn).isPresent();
  }

  /** Sections of the tenant's own texts that go with the words. */
  public String knowledge(ChatTurn turn) {
    return faqs.sections(turn, 3);
  }

  /**
   * Begins a trip, when the person's own words ask for it.
   *
   * @param read whether the model has read what others wrote in this turn
   */
  public Optional<Reply> plan(ChatTurn turn, String request, boolean read) {
    Heard heard = heard(turn, request);
    Heard person = new Heard(turn, desk);
    boolean asks = !NoWish.of(person.words()).rest().isBlank();
    return asks && consent.toPlan(person, heard, read) ? Optional.of(said(turn, requests.take(heard))) : Optional.empty();
  }

  /** How the trip stands. */
  public Reply status(ChatTurn turn) {
    return said(turn, status.answer(heard(turn, "How is my trip?")));
  }

  /**
   * Changes the trip, when the person's own words ask for it.
   *
   * @param read whether the model has read what others wrote in this turn
   */
  public Optional<Reply> revise(ChatTurn turn, String change, boolean read) {
    Heard person = new Heard(turn, desk);
    return !Revisions.denies(person) && consent.toRevise(person, read) ? Optional.of(said(turn, revisions.take(heard(turn, change)))) : Optional.empty();
  }

  /** What there is to see or to eat in a town. */
  public Reply places(ChatTurn turn, String city, boolean eat) {
    return said(turn, places.answer(heard(turn, (eat ? "Where can I eat in " : "What is there to see in ") + city + "?")));
  }

  /** When a place is open. */
  public Reply hours(ChatTurn turn, String place) {
    return said(turn, hours.answer(heard(turn, "When is " + place + " open?")));
  }

  /** What a flight or a stay costs; the words say from where, to where and when. */
  public Reply prices(ChatTurn turn, boolean flight, String words) {
    return said(turn, prices.answer(heard(turn, (flight ? "How much is a flight " : "How much is a hotel ") + words + "?")));
  }

  private Heard heard(ChatTurn turn, String words) {
    String cut = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    return new Heard(turn.saying(cut), desk);
  }

  private static Reply said(ChatTurn turn, Optional<Reply> reply) {
    return reply.orElseGet(() -> Reply.of("I know nothing about that.", turn));
  }
}
