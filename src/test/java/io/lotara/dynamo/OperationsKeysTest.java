package io.lotara.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.JobKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys and attributes that the runbook's lines ask the table for are those that are written. */
class OperationsKeysTest {
  private static final JobKey JOB = new JobKey("TENANT", "JOB");
  private static String text;

  @BeforeAll
  static void read() throws Exception {
    text = Files.readString(Path.of("src/docs/operations.md"));
  }

  @Test
  void keysAreWholeAndOfItemsThatThereAre() {
    Set<Map<String, AttributeValue>> named =
        Pattern.compile("\\{\"pk\": \\{\"S\": \"([^\"]+)\"}, \"sk\": \\{\"S\": \"([^\"]+)\"}}").matcher(text).results()
            .map(key -> Map.of(ItemKey.PK, AttributeValue.fromS(key.group(1)), ItemKey.SK, AttributeValue.fromS(key.group(2))))
            .collect(Collectors.toSet());
    Stream<ItemKey> meant =
        Stream.of(new ItemKey.ParkedItem("MESSAGE-ID"), new ItemKey.RequestItem(JOB), new ItemKey.JobItem(JOB), new ItemKey.LinkSecretItem());
    assertEquals(meant.map(ItemKey::attributes).collect(Collectors.toSet()), named);
    assertFalse(text.contains("pk ="), "a key that is no key of the CLI's");
  }

  @Test
  void prefixesAreThoseOfJobs() {
    List<String> prefixes = Pattern.compile("[`=](T#[A-Z#]+)").matcher(text).results().map(prefix -> prefix.group(1)).toList();
    assertTrue(prefixes.size() >= 3, prefixes::toString);
    prefixes.forEach(prefix -> assertTrue(new ItemKey.JobItem(JOB).pk().startsWith(prefix), prefix));
  }

  /** The line unpacks with gunzip what it finds there. */
  @Test
  void whatIsReadOfARequestIsItsText() throws Exception {
    String attribute = text.replaceFirst("(?s).*--query Item\\.(\\w+)\\.B --output text \\| base64 -d \\| gunzip.*", "$1");
    Map<String, AttributeValue> request =
        TypedItems.read(Path.of("src/test/resources/golden/0.1.0-packed/items.jsonl")).stream()
            .filter(item -> item.get(ItemKey.SK).s().equals(new ItemKey.RequestItem(JOB).sk()))
            .findFirst()
            .orElseThrow();
    String body = new String(Gzip.unpack(request.get(attribute).b().asByteArray()), StandardCharsets.UTF_8);
    assertTrue(body.contains(GoldenSideValues.request().query()), body);
  }
}
