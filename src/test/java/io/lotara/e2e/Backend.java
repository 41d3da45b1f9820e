package io.lotara.e2e;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Which DynamoDB and SQS the suite runs against: the emulator that {@code -Dlotara.aws.endpoint} names; else LocalStack, where a Docker
 * engine answers; else the pair that is embedded in the local runner. Chosen once for a run, and said in one line.
 *
 * @param endpoint one address for both, or empty for the embedded pair
 * @param why what was chosen and for what reason
 */
public record Backend(Optional<URI> endpoint, String why) {
  /** The last image that starts without a token. */
  private static final String IMAGE = "localstack/localstack:4.14.0";

  private static final class Chosen {
    private static final Backend BACKEND = say(choose());
  }

  /** The backend of this run. */
  public static Backend chosen() {
    return Chosen.BACKEND;
  }

  private static Backend say(Backend backend) {
    System.out.println("Integration backend: " + backend.why());
    return backend;
  }

  private static Backend choose() {
    String named = System.getProperty("lotara.aws.endpoint", "");
    if (!named.isBlank()) {
      return new Backend(Optional.of(URI.create(named)), named + ", as -Dlotara.aws.endpoint says");
    }
    if (!engineConfigured()) {
      return embedded("this machine has no Docker engine");
    }
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return embedded("the Docker engine of this machine does not answer");
      }
      LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("dynamodb", "sqs");
      container.start();
      // Testcontainers removes the container when this JVM has ended.
      return new Backend(Optional.of(container.getEndpoint()), IMAGE + " in Docker at " + container.getEndpoint());
    } catch (RuntimeException e) {
      return embedded("Docker answers, but " + IMAGE + " does not start: " + e.getMessage());
    }
  }

  private static Backend embedded(String reason) {
    return new Backend(Optional.empty(), "the embedded pair (DynamoDB Local and ElasticMQ), because " + reason);
  }

  /** Whether it is worth asking: looking for an engine where there is none takes seconds and fills the log with traces. */
  private static boolean engineConfigured() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return System.getenv("DOCKER_HOST") != null
        || Files.exists(Path.of("/var/run/docker.sock"))
        || runtime != null && Files.exists(Path.of(runtime, "docker.sock"))
        || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"))
        || Files.exists(Path.of(System.getProperty("user.home"), ".testcontainers.properties"))
        || System.getProperty("os.name").startsWith("Windows");
  }
}
