package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Conversations word by word, from {@code conversations.txt}. After each turn every trip of the conversation is in the state that the
 * script says, and where it says nothing, in the state that it was in before; so a trip that nobody asked for, or that changed by itself, is
 * found at once.
 *
 * <pre>
 * # name of a conversation
 * > what is said (NY stands for a trip to New York that waits for its approval and was shown)
 * < what the answer must hold, as a regular expression
 * ! what the answer must not hold
 * = the states of all trips from then on, the oldest first, or others behind a bar; W waiting_approval, C completed, X cancelled, F failed
 * </pre>
 */
@SharedService
@Execution(ExecutionMode.CONCURRENT)
class ChatConversationsTest {
  private static final Set<String> REST = Set.of("waiting_approval", "completed", "failed", "cancelled", "waiting_input");

  private record Script(String name, List<String> lines) {}

  @TestFactory
  Stream<DynamicTest> conversations() throws IOException {
    String only = System.getProperty("chat.only", "");
    return scripts().stream().filter(s -> s.name().contains(only)).map(s -> DynamicTest.dynamicTest(s.name(), () -> new Talk().run(s.lines())));
  }

  private static List<Script> scripts() throws IOException {
    List<Script> scripts = new ArrayList<>();
    try (InputStream in = ChatConversationsTest.class.getResourceAsStream("conversations.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("# ")) {
          scripts.add(new Script(line.substring(2), new ArrayList<>()));
        } else if (!line.isBlank()) {
          scripts.getLast().lines().add(line);
        }
      }
    }
    return scripts;
  }

  /** One conversation. */
  private static final class Talk {
    private final Http http = Service.http();
    private final String user = "talker-" + UUID.randomUUID();
    private String id;
    private String said = "";
    private String answer = "";
    private List<String> states = List.of("");

    void run(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        String rest = lines.get(i).substring(2).strip();
        switch (lines.get(i).charAt(0)) {
          case '>' -> {
            if (rest.equals("NY")) {
              newYork();
            } else {
              say(rest);
            }
            boolean told = i + 1 < lines.size() && Stream.of("<", "!", "=").anyMatch(lines.get(i + 1)::startsWith);
            assertTrue(told || rest.equals("NY") || i + 1 < lines.size(), "the last turn is not looked at");
            if (stays(lines, i)) {
              check();
            }
          }
          case '<' -> assertTrue(answer.matches("(?s).*(?:" + rest + ").*"), () -> said + " => " + answer);
          case '!' -> assertFalse(answer.matches("(?s).*(?:" + rest + ").*"), () -> said + " => " + answer);
          case '=' -> {
            states = List.of(rest.split("\\|", -1));
            check();
          }
          default -> throw new IllegalArgumentException(lines.get(i));
        }
      }
    }

    private static boolean stays(List<String> lines, int at) {
      for (int i = at + 1; i < lines.size() && !lines.get(i).startsWith(">"); i++) {
        if (lines.get(i).startsWith("=")) {
          return false;
        }
      }
      return true;
    }

    private void newYork() {
      say("Plan a trip to New York for 4 from London in june for 10 days");
      states = List.of("W");
      check();
      say("how is my trip");
      assertTrue(answer.contains("USD 10,893") && answer.contains("say “approve”"), answer);
    }

    private void say(String message) {
      ObjectNode body = Http.JSON.createObjectNode().put("message", message);
      ObjectNode context = body.putObject("user_context").put("user_id", user);
      context.putObject("constraints").putObject("approval").put("threshold", 1);
      if (id != null) {
        body.put("conversation_id", id);
      }
      JsonNode told = http.post("/api/chat", body.toString()).expect(200);
      id = told.get("conversation_id").textValue();
      said = message;
      answer = told.get("response").textValue();
    }

    private void check() {
      List<String> trips = new ArrayList<>();
      http.get("/v1/jobs?user_id=" + user).expect(200).get("jobs").forEach(j -> trips.addFirst(rested(j)));
      String now = String.join(" ", trips);
      assertTrue(states.contains(now), () -> said + " => " + answer + "; the trips are “" + now + "” and not " + states);
      states = List.of(now);
    }

    private String rested(JsonNode job) {
      JsonNode still = REST.contains(job.get("status").textValue()) ? job
          : http.poll(job.get("job_id").textValue(), d -> REST.contains(d.get("status").textValue()));
      String state = still.get("status").textValue();
      return switch (state) {
        case "waiting_approval" -> "W";
        case "completed" -> "C";
        case "cancelled" -> "X";
        case "failed" -> "F";
        default -> state;
      };
    }
  }
}
