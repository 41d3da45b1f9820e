package io.lotara.trip.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.agent.ModelReading.Second;
import io.lotara.trip.parse.Reading;
import io.lotara.trip.parse.Spending;
import io.lotara.trip.parse.Stop;
import io.lotara.trip.parse.Topic;
import io.lotara.trip.parse.When;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a model's reading counts. */
class ReadingGuardTest {
  private static final LocalDate TODAY = LocalDate.of(2027, 1, 10);
  private static final Stop PARIS = Stop.of("Paris").as(DestinationKind.CITY);

  private final OpenGazetteer gazetteer = new OpenGazetteer();

  private Second held(String query, Reading.Draft model, Reading.Draft grammar) {
    return new ReadingGuard(query, TODAY, gazetteer, name -> Optional.empty()).held(model.done(), grammar.done());
  }

  private static Reading.Draft said() {
    return new Reading.Draft();
  }

  @Test
  void fillsWhatTheGrammarIsSilentOn() {
    Second second =
        held(
            "the city of light with my three boys",
            said().say(Topic.DESTINATION, PARIS).say(Topic.TRAVELLERS, new Party(1, List.of(9))).say(Topic.MUST_ALLOW, Set.<HouseRule>of()),
            said());
    assertEquals(PARIS, second.reading().get(Topic.DESTINATION).orElseThrow().value());
    assertEquals(0.6, second.reading().get(Topic.DESTINATION).orElseThrow().confidence());
    assertFalse(second.reading().has(Topic.MUST_ALLOW), "an empty list says nothing");
    assertEquals(List.of("Read by the language model, for the grammar did not: destination, travellers."), second.notes());
  }

  @Test
  void theGrammarWins() {
    Second second =
        held(
            "Rome, then something",
            said().say(Topic.CITIES, List.of(PARIS, PARIS)).say(Topic.CITY_COUNT, 2).say(Topic.DURATION_DAYS, 9).say(Topic.PACE, null),
            said().say(Topic.DESTINATION, Stop.of("Rome")).say(Topic.DATES, new When.Fixed(TODAY, TODAY.plusDays(2))));
    assertTrue(second.reading().said().isEmpty(), second.reading().toString());
    assertEquals(List.of(), second.notes());
  }

  @Test
  void refusesPlacesThatNobodyKnows() {
    Stop made = Stop.of("Zzyzxville-upon-Nowhere").as(DestinationKind.CITY);
    Second one = held("somewhere", said().say(Topic.DESTINATION, made).say(Topic.ORIGIN, made), said());
    assertTrue(one.reading().said().isEmpty());
    assertFalse(String.join(" ", one.notes()).contains("Zzyzx"), "and does not repeat them");
    Second route = held("somewhere", said().say(Topic.CITIES, List.of(PARIS, made)), said());
    assertTrue(route.reading().said().isEmpty(), "a route with a hole in it is another route");
  }

  @Test
  void takesATownThatWasTakenForACountry() {
    Stop wrong = Stop.of("Paris").as(DestinationKind.COUNTRY);
    assertEquals(DestinationKind.CITY, held("x", said().say(Topic.DESTINATION, wrong), said()).reading().get(Topic.DESTINATION).orElseThrow().value().kind());
  }

  @Test
  void refusesThePastUnlessTheSentenceNamesItsYear() {
    When past = new When.Fixed(LocalDate.of(2022, 3, 1), LocalDate.of(2022, 3, 3));
    assertTrue(held("early march", said().say(Topic.DATES, past), said()).reading().said().isEmpty());
    assertTrue(held("early march 2022", said().say(Topic.DATES, past), said()).reading().has(Topic.DATES));
  }

  @Test
  void keepsTheLengthThatTheGrammarRead() {
    When model = new When.Fixed(LocalDate.of(2027, 4, 1), LocalDate.of(2027, 4, 9));
    Second second = held("a week from fools' day", said().say(Topic.DATES, model), said().say(Topic.DURATION_DAYS, 7));
    assertEquals(new When.Fixed(LocalDate.of(2027, 4, 1), null), second.reading().get(Topic.DATES).orElseThrow().value());
  }

  @ParameterizedTest
  @CsvSource({
    "'up to 2,500 bucks', 2500, true",
    "'at most 2.5k', 2500, true",
    "'tops 20 triệu', 20000000, true",
    "'1.200,- all in', 1200, true",
    "'we have 3000', 300, false",
    "'make it cheap', 500, false",
    "'4 people, 10 days', 400, false"
  })
  void takesNoAmountThatTheSentenceDoesNotName(String query, BigDecimal amount, boolean taken) {
    Second second = held(query, said().say(Topic.BUDGET, new Spending(amount, "USD", false, false)), said());
    assertEquals(taken, second.reading().has(Topic.BUDGET));
  }
}
