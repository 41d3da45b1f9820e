package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.SourceNames;
import io.lotara.chat.TravelDesk;
import io.lotara.chat.TripDesk;
import io.lotara.travel.StayOffer;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what flights and stays cost, from the sources and never from memory. */
@Singleton
final class Prices implements Rule {
  private static final String FLIGHTS = "flight prices";
  private static final String STAYS = "stay prices";
  private static final Pattern PRICE =
      Pattern.compile("\\b(?:how much|prices?|costs?|fares?|rates?|cheapest|how expensive|what does|what do|per night|a night)\\b");
  private static final Pattern FLIGHT = Pattern.compile("\\b(?:flights?|fly|flying|fares?|plane|air ?fares?|tickets?|airlines?)\\b");
  private static final Pattern STAY =
      Pattern.compile("\\b(?:hotels?|rooms?|stays?|hostels?|accommodations?|lodgings?|apartments?|per night|a night)\\b");

  private static final Pattern TRIP = Pattern.compile("\\b(?:trip|holidays?|vacation|journey|getaway|city ?break|honeymoon)\\b");

  private final TripDesk trips;
  private final TravelDesk travel;

  Prices(TripDesk trips, TravelDesk travel) {
    this.trips = trips;
    this.travel = travel;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatTurn turn = heard.turn();
    if (heard.answers(FLIGHTS) || heard.answers(STAYS)) {
      if (turn.focus().asked().times() > 2) {
        return Optional.of(new Reply("I am sorry, I know no prices for that. What else can I do for you?", null, turn.focus().settled()));
      }
      String words = turn.focus().asked().words();
      Understanding before = trips.understand(turn, words, List.of());
      // With a destination it was the start that was missing.
      Understanding now = before.request() != null ? before : trips.understand(turn, words, List.of(heard.words()));
      String all = before.request() != null ? words : words + " to " + heard.words();
      return Optional.of(
          heard.answers(FLIGHTS) ? flights(turn, all, now, before.request() != null ? heard.words() : null) : stays(turn, all, now));
    }
    if (!heard.has(PRICE)) {
      return Optional.empty();
    }
    if (heard.has(TRIP) && !heard.has(FLIGHT) && !heard.has(STAY)) {
      return ofATrip(heard);
    }
    if (heard.has(FLIGHT)) {
      String trip = heard.asTrip(FLIGHT);
      return Optional.of(flights(turn, trip, trips.understand(turn, trip, List.of()), null));
    }
    String trip = heard.asTrip(STAY);
    return heard.has(STAY) ? Optional.of(stays(turn, trip, trips.understand(turn, trip, List.of()))) : Optional.empty();
  }

  /** Whether the words ask for the price of something, and say of what. */
  boolean asks(Heard heard) {
    return heard.has(PRICE) && (heard.has(FLIGHT) || heard.has(STAY));
  }

  /** What a trip costs is known when it is planned. */
  private Optional<Reply> ofATrip(Heard heard) {
    ChatTurn turn = heard.turn();
    String words = heard.asTrip(TRIP);
    TripRequest request = trips.understand(turn, words, List.of()).request();
    if (request == null) {
      return Optional.empty();
    }
    String where = Words.list(request.destinations().stream().map(TripRequest.Destination::name).distinct().toList());
    return Optional.of(
        new Reply("What a trip to " + where + " costs I know when I have planned it. Shall I plan one?", null, Offers.offer(turn.focus(), words)));
  }

