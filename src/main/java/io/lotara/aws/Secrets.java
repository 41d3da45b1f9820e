package io.lotara.aws;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Secrets by name: {@code ssm:/path} is a SecureString of the Parameter Store, read when it is first needed and again after five minutes,
 * so that a changed key comes into use without a deployment. Any other value is the secret itself, as the environment of a laptop has it.
 * When the store does not answer, the last value stays in use.
 */
@Singleton
public class Secrets {
  /** What a value begins with that names a parameter. */
  static final String PREFIX = "ssm:";

  private static final Map<String, String> GET_PARAMETER =
      Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AmazonSSM.GetParameter");
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final SignedHttp ssm;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  private record Held(String value, Instant until) {}

  Secrets(AwsClients clients, @Nullable @Value("${lotara.aws.ssm-endpoint}") String endpoint, JsonMapper json, Clock clock) {
    this.ssm = clients.signed("ssm", endpoint);
    this.json = json;
    this.clock = clock;
  }

  /**
   * The secret that a configured value names or is.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the store cannot be asked and never has answered
   */
  public String reveal(String configured) {
    return configured.startsWith(PREFIX) ? parameter(configured.substring(PREFIX.length())) : configured;
  }

  private String parameter(String name) {
    Instant now = clock.instant();
    Held before = held.get(name);
    if (before != null && now.isBefore(before.until())) {
      return before.value();
    }
    try {
      String value = ask(name);
      held.put(name, new Held(value, now.plus(FRESH)));
      return value;
    } catch (IOException e) {
      if (before != null) {
        return before.value();
      }
      throw SdkClientException.create("a secret cannot be read: " + e.getMessage(), e);
    }
  }

  private String ask(String name) throws IOException {
    URI address = ssm.endpoint() != null ? ssm.endpoint() : URI.create("https://" + ssm.host() + "/");
    byte[] question = json.writeValueAsBytes(Map.of("Name", name, "WithDecryption", true));
    SignedHttp.Answer answer = ssm.send(SdkHttpMethod.POST, address, GET_PARAMETER, question);
    try (InputStream body = answer.body()) {
      if (answer.status() != 200) {
        throw new IOException("the Parameter Store answers %d %s".formatted(answer.status(), type(answer.error())).strip());
      }
      JsonNode parameter = json.readValue(body.readAllBytes(), Argument.of(JsonNode.class)).get("Parameter");
      if (parameter == null || parameter.get("Value") == null) {
        throw new IOException("the Parameter Store answers without a value");
      }
      return parameter.get("Value").getStringValue();
    }
  }

  /** Which error it is, without its namespace; nothing where the answer does not say. The whole of it may name what was asked for. */
  private String type(String error) {
    try {
      JsonNode type = json.readValue(error, Argument.of(JsonNode.class)).get("__type");
      return type == null || !type.isString() ? "" : type.getStringValue().substring(type.getStringValue().lastIndexOf('#') + 1);
    } catch (IOException notJson) {
      return "";
    }
  }

  @PreDestroy
  void close() {
    ssm.close();
  }
}
