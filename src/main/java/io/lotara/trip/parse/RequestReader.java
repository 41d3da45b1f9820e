package io.lotara.trip.parse;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.trip.Preferences;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.Budget;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.Understanding;
import io.lotara.trip.Understanding.Field;
import io.lotara.trip.Understanding.Question;
import io.lotara.trip.Understanding.Source;
import io.lotara.trip.parse.Layers.Pick;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a trip of everything that was said. Later beats earlier; of the same moment structure beats text, text beats preferences,
 * preferences
 * beat defaults. What nobody said is assumed and told; only a destination that is missing or unknown becomes a question. Pure: the same
 * words
 * on the same day give the same understanding, and no text makes it throw.
 */
@Singleton
public final class RequestReader {
  private static final String USUAL_CURRENCY = "USD";

  private final Gazetteer gazetteer;
  private final ExchangeRates rates;
  private final ConstraintsReader structure;

  public RequestReader(Gazetteer gazetteer, ExchangeRates rates, ConstraintsReader structure) {
    this.gazetteer = gazetteer;
    this.rates = rates;
    this.structure = structure;
  }

  /** As {@link #read(Wording)}, with no source of towns but the gazetteer. */
  public Understanding read(
      String query, @Nullable JsonNode constraints, @Nullable Preferences preferences, List<Answer> answers, LocalDate today) {
    return read(Wording.of(query, today).constraints(constraints).preferences(preferences).answers(answers));
  }

  /** Understands a request. Parts of structure that break a rule are left out and named in the notes. */
  public Understanding read(Wording wording) {
    Atlas atlas = new Atlas(gazetteer, wording.sources(), wording.regions());
    List<String> notes = new ArrayList<>(PreferencesReader.notes(wording.preferences()));
    Layers layers = new Layers();
    layers.over(sentence(wording, atlas), Source.QUERY);
    layers.over(structure(wording.context(), notes), Source.CONSTRAINTS);
    layers.over(structure(wording.constraints(), notes), Source.CONSTRAINTS);
    List<String> likely = PreferencesReader.destinations(wording.preferences());
    for (Answer answer : wording.answers()) {
      Question asked = new Route(layers.copy(), atlas, likely).question();
      if (answer.text() != null && !answer.text().isBlank()) {
        layers.over(Answers.read(answer.text(), asked, wording.today(), atlas), Source.QUERY);
      }
      layers.over(structure(answer.constraints(), notes), Source.CONSTRAINTS);
    }
    layers.under(PreferencesReader.read(wording.preferences()), Source.PREFERENCES);
    if (wording.proposal() != null) {
      layers.under(wording.proposal().reading(), wording.proposal().source());
    }
    return understanding(layers, new Route(layers, atlas, likely), wording.today(), notes);
  }

  private static Reading sentence(Wording wording, Atlas atlas) {
    Reading grammar = QueryReader.read(wording.query(), wording.today(), atlas);
    return wording.second() == null ? grammar : grammar.over(wording.second());
  }

  private Reading structure(@Nullable JsonNode constraints, List<String> notes) {
    if (constraints == null || constraints.isNull()) {
      return Reading.NOTHING;
    }
    ConstraintsReader.Result result = structure.read(constraints);
    for (Violation v : result.violations()) {
      String path = String.join(".", v.loc().stream().skip(1).map(String::valueOf).toList());
      notes.add("Left out " + path + ": " + v.msg() + ".");
    }
    return result.said();
  }

  private Understanding understanding(Layers layers, Route route, LocalDate today, List<String> notes) {
    Calendar calendar = new Calendar(layers, route, today);
    List<Field> fields = new ArrayList<>(route.fields());
    List<String> assumptions = new ArrayList<>(layers.assumptions());
    assumptions.addAll(route.assumptions());
    boolean asked = route.question() != null;
    if (!asked || layers.pick(Topic.DATES) != null || layers.pick(Topic.DURATION_DAYS) != null) {
      fields.addAll(calendar.fields());
    }
    assumptions.addAll(calendar.assumptions());
    boolean oneWay = oneWay(layers, route, fields, assumptions);
    Party party = party(layers, fields, assumptions);
    Budget budget = budget(layers, calendar.days(), fields, assumptions);
    String currency = currency(layers, budget, notes);
    TripRequest.Lodging lodging = lodging(layers, currency, fields);
    TripRequest.Meals meals = new TripRequest.Meals(
        wish(layers, Topic.CUISINES, List.of(), v -> v, fields),
        TasteWords.diets(wish(layers, Topic.DIETARY, List.of(), TasteWords::diets, fields)));
    TripRequest.Transport transport = new TripRequest.Transport(
        wish(layers, Topic.FORBIDDEN, Set.of(), Names::of, fields), wish(layers, Topic.CABIN, null, v -> v, fields));
    List<String> interests = TasteWords.interests(wish(layers, Topic.INTERESTS, List.of(), TasteWords::interests, fields));
    Pace pace = pace(layers, fields);
    TripRequest.Threshold approval = wish(layers, Topic.APPROVAL, null, RequestReader::json, fields);
    String provider = wish(layers, Topic.PROVIDER, null, v -> v, fields);
    if (asked) {
      return new Understanding(null, fields, layers.assumptions(), route.question(), notes);
    }
    TripRequest request = new TripRequest(
        route.origin(), route.destinations(), route.cityCount(), route.legs(), calendar.start(), calendar.end(), party, budget,
        interests, pace, lodging, meals, transport, approval, provider, currency, oneWay ? true : null);
    return new Understanding(request, fields, assumptions.stream().distinct().toList(), null, notes);
  }

