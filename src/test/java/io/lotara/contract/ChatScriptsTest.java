package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Conversations of five turns and more, each of which must end in the right state. {@code -Dchat.conversations=200} for more of them; the
 * seed is fixed, so conversation number n is always the same.
 */
@SharedService
class ChatScriptsTest {
  private static final List<String> CITIES =
      List.of("Hue", "Hanoi", "Da Nang", "Hoi An", "Kyoto", "Rome", "Lisbon", "Bangkok", "Singapore", "Paris");
  private static final List<String> GREETINGS = List.of("hello", "Hi there!", "good morning", "Xin chào");
  private static final List<String> WHEN = List.of("in May", "in mid April", "next month", "in October", "from 2027-03-03 to 2027-03-05");
  private static final List<String> WHO = List.of("for two", "for a couple", "for 2 adults", "solo", "for a family of 4");
  private static final List<String> LONGER =
      List.of("make it one day longer", "two days longer please", "a week later", "can we go more slowly? a slower pace");
  private static final List<String> CHEAPER = List.of("make it cheaper", "that is too expensive", "can you make it less expensive?");
  private static final List<String> WITHOUT = List.of("without flights", "no flights please", "make it without flying");
  private static final int KINDS = 11;
  private final Http http = Service.http();

  /** One conversation: what is said, and what it must come to. */
  private final class Talk {
    private final Random random;
    private String id;
    private String job;
    private int turns;

    private Talk(int number) {
      random = new Random(number * 31L + 7);
    }

    private <T> T any(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }

    private JsonNode say(String message) {
      ObjectNode body = Http.JSON.createObjectNode().put("message", message);
      body.putObject("user_context").putObject("constraints").putObject("approval").put("threshold", 1);
      if (id != null) {
        body.put("conversation_id", id);
      }
      JsonNode answer = http.post("/api/chat", body.toString()).expect(200);
      id = answer.get("conversation_id").textValue();
      turns++;
      return answer;
    }

    private void says(String message, String part) {
      JsonNode answer = say(message);
      assertTrue(answer.get("response").textValue().matches("(?is).*(?:" + part + ").*"), message + " => " + answer);
    }

    private void begin() {
      String city = any(CITIES);
      if (random.nextBoolean()) {
        says("Plan a trip " + any(WHO) + " " + any(WHEN), "where would you like to go");
        job = say(random.nextBoolean() ? city : "to " + city + " please").get("job_id").textValue();
      } else {
        job = say("I would like 3 days in " + city + " " + any(WHEN) + " " + any(WHO)).get("job_id").textValue();
      }
      assertNotEquals(null, job);
      rest();
    }

    private String status(String of) {
      return http.get("/v1/status/" + of).expect(200).get("status").textValue();
    }

    private JsonNode rest() {
      return http.poll(job, d -> Set.of("waiting_approval", "completed", "failed").contains(d.get("status").textValue()));
    }

    private void change(List<String> wishes) {
      String before = job;
      JsonNode answer = say(any(wishes));
      job = answer.get("job_id").textValue();
      assertNotEquals(before, job, answer::toString);
      assertEquals(before, rest().get("revises").textValue());
      assertEquals("waiting_approval", status(before), "the plan before waits until one of the two is chosen");
    }

    private void ask() {
      String city = any(CITIES);
      switch (random.nextInt(4)) {
        case 0 -> says("What is there to see in " + city + "?", "in " + city + " there is");
        case 1 -> says("How much is a hotel in " + city + "?", "a room costs");
        case 2 -> says("How much is a flight from Hanoi to Tokyo in April?", "a flight from Hanoi to Tokyo");
        default -> says("When is the Louvre open?", "usually open");
      }
    }

    private String run(int kind) {
      say(any(GREETINGS));
      String end =
          switch (kind) {
            case 0 -> approved();
            case 1 -> cancelled();
            case 2 -> rejected();
            case 3 -> changed(LONGER);
            case 4 -> talked();
            case 5 -> clarified();
            case 6 -> changed(CHEAPER);
            case 7 -> changed(WITHOUT);
            case 8 -> informed();
            case 9 -> leftAlone();
            default -> twice();
          };
      while (turns < 5) {
        ask();
      }
      says("thank you", "welcome");
      String state = job == null ? "none" : status(job);
      assertEquals(turns, http.get("/api/conversations/" + id + "?after=" + (turns - 1)).expect(200).get("next").intValue());
      return end.equals(state) ? "" : "conversation " + id + " of kind " + kind + " ended with " + state + ", not " + end;
    }

    private String approved() {
      begin();
      ask();
      says("how is my trip?", "approve");
      says("I approve", "approved");
      http.poll(job, "completed");
      says("how is my trip?", "complete");
      return "completed";
    }

    private String cancelled() {
      ask();
      begin();
      says("cancel my trip", "your trip to .* is cancelled");
      assertEquals("cancelled", status(job));
      says("approve", "decided already|nothing to approve");
      return "cancelled";
    }

    private String rejected() {
      begin();
      says("how is my trip?", "approve");
      says("I reject the plan", "refused");
      return "cancelled";
    }

    private String changed(List<String> wishes) {
      begin();
      change(wishes);
      says("status", "compared with the plan before|could not plan");
      if (rest().get("status").textValue().equals("failed")) {
        return "failed";
      }
      says("approve the plan", "approved");
      http.poll(job, "completed");
      return "completed";
    }

    private String clarified() {
      says(any(List.of("Plan a trip for two in May", "I want to go on a holiday", "organise a weekend for us please")),
          "where would you like to go");
      says(any(List.of("somewhere nice", "Xyzzyville", "I don't know")), "\\?");
      job = say("to " + any(CITIES)).get("job_id").textValue();
      rest();
      says("how is my trip?", "approve");
      return "waiting_approval";
    }

    private String informed() {
      says("Which luggage may I take?", "one bag of 23 kg");
      says("How much is a flight to Tokyo in April?", "from which city");
      says("Hanoi", "a flight from Hanoi to Tokyo");
      says("opening hours of the imperial city in Hue", "usually open");
      says("Where can I eat in Hanoi?", "in Hanoi one can eat");
      return "none";
    }

    private String leftAlone() {
      says("Plan a trip", "where would you like to go");
      says("never mind", "leave it");
      says("how is my trip?", "no trip in this conversation");
      says(any(List.of("are you a robot?", "who are you")), "computer program");
      return "none";
    }

    private String twice() {
      begin();
      String first = job;
      job = say("Plan 2 days in " + any(CITIES) + " for one person in June").get("job_id").textValue();
      assertNotEquals(first, job);
      rest();
      says("cancel my trip", "your trip to .* is cancelled");
      assertEquals("waiting_approval", status(first), "the other one stays");
      return "cancelled";
    }

    private String talked() {
      says("what can you do?", "I plan trips");
      ask();
      says("approve", "no trip in this conversation");
      says("what do you think about the stock market?", "do not know about that");
      return "none";
    }
  }

  @Test
  void conversationsEndInTheRightState() throws Exception {
    int count = Integer.getInteger("chat.conversations", KINDS);
    List<String> wrong = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> talks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        talks.add(threads.submit(() -> new Talk(number).run(number % KINDS)));
      }
      for (Future<String> talk : talks) {
        wrong.add(talk.get());
      }
    }
    wrong.removeIf(String::isEmpty);
    assertEquals(List.of(), wrong);
  }
}
