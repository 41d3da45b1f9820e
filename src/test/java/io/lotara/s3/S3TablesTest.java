package io.lotara.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.S3Twin;
import io.lotara.travel.tables.ReferenceTables;
import io.lotara.travel.tables.TableFiles;
import io.lotara.travel.tables.TableLocations;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables in S3, read from a server that answers as S3 does. */
class S3TablesTest {
  private static final String TABLE = "city,state\nMillbrook,Averland\n";
  private S3Twin s3;
  private ApplicationContext context;

  @BeforeEach
  void start() throws IOException {
    s3 = new S3Twin();
    s3.put("plans/2031/cities.csv", TABLE);
    context =
        ApplicationContext.run(
            Map.of("lotara.aws.s3-endpoint", s3.url(), "lotara.aws.region", "us-east-1", "lotara.reference-tables", "s3://plans/2031/"));
  }

  @AfterEach
  void stop() {
    context.close();
    s3.close();
  }

  private String read(String name) throws IOException {
    TableFiles files =
        context.getBeansOfType(TableLocations.class).stream().flatMap(l -> l.at("s3://plans/2031").stream()).findFirst().orElseThrow();
    try (InputStream in = files.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aTableIsAnObjectUnderThePrefix() throws IOException {
    assertEquals(TABLE, read("cities.csv"));
    S3Twin.Asked asked = s3.asked().getFirst();
    assertEquals("/plans/2031/cities.csv", asked.path());
    assertTrue(asked.headers().get("authorization").contains("/us-east-1/s3/aws4_request"), asked::toString);
  }

  @Test
  void aMissingTableIsSaidToBeMissing() {
    s3.then(404);
    assertThrows(NoSuchFileException.class, () -> read("flights.csv"));
    // Who may not list a bucket is not told what is missing there.
    assertThrows(AccessDeniedException.class, () -> read("flights.csv"));
    assertEquals(2, s3.asked().size(), "nothing is gained by asking again");
  }

  @Test
  void aBusyServiceIsAskedAgain() throws IOException {
    s3.then(503, 500);
    assertEquals(TABLE, read("cities.csv"));
    s3.then(503, 503, 503);
    assertThrows(IOException.class, () -> read("cities.csv"));
    assertEquals(List.of(503, 500, 200, 503, 503, 503), s3.asked().stream().map(S3Twin.Asked::status).toList());
  }

  @Test
  void aTableThatWasCutOffIsNone() {
    s3.then(S3Twin.CUT_OFF);
    assertThrows(IOException.class, () -> read("cities.csv"));
    s3.then(301);
    assertThrows(IOException.class, () -> read("cities.csv"), "a bucket of another region");
  }

  @Test
  void aFolderIsNotTakenForABucket() {
    assertTrue(context.getBeansOfType(TableLocations.class).stream().allMatch(l -> l.at("/var/tables").isEmpty()));
  }

  @Test
  void theConfiguredLocationBecomesASource() {
    assertEquals(ReferenceTables.NAME, context.getBean(ReferenceTables.class).name());
    assertTrue(s3.asked().isEmpty(), "nothing is read before the first question");
  }
}
