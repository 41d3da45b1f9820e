package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.TravelDesk;
import io.lotara.chat.TripDesk;
import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Town;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what there is to see and to eat in a town, from the sources. */
@Singleton
final class Places implements Rule {
  private static final String SEE_ABOUT = "places to see";
  private static final String EAT_ABOUT = "places to eat";
  private static final int TOLD = 6;
  private static final Pattern SEE =
      Pattern.compile(
          "\\b(?:what (?:is there |are there |to |can (?:i|we|you|one) |should (?:i|we) |do you recommend |else is there )(?:things "
              + ")?(?:to )?(?:see|do|visit)?"
              + "|things to (?:see|do)|places? to (?:see|visit|go)|sights?(?:eeing)?(?= (?:of|in|at))|attractions?|must[- ]see|worth "
              + "(?:seeing|visiting)"
              + "|what(?:'s| is) (?:there )?to (?:see|do)|museums?(?= in)|temples?(?= in))\\b");
  private static final Pattern EAT =
      Pattern.compile("\\b(?:where (?:to|can (?:i|we)|should (?:i|we)|do (?:i|we)) eat|what to eat|restaurants?|places? to eat"
          + "|\\beat\\b(?= in)|food(?= in)|dine(?= in)"
          + "|best (?:food|pho|sushi|pizza))\\b");
  private static final Pattern PLANNING =
      Pattern.compile("\\b(?:plan|organi[sz]e|arrange|book|trip to|days? in|nights? in|weeks? in|budget|under \\$?\\d)\\b");

  private final TripDesk trips;
  private final TravelDesk travel;

  Places(TripDesk trips, TravelDesk travel) {
    this.trips = trips;
    this.travel = travel;
  }

  @Override
  public Optional<Reply> answer(Heard heard) {
    ChatTurn turn = heard.turn();
    boolean eat = heard.has(EAT) || heard.answers(EAT_ABOUT);
    if (heard.answers(SEE_ABOUT) || heard.answers(EAT_ABOUT)) {
      Understanding understood = trips.understand(turn, turn.focus().asked().words(), List.of(heard.words()));
      if (understood.request() == null && turn.focus().asked().times() > 1) {
        return Optional.of(new Reply("I am sorry, I do not know that place. What else can I do for you?", null, turn.focus().settled()));
      }
      return Optional.of(told(turn, turn.focus().asked().words(), understood, eat));
    }
    if (!heard.has(SEE) && !eat || heard.has(PLANNING)) {
      return Optional.empty();
    }
    String trip = heard.asTrip(eat ? EAT : SEE);
    return Optional.of(told(turn, trip, trips.understand(turn, trip, List.of()), eat));
  }

  private Reply told(ChatTurn turn, String words, Understanding understood, boolean eat) {
    boolean unsaid = understood.fields().stream().noneMatch(f -> f.field().equals("destination") || f.field().equals("cities"));
    Optional<Town> town = understood.request() != null ? town(turn, understood.request()) : unsaid ? ofTheTrip(turn) : Optional.empty();
    if (town.isEmpty()) {
      boolean unknown = understood.question() != null && !unsaid;
      String question = unknown ? understood.question().text()
          : understood.request() == null || understood.question() != null ? "In which city?"
          : "I do not know that place. Which city do you mean?";
      return new Reply(question, null, turn.focus().asks(eat ? EAT_ABOUT : SEE_ABOUT, words));
    }
    String name = town.get().name();
    String text = eat ? eateries(turn, town.get()) : sights(turn, town.get());
    boolean offers = !eat && !text.isEmpty();
    if (text.isEmpty()) {
      text = "I know no places " + (eat ? "to eat" : "to see") + " in " + name
          + ". Is there another city that you would like to hear about?";
    }
    return new Reply(
        text, null, offers ? Offers.offer(turn.focus(), "A trip to " + name) : turn.focus().settled());
  }

  /** Whether the words ask what there is to see or to eat. */
  boolean asks(Heard heard) {
    return (heard.has(SEE) || heard.has(EAT)) && !heard.has(PLANNING);
  }

  private Optional<Town> town(ChatTurn turn, TripRequest request) {
    return travel.towns(turn.tenant(), request.destinations().getFirst()).stream().findFirst();
  }

  /** The town of the trip that is spoken of, when nobody said another. */
  private Optional<Town> ofTheTrip(ChatTurn turn) {
    return trips.current(turn).flatMap(trips::plan).map(Itinerary::trip).map(t -> t.destinations().getFirst())
        .flatMap(name -> travel.town(turn.tenant(), name));
  }

  private String sights(ChatTurn turn, Town town) {
    List<Attraction> sights = travel.sights(turn.tenant(), town);
    if (sights.isEmpty()) {
      return "";
    }
    List<String> some = sights.stream().limit(TOLD).map(a -> a.name() + (a.kind() == null ? "" : " (" + a.kind() + ")")).toList();
    return "In " + town.name() + " there is " + Words.list(some) + "." + more(sights.size())
        + " Shall I plan a trip there, or tell you when one of them is open?";
  }

  private String eateries(ChatTurn turn, Town town) {
    List<Eatery> eateries = travel.eateries(turn.tenant(), town);
    if (eateries.isEmpty()) {
      return "";
    }
    List<String> some =
        eateries.stream()
            .limit(TOLD)
            .map(e -> e.name() + " (" + (e.cuisines().isEmpty() ? "" : e.cuisines().getFirst() + ", ") + Words.money(e.price()) + ")")
            .toList();
    return "In " + town.name() + " one can eat at " + Words.list(some) + "." + more(eateries.size())
        + " Prices are for a meal for one person.";
  }

  private static String more(int known) {
    return known > TOLD ? " I know " + (known - TOLD) + " more." : "";
  }
}