  /**
   * @param answer what was answered to the question for the missing end, or null
   */
  private Reply flights(ChatTurn turn, String words, Understanding understood, @Nullable String answer) {
    TripRequest request = understood.request();
    Optional<Town> to =
        request == null ? Optional.empty() : travel.towns(turn.tenant(), request.destinations().getFirst()).stream().findFirst();
    if (to.isEmpty()) {
      return new Reply("Where would you like to fly to?", null, turn.focus().asks(FLIGHTS, words));
    }
    Optional<Town> from = origin(turn, request, answer);
    if (from.isEmpty()) {
      return new Reply("From which city would you fly to " + to.get().name() + "?", null, turn.focus().asks(FLIGHTS, words));
    }
    LocalDate day = request.start();
    List<TransportOffer> flights = travel.flights(turn.tenant(), from.get(), to.get(), day, request.party(), request.transport().cabin());
    String route = from.get().name() + " to " + to.get().name();
    if (flights.isEmpty()) {
      return new Reply("I know no flight from " + route + " around " + Words.day(day) + ".", null, turn.focus().settled());
    }
    TransportOffer cheapest = flights.getFirst();
    StringBuilder text = new StringBuilder("A flight from " + route + " on " + Words.day(day) + " costs " + Words.money(cheapest.price()));
    text.append(" for ").append(Words.people(request.party().size())).append(", one way");
    if (cheapest.low() != null && cheapest.high() != null) {
      text.append(" (usually between ").append(Words.money(cheapest.low(), cheapest.price().currency()));
      text.append(" and ").append(Words.money(cheapest.high(), cheapest.price().currency())).append(")");
    }
    if (!cheapest.via().isEmpty()) {
      text.append(", by way of ").append(Words.list(cheapest.via()));
    }
    text.append(". ").append(kind(cheapest.source(), cheapest.price().kind() == io.lotara.travel.PriceKind.ESTIMATED));
    text.append(" Shall I plan a trip there?");
    return new Reply(text.toString(), null, Offers.offer(turn.focus(), request.origin() != null ? words : words + " from " + from.get().name()));
  }

  /** Where one would fly from: said in the question, in the answer, or where the person lives. */
  private Optional<Town> origin(ChatTurn turn, TripRequest request, @Nullable String answer) {
    if (request.origin() != null) {
      String region = request.origin().region();
      return travel.town(turn.tenant(), request.origin().name() + (region == null ? "" : ", " + region))
          .or(() -> travel.town(turn.tenant(), request.origin().name()));
    }
    if (answer != null && answer.length() <= 60) {
      String name = answer.replaceFirst("(?i)^\\W*(?:from|it's|its|i live in|i am in|i'm in)\\s+", "").replaceFirst("[\\s.!?]+$", "");
      Optional<Town> town = travel.town(turn.tenant(), name);
      if (town.isPresent()) {
        return town;
      }
    }
    return trips.home(turn).flatMap(name -> travel.town(turn.tenant(), name));
  }

  private Reply stays(ChatTurn turn, String words, Understanding understood) {
    TripRequest request = understood.request();
    Optional<Town> town =
        request == null ? Optional.empty() : travel.towns(turn.tenant(), request.destinations().getFirst()).stream().findFirst();
    if (town.isEmpty()) {
      return new Reply("In which city would you like to stay?", null, turn.focus().asks(STAYS, words));
    }
    LocalDate in = request.start();
    LocalDate out = in.plusDays(Math.max(1, request.days() - 1));
    List<StayOffer> stays = travel.stays(turn.tenant(), town.get(), in, out, request.party());
    if (stays.isEmpty()) {
      return new Reply("I know no places to stay in " + town.get().name() + ".", null, turn.focus().settled());
    }
    StayOffer low = stays.getFirst();
    StayOffer middle = stays.get(stays.size() / 2);
    String text =
        "In %s a room costs %s a night at the least (%s); in the middle it is %s (%s), around %s. %s Shall I plan a trip there?"
            .formatted(
                town.get().name(), Words.money(low.nightly()), name(low), Words.money(middle.nightly()), name(middle), Words.day(in),
                kind(low.source(), low.nightly().kind() == io.lotara.travel.PriceKind.ESTIMATED));
    return new Reply(text, null, Offers.offer(turn.focus(), words));
  }

  private static String name(StayOffer stay) {
    return SourceNames.told(stay.name(), "of a name that I had rather not repeat");
  }

  private static String kind(String source, boolean estimated) {
    return estimated ? "These are estimates, not offers (source: " + source + ")." : "These are prices of the source “" + source + "”.";
  }
}
