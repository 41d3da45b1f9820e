package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.TripRequest.Leg;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.TripRequest.Threshold;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsReaderTest {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();
  private final ConstraintsReader reader = new ConstraintsReader();

  static JsonNode json(String text) {
    try {
      return JSON.readValue(text.replace('\'', '"'), JsonNode.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Reading sound(String text) {
    ConstraintsReader.Result result = reader.read(json(text));
    assertEquals(List.of(), result.violations());
    return result.said();
  }

  private static <T> T value(Reading reading, Topic<T> topic) {
    return reading.get(topic).orElseThrow().value();
  }

  @Test
  void readsEverythingOfTheContract() {
    Reading said = sound("""
        {'origin': 'Orlando', 'destination': {'region': 'Texas'}, 'cities': ['San Antonio', 'Houston'], 'city_count': 2,
         'legs': [{'origin': 'Orlando', 'destination': 'San Antonio', 'date': '2022-03-10'},
                  {'origin': 'Houston', 'destination': 'Orlando', 'date': '2022-03-14'}],
         'dates': {'start': '2022-03-10', 'end': '2022-03-14'}, 'duration_days': 5,
         'travellers': {'adults': 2, 'children': [4, 9]}, 'budget': {'amount': 3100.5, 'currency': 'EUR', 'scope': 'per_person'},
         'interests': ['food'], 'pace': 'slow',
         'lodging': {'room_type': 'not_shared', 'must_allow': ['children_under_10', 'pets'], 'max_per_night': 120},
         'meals': {'cuisines': ['Thai'], 'dietary': ['vegan']}, 'transport': {'forbidden': ['self_driving'], 'cabin': 'business'},
         'approval': {'threshold': 500, 'currency': 'GBP'}, 'provider': 'open', 'something_else': [1, {}]}""");
    assertEquals("Orlando", value(said, Topic.ORIGIN).name());
    assertEquals(new Stop("Texas", DestinationKind.REGION, null, null, null), value(said, Topic.DESTINATION));
    assertEquals(List.of("San Antonio", "Houston"), value(said, Topic.CITIES).stream().map(Stop::name).toList());
    assertEquals(2, value(said, Topic.CITY_COUNT));
    assertEquals(new Leg("Orlando", "San Antonio", LocalDate.of(2022, 3, 10)), value(said, Topic.LEGS).getFirst());
    assertEquals(new When.Fixed(LocalDate.of(2022, 3, 10), LocalDate.of(2022, 3, 14)), value(said, Topic.DATES));
    assertEquals(5, value(said, Topic.DURATION_DAYS));
    assertEquals(new Party(2, List.of(4, 9)), value(said, Topic.TRAVELLERS));
    assertEquals(new Spending(new BigDecimal("3100.5"), "EUR", true, false), value(said, Topic.BUDGET));
    assertEquals(List.of("food"), value(said, Topic.INTERESTS));
    assertEquals(Pace.SLOW, value(said, Topic.PACE));
    assertEquals(RoomWish.NOT_SHARED, value(said, Topic.ROOM_TYPE));
    assertEquals(Set.of(HouseRule.PETS, HouseRule.CHILDREN_UNDER_10), value(said, Topic.MUST_ALLOW));
    assertEquals(new BigDecimal("120"), value(said, Topic.MAX_PER_NIGHT).amount());
    assertEquals(List.of("Thai"), value(said, Topic.CUISINES));
    assertEquals(List.of("vegan"), value(said, Topic.DIETARY));
    assertEquals(Set.of(TransportMode.SELF_DRIVING), value(said, Topic.FORBIDDEN));
    assertEquals("business", value(said, Topic.CABIN));
    assertEquals(new Threshold(new BigDecimal("500"), "GBP"), value(said, Topic.APPROVAL));
    assertEquals("open", value(said, Topic.PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{'travel_dates': {'start': '2027-04-12', 'end': '2027-04-18'}}", "{'travel_dates': ['2027-04-12', '2027-04-18']}",
      "{'travel_dates': '2027-04-12 to 2027-04-18'}", "{'dates': '2027-04-12/2027-04-18'}",
      "{'dates': {'start': '2027-04-12', 'end': '2027-04-18'}, 'travel_dates': '2027-04-12 to 2027-04-18'}"})
  void readsDatesInEveryForm(String text) {
    assertEquals(new When.Fixed(LocalDate.of(2027, 4, 12), LocalDate.of(2027, 4, 18)), value(sound(text), Topic.DATES));
  }

  @Test
  void readsTheOtherForms() {
    assertEquals(new Party(3, List.of()), value(sound("{'travellers': 3}"), Topic.TRAVELLERS));
    assertEquals(new Party(0, List.of(16)), value(sound("{'travellers': {'adults': 0, 'children': [16]}}"), Topic.TRAVELLERS));
    assertEquals(new Spending(new BigDecimal("900"), "USD", false, false), value(sound("{'budget_usd': 900}"), Topic.BUDGET));
    assertEquals(new Spending(new BigDecimal("900"), null, false, false), value(sound("{'budget': {'amount': 900}}"), Topic.BUDGET));
    assertEquals(DestinationKind.CITY, value(sound("{'destination': {'city': 'Hue'}}"), Topic.DESTINATION).kind());
    assertEquals(DestinationKind.COUNTRY, value(sound("{'destination': {'country': 'Peru'}}"), Topic.DESTINATION).kind());
    assertEquals(null, value(sound("{'destination': 'Peru'}"), Topic.DESTINATION).kind());
    assertEquals(3, value(sound("{'cities': [{'city': 'Hue', 'nights': 3}]}"), Topic.CITIES).getFirst().nights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'origin': null, 'budget': null, 'lodging': null, 'dates': null, 'travellers': null, 'cities': null}",
      "{'lodging': {'room_type': null}, 'meals': {'cuisines': null}, 'transport': {}}", "{'interests': [], 'cities': [], 'legs': []}",
          "{'dates': {}}"})
  void takesNullAndNothingForAbsent(String text) {
    assertTrue(sound(text).said().isEmpty());
  }

  @Test
  void takesAMissingObjectForAnEmptyOne() {
    assertEquals(List.of(), reader.read(null).violations());
    assertEquals("dict_type", reader.read(JsonNode.nullNode()).violations().getFirst().type());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
      "[]||dict_type", "5||dict_type", "{'origin': 5}|origin|string_type", "{'origin': ''}|origin|string_too_short",
      "{'destination': {}}|destination|missing", "{'destination': {'city': 5}}|destination.city|string_type",
          "{'destination': [1]}|destination|string_type",
      "{'cities': 'Hue'}|cities|list_type", "{'cities': ['Hue', 5]}|cities.1|string_type", "{'cities': ['Hue', null]}|cities.1|missing",
      "{'city_count': '2'}|city_count|int_type", "{'city_count': 2.0}|city_count|int_type",
          "{'city_count': 0}|city_count|greater_than_equal",
      "{'cities': ['Hue', 'Hanoi'], 'city_count': 3}|city_count|value_error",
      "{'legs': [{'origin': 'A', 'date': '2027-01-01'}]}|legs.0.destination|missing", "{'legs': [5]}|legs.0|dict_type",
      "{'legs': [{'origin': 'A', 'destination': 'B', 'date': 'soon'}]}|legs.0.date|date_from_datetime_parsing",
      "{'dates': {'start': '2027-01-05', 'end': '2027-01-06'},"
          + " 'legs': [{'origin': 'A', 'destination': 'B', 'date': '2027-01-07'}]}|legs.0.date|value_error",
      "{'legs': [{'origin': 'A', 'destination': 'B', 'date': '2027-01-07'},"
          + " {'origin': 'B', 'destination': 'A', 'date': '2027-01-06'}]}|legs|value_error",
      "{'dates': {'start': '2027-01-05', 'end': '2027-01-04'}}|dates|value_error",
          "{'dates': {'start': '2027-02-30'}}|dates.start|date_from_datetime_parsing",
      "{'dates': {'start': 20270105}}|dates.start|string_type", "{'dates': 'next week'}|dates|value_error", "{'dates': 5}|dates|dict_type",
      "{'travel_dates': ['2027-01-05', '2027-01-04']}|travel_dates|value_error",
      "{'dates': {'start': '2027-01-05', 'end': '2028-01-04'}}|dates|value_error",
      "{'dates': {'start': '2027-01-05', 'end': '2027-01-06'}, 'duration_days': 3}|duration_days|value_error",
      "{'dates': '2027-01-05', 'travel_dates': '2027-01-06'}|travel_dates|value_error",
      "{'duration_days': 0}|duration_days|greater_than_equal", "{'duration_days': 4.5}|duration_days|int_type",
          "{'duration_days': '5'}|duration_days|int_type", "{'one_way': 'yes'}|one_way|bool_type",
      "{'duration_days': true}|duration_days|int_type", "{'duration_days': 99999999999999999999}|duration_days|less_than_equal",
      "{'travellers': 0}|travellers|greater_than_equal", "{'travellers': 2.5}|travellers|int_type",
          "{'travellers': 'two'}|travellers|dict_type",
      "{'travellers': {'adults': 0}}|travellers|value_error", "{'travellers': {}}|travellers.adults|missing",
          "{'travellers': {'adults': -1}}|travellers.adults|greater_than_equal",
      "{'travellers': {'adults': 1, 'children': [18]}}|travellers.children.0|less_than_equal",
          "{'travellers': {'adults': 1, 'children': 2}}|travellers.children|list_type",
      "{'budget': '3000'}|budget|dict_type", "{'budget': {'currency': 'USD'}}|budget.amount|missing",
          "{'budget': {'amount': '5'}}|budget.amount|float_type",
      "{'budget': {'amount': -5}}|budget.amount|greater_than", "{'budget': {'amount': 0}}|budget.amount|greater_than",
      "{'budget': {'amount': 5, 'currency': 'XYZ'}}|budget.currency|value_error",
          "{'budget': {'amount': 5, 'currency': 'dollars'}}|budget.currency|value_error",
      "{'budget': {'amount': 5, 'scope': 'each'}}|budget.scope|enum", "{'budget': {'amount': 1e300}}|budget.amount|less_than",
      "{'budget_usd': -1}|budget_usd|greater_than", "{'budget_usd': 5, 'budget': {'amount': 6}}|budget_usd|value_error",
      "{'pace': 'quick'}|pace|enum", "{'pace': 5}|pace|string_type", "{'interests': 'food'}|interests|list_type",
          "{'interests': [5]}|interests.0|string_type",
      "{'lodging': []}|lodging|dict_type", "{'lodging': {'room_type': 'suite'}}|lodging.room_type|enum",
          "{'lodging': {'must_allow': ['cats']}}|lodging.must_allow.0|enum",
      "{'lodging': {'max_per_night': 'cheap'}}|lodging.max_per_night|float_type", "{'meals': 'Thai'}|meals|dict_type",
          "{'meals': {'cuisines': 'Thai'}}|meals.cuisines|list_type",
      "{'transport': {'forbidden': ['rocket']}}|transport.forbidden.0|enum", "{'transport': {'cabin': 'crew'}}|transport.cabin|enum",
      "{'approval': {'threshold': -1}}|approval.threshold|greater_than_equal",
          "{'approval': {'threshold': 1, 'currency': 'QQQ'}}|approval.currency|value_error",
      "{'provider': 5}|provider|string_type"})
  void namesWhatBreaksARule(String text, String path, String type) {
    List<Violation> violations = reader.read(json(text)).violations();
    assertEquals(1, violations.size(), () -> String.valueOf(violations));
    String loc = String.join(".", violations.getFirst().loc().stream().map(String::valueOf).toList());
    assertEquals(path == null ? "body.constraints" : "body.constraints." + path, loc);
    assertEquals(type, violations.getFirst().type());
    assertTrue(violations.getFirst().msg().length() > 5);
  }

  @Test
  void refusesWhatIsTooLong() {
    String name = "x".repeat(201);
    assertEquals("string_too_long", reader.read(json("{'origin': '" + name + "'}")).violations().getFirst().type());
    String many = String.join(",", Collections.nCopies(21, "'a'"));
    assertEquals("too_long", reader.read(json("{'interests': [" + many + "]}")).violations().getFirst().type());
    String twenty = String.join(",", Collections.nCopies(20, "'" + "y".repeat(200) + "'"));
    assertEquals(List.of(), reader.read(json("{'interests': [" + twenty + "]}")).violations());
  }

  @Test
  void refusesNumbersThatAreNone() {
    JsonNode budget = JsonNode.createObjectNode(Map.of("amount", JsonNode.createNumberNode(Double.NaN)));
    assertEquals("finite_number", reader.read(JsonNode.createObjectNode(Map.of("budget", budget))).violations().getFirst().type());
  }

  @Test
  void keepsWhatIsRightBesideWhatIsWrong() {
    ConstraintsReader.Result result = reader.read(json("{'origin': 'Hanoi', 'pace': 'quick', 'budget': {'amount': -1}}"));
    assertEquals(2, result.violations().size());
    assertEquals("Hanoi", value(result.said(), Topic.ORIGIN).name());
  }
}
