package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotara.handler.LotaraFunction;
import io.lotara.handler.RedriveHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines, typed in a shell as they stand, do what it says. The runner refuses what a function's policy does not allow. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmeLinesTest {
  private static final String ADDRESS = "http://localhost:8000";
  private static final String SHOWN = "# => ";
  private static final String PARKED = "PARKED#";
  private static final Duration LONG = Duration.ofSeconds(120);
  private static LocalCloud cloud;

  @BeforeAll
  static void start() {
    assumeTrue(has("bash", "-c", "true"), "there is no bash");
    assumeTrue(has("curl", "--version"), "there is no curl");
    cloud = LocalCloud.start(LocalOptions.of(Path.of("template.yaml")));
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  private static List<String> lines() throws Exception {
    var blocks = Pattern.compile("(?ms)^```sh\\n(.*?)^```$").matcher(Files.readString(Path.of("README.md"))).results();
    return blocks.flatMap(block -> block.group(1).lines()).toList();
  }

  private static boolean has(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  @Order(1)
  void theyAnswerAsShown(@TempDir Path directory) throws Exception {
    var expected = new ArrayList<String>();
    var script = new ArrayList<String>();
    for (String line : lines()) {
      if (line.startsWith(SHOWN)) {
        expected.add(line.substring(SHOWN.length()));
        script.add("printf '\\n@@@\\n'");
      } else {
        script.add(line.replace(ADDRESS, cloud.baseUrl().toString()));
      }
    }
    assertTrue(expected.size() > 10, "the README shows answers");
    var out = directory.resolve("out");
    var shell =
        new ProcessBuilder("bash", "-c", String.join("\n", script))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    boolean ended = shell.waitFor(LONG.toSeconds(), TimeUnit.SECONDS);
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    var answers = Files.readString(out).split("\n@@@\n");
    assertTrue(ended, () -> "the lines end; so far: " + String.join("\n", answers));
    assertEquals(expected.size(), answers.length, () -> String.join("\n", answers));
    for (int i = 0; i < expected.size(); i++) {
      var shown = expected.get(i);
      var pattern = Arrays.stream(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      var answer = answers[i].strip();
      assertTrue(Pattern.compile(pattern, Pattern.DOTALL).matcher(answer).matches(), () -> shown + "\nis shown, and this came:\n" + answer);
    }
  }

  /** A message that may be sent again whatever became of its job: a look at what is to be undone. */
  private static String message() {
    var job =
        cloud.dynamo().scan(s -> s.tableName(cloud.tableName("Table"))).items().stream()
            .filter(item -> item.get("sk").s().equals("JOB"))
            .map(item -> item.get("pk").s().replaceFirst("T#open#J#", ""))
            .findFirst()
            .orElseThrow();
    return "{\"v\":1,\"tenant\":\"open\",\"job_id\":\"%s\",\"step\":\"compensation\",\"revision\":1}".formatted(job);
  }

  @Test
  @Order(2)
  void aParkedMessageIsSentAgain() throws Exception {
    cloud.fire("SweeperHandlerEveryMinute");
    assertEquals(List.of(), cloud.deliver("AgentDeadLetters", List.of(message(), "not a message")));
    var items = cloud.dynamo().scan(s -> s.tableName(cloud.tableName("Table"))).items();
    var outcomes = new TreeSet<String>();
    var builder =
        LotaraFunction.contextFor(RedriveHandler.class)
            .properties(
                Map.of(
                    "lotara.table", cloud.tableName("Table"),
                    "lotara.agent-queue", cloud.queueUrl("AgentQueue"),
                    "lotara.delivery-queue", cloud.queueUrl("DeliveryQueue"),
                    "lotara.watch-queue", cloud.queueUrl("WatchQueue"),
                    "lotara.aws.dynamodb-endpoint", cloud.dynamoEndpoint().toString(),
                    "lotara.aws.sqs-endpoint", cloud.sqsEndpoint().toString()));
    try (var context = builder.start()) {
      var redrive = new RedriveHandler(context);
      for (var item : items) {
        if (item.get("pk").s().startsWith(PARKED)) {
          outcomes.addAll(redrive.execute(Map.of("id", item.get("pk").s().substring(PARKED.length()))).values());
        }
      }
      assertEquals(Set.of("sent", "pointless"), outcomes, "the one of a job, and the one that cannot be read");
      assertEquals(Map.of("outcome", "unknown"), redrive.execute(Map.of("id", "no-such-message")));
    }
  }
}
