package io.lotara.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lotara.job.WorkMessage;
import io.micronaut.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels on the queue. */
class WorkMessageCodecTest {
  private final WorkMessageCodec codec = new WorkMessageCodec(JsonMapper.createDefault());

  @Test
  void aMessageTravelsWithIdsOnly() {
    WorkMessage message = new WorkMessage("acme", "0196b3a0-0000-7000-8000-000000000001", "flights", 2);
    String body = codec.write(message);
    assertEquals(
        "{\"v\":1,\"tenant\":\"acme\",\"job_id\":\"0196b3a0-0000-7000-8000-000000000001\",\"step\":\"flights\",\"revision\":2}",
        body);
    assertEquals(message, codec.read(body));
  }

  @Test
  void whatALaterSenderAddsIsLeftAlone() {
    assertEquals(
        new WorkMessage("t", "j", "s", 1),
        codec.read("{\"v\":1,\"tenant\":\"t\",\"job_id\":\"j\",\"step\":\"s\",\"revision\":1,\"trace\":\"x\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "not json",
        "{",
        "{}",
        "{\"v\":2,\"tenant\":\"t\",\"job_id\":\"j\",\"step\":\"s\",\"revision\":1}",
        "{\"tenant\":\"t\",\"job_id\":\"j\",\"step\":\"s\",\"revision\":1}",
        "{\"v\":1,\"tenant\":\"t\",\"job_id\":\"j\",\"step\":\"s\"}",
        "{\"v\":1,\"tenant\":null,\"job_id\":\"j\",\"step\":\"s\",\"revision\":1}",
        "{\"v\":1,\"tenant\":\"t\",\"job_id\":\"j\",\"step\":\"s\",\"revision\":\"x\"}"
      })
  void whatIsNoMessageIsRefused(String body) {
    assertThrows(IllegalArgumentException.class, () -> codec.read(body));
  }
}
