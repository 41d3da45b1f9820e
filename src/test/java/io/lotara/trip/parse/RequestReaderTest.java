package io.lotara.trip.parse;

import static io.lotara.trip.parse.ConstraintsReaderTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Party;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Preferences;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.BudgetScope;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.Understanding;
import io.lotara.trip.Understanding.Field;
import io.lotara.trip.Understanding.Source;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final String SENTENCE =
      "Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples";
  private final RequestReader reader = new RequestReader(new SmallGazetteer(), new SmallRates(), new ConstraintsReader());

  private static Field field(Understanding u, String name) {
    return u.fields().stream().filter(f -> f.field().equals(name)).findFirst()
        .orElseThrow(() -> new AssertionError(name + " not in " + u.fields()));
  }

  private static List<String> names(TripRequest request) {
    return request.destinations().stream().map(TripRequest.Destination::name).toList();
  }

  @Test
  void readsASentence() {
    Understanding u = reader.read(SENTENCE, null, null, List.of(), TODAY);
    TripRequest r = u.request();
    assertEquals("Hanoi", r.origin().name());
    assertEquals(List.of("Tokyo"), names(r));
    assertEquals(LocalDate.of(2027, 4, 12), r.start());
    assertEquals(7, r.days());
    assertEquals(new Party(2, List.of()), r.party());
    assertEquals(new BigDecimal("3000"), r.budget().amount());
    assertEquals("USD", r.currency());
    assertEquals(List.of("food", "temples"), r.interests());
    assertEquals(Pace.BALANCED, r.pace());
    assertEquals(new Field("travellers", field(u, "travellers").value(), Source.QUERY, "for two", 0.93), field(u, "travellers"));
    assertEquals(Source.DEFAULT, field(u, "pace").source());
    assertNull(u.question());
  }

  @Test
  void assumesWhatNobodySaidAndSaysSo() {
    Understanding u = reader.read("Rome", null, null, List.of(), TODAY);
    TripRequest r = u.request();
    assertNull(r.origin());
    assertNull(r.budget());
    assertEquals(DayOfWeek.SATURDAY, r.start().getDayOfWeek());
    assertEquals(LocalDate.of(2027, 1, 2), r.start());
    assertEquals(5, r.days());
    assertEquals(new Party(1, List.of()), r.party());
    assertEquals(5, u.assumptions().size(), () -> String.valueOf(u.assumptions()));
  }

  @Test
  void putsStructureAboveText() {
    Understanding u = reader.read(SENTENCE, json("""
        {'destination': 'Kyoto', 'duration_days': 5, 'travellers': 4,
         'budget': {'amount': 900, 'currency': 'EUR', 'scope': 'per_person'}}"""),
        null, List.of(), TODAY);
    assertEquals(List.of("Kyoto"), names(u.request()));
    assertEquals(5, u.request().days());
    assertEquals(LocalDate.of(2027, 4, 13), u.request().start());
    assertEquals(4, u.request().party().size());
    assertEquals("EUR", u.request().currency());
    assertEquals(BudgetScope.PER_PERSON, u.request().budget().scope());
    assertEquals("Hanoi", u.request().origin().name());
    assertEquals(Source.CONSTRAINTS, field(u, "destination").source());
    assertEquals(Source.QUERY, field(u, "origin").source());
  }

  @Test
  void letsAStrongerLengthCutTheDatesOfTheText() {
    Understanding u = reader.read("Rome from 3 May to 9 May 2027", json("{'duration_days': 3}"), null, List.of(), TODAY);
    assertEquals(LocalDate.of(2027, 5, 3), u.request().start());
    assertEquals(3, u.request().days());
  }

  @Test
  void believesNamesInStructureThatNobodyKnows() {
    Understanding u = reader.read("Please plan this trip.", json("""
        {'origin': 'Rockledge', 'destination': {'region': 'Mordor'}, 'cities': ['Barad', 'Gorgoroth'], 'city_count': 2,
         'legs': [{'origin': 'Rockledge', 'destination': 'Barad', 'date': '2022-03-16'},
                  {'origin': 'Barad', 'destination': 'Gorgoroth', 'date': '2022-03-18'},
                  {'origin': 'Gorgoroth', 'destination': 'Rockledge', 'date': '2022-03-20'}],
         'dates': {'start': '2022-03-16', 'end': '2022-03-20'}, 'travellers': 2, 'budget_usd': 1200}"""), null, List.of(), TODAY);
    TripRequest r = u.request();
    assertEquals("Rockledge", r.origin().name());
    assertEquals(List.of("Barad", "Gorgoroth"), names(r));
    assertEquals(3, r.legs().size());
    assertEquals(LocalDate.of(2022, 3, 16), r.start());
    assertEquals(5, r.days());
    assertEquals(List.of("Barad", "Gorgoroth"), field(u, "cities").value());
    assertEquals("Mordor", field(u, "destination").value());
  }

  @Test
  void knowsFromLegsAloneWhereAndWhen() {
    Understanding u = reader.read("as agreed", json("""
        {'legs': [{'origin': 'Aa', 'destination': 'Bb', 'date': '2027-03-16'},
                  {'origin': 'Bb', 'destination': 'Aa', 'date': '2027-03-18'}]}"""),
        null, List.of(), TODAY);
    assertEquals("Aa", u.request().origin().name());
    assertEquals(List.of("Bb"), names(u.request()));
    assertEquals(3, u.request().days());
  }

  @Test
  void takesAPlainNameWithSeveralTownsForARegion() {
    Understanding u = reader.read("trip", json("{'destination': 'Mordor', 'city_count': 3}"), null, List.of(), TODAY);
    assertEquals(DestinationKind.REGION, u.request().destinations().getFirst().kind());
    assertEquals(3, u.request().cityCount());
    Understanding texas = reader.read("trip", json("{'destination': 'Texas', 'city_count': 2}"), null, List.of(), TODAY);
    assertEquals(new TripRequest.Destination(DestinationKind.REGION, "Texas", null, "US", null), texas.request().destinations().getFirst());
  }

  @Test
  void usesPreferencesWhereNothingElseSpeaks() {
    Preferences usual = new Preferences(List.of("Lisbon", "Porto"), new Preferences.BudgetRange(new BigDecimal("500"),
        new BigDecimal("1500")), "relaxed",
        List.of("Vegetarian"), List.of("wheelchair"), "en", null, List.of(), List.of("hiking", "street photography"));
    Understanding u = reader.read("Rome for 4 days, I love food", null, usual, List.of(), TODAY);
    assertEquals(new BigDecimal("1500"), u.request().budget().amount());
    assertEquals(Source.PREFERENCES, field(u, "budget").source());
    assertEquals(Pace.SLOW, u.request().pace());
    assertEquals(List.of("vegetarian"), u.request().meals().dietary());
    assertEquals(List.of("food"), u.request().interests());
    assertTrue(u.notes().getFirst().contains("wheelchair"));
    assertEquals(new BigDecimal("900"), reader.read("Rome under $900", null, usual, List.of(), TODAY).request().budget().amount());
    assertEquals(List.of("nature", "photography"), reader.read("Rome", null, usual, List.of(), TODAY).request().interests());
    assertEquals(List.of("Lisbon", "Porto"), reader.read("Test query", null, usual, List.of(), TODAY).question().options());
  }

  @Test
  void asksForTheDestinationAndReadsTheAnswer() {
    Understanding asked = reader.read("Test query", null, null, List.of(), TODAY);
    assertNull(asked.request());
    assertEquals("destination", asked.question().field());
    for (String answer : List.of("Tokyo", "tokyo please", "To Tokyo!", "I'd like to go to Tokyo", "Toyko", "Tokyo for 5 days")) {
      Understanding u = reader.read("Test query", null, null, List.of(new Answer(answer, null)), TODAY);
      assertNotNull(u.request(), answer);
      assertEquals(List.of("Tokyo"), names(u.request()), answer);
    }
    Understanding u = reader.read("Test query", null, null, List.of(new Answer(null, json("{'destination': 'Nowhere'}"))), TODAY);
    assertEquals(List.of("Nowhere"), names(u.request()));
    assertNotNull(reader.read("Test query", null, null, List.of(new Answer("no idea", null)), TODAY).question());
  }

  @Test
  void proposesNamesAndTakesAYesOrANumber() {
    Understanding asked = reader.read("Trip to Portto for 3 days", null, null, List.of(), TODAY);
    assertNotNull(asked.request(), "one near name is enough");
    SmallGazetteer twins = new SmallGazetteer() {
      @Override
      public List<io.lotara.travel.Town> similar(String misspelt) {
        return List.of(towns("Porto").getFirst(), towns("Lyon").getFirst());
      }
    };
    RequestReader unsure = new RequestReader(twins, new SmallRates(), new ConstraintsReader());
    Understanding question = unsure.read("Trip to Xqzvw for 3 days", null, null, List.of(), TODAY);
    assertEquals(List.of("Porto", "Lyon"), question.question().options());
    assertEquals(3, field(question, "duration_days").value());
    assertEquals(List.of("Lyon"), names(unsure.read("Trip to Xqzvw for 3 days", null, null, List.of(new Answer("the second one", null)),
        TODAY).request()));
    assertEquals(List.of("Porto"), names(unsure.read("Trip to Xqzvw for 3 days", null, null, List.of(new Answer("yes", null)), TODAY)
        .request()));
    assertEquals(List.of("Lyon"), names(unsure.read("Trip to Xqzvw for 3 days", null, null, List.of(new Answer("2", null)), TODAY)
        .request()));
  }

  @Test
  void putsLaterAnswersAboveEarlierWords() {
    Understanding u = reader.read("7 days from Hanoi for two under $3000", json("{'duration_days': 6}"), null,
        List.of(new Answer("Rome, 4 days", json("{'travellers': 3}"))), TODAY);
    assertEquals(List.of("Rome"), names(u.request()));
    assertEquals(4, u.request().days());
    assertEquals(3, u.request().party().size());
    assertEquals("Hanoi", u.request().origin().name());
  }

  @Test
  void laysASecondReadingUnderTheGrammar() {
    Reading second = new ConstraintsReader()
        .read(json("{'destination': 'Lyon', 'travellers': 3, 'transport': {'forbidden': ['flight']}}")).said();
    Understanding u = reader.read(Wording.of("Rome for two, and nothing that takes off", TODAY).second(second));
    assertEquals(List.of("Rome"), names(u.request()));
    assertEquals(2, u.request().party().size());
    assertEquals(Set.of(TransportMode.FLIGHT), u.request().transport().forbidden());
    assertEquals(Source.QUERY, field(u, "transport.forbidden").source());
  }

  @Test
  void leavesBrokenStructureOutAndSaysSo() {
    Understanding u = reader.read("Rome for 3 days", json("{'pace': 'quick', 'travellers': 2}"), null, List.of(), TODAY);
    assertEquals(2, u.request().party().size());
    assertTrue(u.notes().getFirst().contains("constraints.pace"));
  }

  @Test
  void convertsThePriceOfANight() {
    Understanding u = reader.read("Rome under $900, hotel at most 80 euros per night", null, null, List.of(), TODAY);
    assertEquals(new BigDecimal("100.00"), u.request().lodging().maxPerNight());
    assertEquals("USD", u.request().currency());
    Understanding dong = reader.read("Rome for 20 million VND", null, null, List.of(), TODAY);
    assertEquals("VND", dong.request().currency());
    Understanding baht = reader.read("Rome for 20000 baht", null, null, List.of(), TODAY);
    assertEquals("USD", baht.request().currency());
    assertTrue(baht.notes().getFirst().contains("THB"));
  }

  @Test
  void saysWhichTownOfANameItTakes() {
    Understanding u = reader.read("San Jose for 3 days", null, null, List.of(), TODAY);
    assertTrue(u.assumptions().stream().anyMatch(a -> a.startsWith("San Jose is taken to be the one in California")), () ->
        String.valueOf(u.assumptions()));
    Understanding georgia = reader.read("Georgia for 3 days", null, null, List.of(), TODAY);
    assertTrue(georgia.assumptions().contains("Georgia is taken to be the country, not the state of the USA."));
  }

  @Test
  void readsTheSameTwice() {
    assertEquals(reader.read(SENTENCE, null, null, List.of(), TODAY), reader.read(SENTENCE, null, null, List.of(), TODAY));
  }
}