  private static <T> T wish(Layers layers, Topic<T> topic, T otherwise, Function<T, Object> json, List<Field> fields) {
    Pick<T> pick = layers.pick(topic);
    if (pick == null) {
      return otherwise;
    }
    fields.add(pick.field(topic, json.apply(pick.value())));
    return pick.value();
  }

  /** No way back is wanted, and no stronger word says how long one stays away or when one comes back. */
  private static boolean oneWay(Layers layers, Route route, List<Field> fields, List<String> assumptions) {
    Pick<Boolean> pick = layers.pick(Topic.ONE_WAY);
    if (pick == null) {
      return false;
    }
    Pick<When> dates = layers.pick(Topic.DATES);
    Pick<Integer> days = layers.pick(Topic.DURATION_DAYS);
    boolean back =
        dates != null && dates.rank() < pick.rank() && dates.value() instanceof When.Fixed f && f.end() != null
            || days != null && days.rank() < pick.rank();
    boolean oneWay = pick.value() && !back;
    fields.add(pick.field(Topic.ONE_WAY, oneWay));
    if (oneWay && route.origin() != null) {
      assumptions.add("The journey is one way, so no way back is planned.");
    }
    return oneWay;
  }

  private static Party party(Layers layers, List<Field> fields, List<String> assumptions) {
    Pick<Party> pick = layers.pick(Topic.TRAVELLERS);
    Party party = pick == null ? new Party(1, List.of()) : pick.value();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("adults", party.adults());
    json.put("children", party.childrenAges());
    if (pick == null) {
      assumptions.add("Nobody said who travels, so one adult is planned for.");
      fields.add(new Field("travellers", json, Source.DEFAULT, null, 0.3));
    } else {
      fields.add(pick.field(Topic.TRAVELLERS, json));
    }
    return party;
  }

  private static Pace pace(Layers layers, List<Field> fields) {
    Pick<Pace> pick = layers.pick(Topic.PACE);
    Pace pace = pick == null ? Pace.BALANCED : pick.value();
    fields.add(pick == null ? new Field("pace", Names.of(pace), Source.DEFAULT, null, 0.5) : pick.field(Topic.PACE, Names.of(pace)));
    return pace;
  }

  private static @Nullable Budget budget(Layers layers, int days, List<Field> fields, List<String> assumptions) {
    Pick<Spending> pick = layers.pick(Topic.BUDGET);
    if (pick == null) {
      assumptions.add("No budget was given, so none is kept to.");
      return null;
    }
    Spending said = pick.value();
    Budget budget = said.budget(days, USUAL_CURRENCY);
    if (said.currency() == null) {
      assumptions.add("The budget is taken to be in US dollars.");
    }
    if (pick.source() == Source.PREFERENCES) {
      assumptions.add("The budget is the upper end of the traveller's usual range, in US dollars.");
    }
    if (said.perDay()) {
      assumptions.add("A budget of " + said.amount().toPlainString() + " a day for " + days + " days is " + budget.amount()
          .toPlainString() + ".");
    }
    fields.add(pick.field(Topic.BUDGET, Spending.json(budget)));
    return budget;
  }

  /** The currency of the budget, or of a price that was said, as long as there is a rate for it. */
  private String currency(Layers layers, @Nullable Budget budget, List<String> notes) {
    Pick<Spending> night = layers.pick(Topic.MAX_PER_NIGHT);
    String said = budget != null ? budget.currency() : night != null && night.value().currency() != null ? night.value().currency()
        : USUAL_CURRENCY;
    if (rates.knows(said)) {
      return said;
    }
    notes.add("No exchange rate is known for " + said + "; costs are told in US dollars.");
    return USUAL_CURRENCY;
  }

  private TripRequest.Lodging lodging(Layers layers, String currency, List<Field> fields) {
    TripRequest.RoomWish room = wish(layers, Topic.ROOM_TYPE, null, Names::of, fields);
    var rules = wish(layers, Topic.MUST_ALLOW, Set.of(), Names::of, fields);
    Pick<Spending> night = layers.pick(Topic.MAX_PER_NIGHT);
    BigDecimal most = null;
    if (night != null) {
      String said = night.value().currency();
      most = night.value().amount();
      if (said != null && !said.equals(currency) && rates.knows(said)) {
        most = rates.convert(most, said, currency).setScale(Price.digits(currency), java.math.RoundingMode.HALF_UP);
      }
      fields.add(night.field(Topic.MAX_PER_NIGHT, Amounts.number(most)));
    }
    return new TripRequest.Lodging(room, rules, most);
  }

  private static Object json(TripRequest.Threshold threshold) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("threshold", Amounts.number(threshold.threshold()));
    map.put("currency", threshold.currency());
    return map;
  }
}
