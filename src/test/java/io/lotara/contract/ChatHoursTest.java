package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening hours are told of the place that was named, and of no other that is called a little like it. */
@SharedService
class ChatHoursTest {
  private final Http http = Service.http();

  private JsonNode say(String talk, String message) {
    ObjectNode body = Http.JSON.createObjectNode().put("message", message);
    if (talk != null) {
      body.put("conversation_id", talk);
    }
    return http.post("/api/chat", body.toString()).expect(200);
  }

  private String told(String message) {
    return say(null, message).get("response").textValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When is the British Museum open? | British Museum in London is",
        "What time does the Eiffel Tower close? | Eiffel Tower in Paris is",
        "when does tower bridge open | Tower Bridge in London is",
        "opening hours of the Palace of Versailles | Palace of Versailles in Paris is",
        "Is the National Gallery open on Sunday? | National Gallery in London is",
        "when is the National Gallery Singapore open? | National Gallery Singapore in Singapore is",
        "When is the National Museum in Singapore open? | National Museum of Singapore in Singapore is",
        "when is the castle in Edinburgh open? | Edinburgh Castle in Edinburgh is",
        "When is Edinburgh Castle open? | Edinburgh Castle in Edinburgh is",
        "is the Tower of London open tomorrow? | Tower of London in London is",
        "When is the Louvre open? | Louvre Museum in Paris is",
        "opening hours of the imperial city in Hue | Imperial City",
        "When is the Imperial City in Hue open? | Imperial City",
        "When does the Rijksmuseum in Amsterdam open on weekends? | Rijksmuseum in Amsterdam is",
        "When is the royal palace museum open? | Royal Palace Museum in Luang Prabang is",
        "What are the opening hours of Sagrada Familia? | Sagrada Família in Barcelona is"
      })
  void theNamedPlaceIsMeant(String message, String begin) {
    String told = told(message);
    assertTrue(told.startsWith(begin), told);
    assertFalse(told.contains("open closed"), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When is the Tower of Babel open? | the Tower of Babel",
        "When is the Palace of Oz open? | the Palace of Oz",
        "is the Springfield Museum open on Monday? | Springfield Museum",
        "When is the Louvre Abu Dhabi open? | the Louvre Abu Dhabi",
        "opening hours of the Brighton Tower | the Brighton Tower",
        "When is the National Gallery in Oslo open? | the National Gallery in Oslo",
        "When is the castle open? | the castle",
        "when is the museum open | the museum",
        "Is the old town market open? | the old town market"
      })
  void whatIsNotKnownIsNotKnown(String message, String name) {
    String told = told(message);
    assertTrue(told.startsWith("I do not know the opening hours of ") && told.contains(name), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"When is it open?", "opening hours please"})
  void whoNamesNothingIsAsked(String message) {
    assertTrue(told(message).startsWith("Of which place"), told(message));
  }

  @Test
  void theTownMayFollow() {
    JsonNode asked = say(null, "When is the castle open?");
    assertTrue(asked.get("response").textValue().contains("which town"), asked::toString);
    String talk = asked.get("conversation_id").textValue();
    assertTrue(say(talk, "Edinburgh").get("response").textValue().startsWith("Edinburgh Castle"), asked::toString);
  }

  /** Every place that has hours is found by its own name. */
  @Test
  void everyPlaceIsFoundByItsName() throws Exception {
    List<String> missed = new ArrayList<>();
    int asked = 0;
    for (String town : List.of("London", "Paris", "Singapore", "Hue", "Marrakesh")) {
      String file = "src/main/resources/lotara/open/places/" + town.toLowerCase(java.util.Locale.ROOT) + ".csv";
      for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of(file)).stream().skip(1).toList()) {
        String rest = line.substring(line.indexOf(',') + 1);
        String name = rest.startsWith("\"") ? rest.substring(1, rest.indexOf('"', 1)) : rest.substring(0, rest.indexOf(','));
        asked++;
        String answer = told("When is the " + name.replaceAll("\\([^)]*\\)", "").strip() + " in " + town + " open?");
        if (!answer.startsWith(name)) {
          missed.add(name + " => " + answer);
        }
      }
    }
    assertTrue(asked > 80);
    assertEquals(List.of(), missed);
  }
}
