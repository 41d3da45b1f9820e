package io.lotara.s3;

import io.lotara.aws.AwsClients;
import io.lotara.aws.SignedHttp;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Reads objects of S3, from buckets in the deployment's region. */
@Singleton
class S3Objects {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");
  private final SignedHttp http;

  S3Objects(AwsClients clients, @Nullable @Value("${lotara.aws.s3-endpoint}") String endpoint) {
    this.http = clients.signed("s3", endpoint);
  }

  /**
   * An object as it is now.
   *
   * @param body to be closed by who asked; it ends in an {@link IOException} when it is shorter than was said
   * @param tag another one for every other content
   */
  record Found(InputStream body, String tag) {}

  /**
   * Opens an object.
   *
   * @param known the tag that the asker has, or null
   * @return empty when the object still has that tag
   * @throws NoSuchFileException when there is none of that key
   * @throws AccessDeniedException when it may not be read; S3 says so of missing ones too to those who may not list the bucket
   * @throws IOException when it cannot be read now
   */
  Optional<Found> open(String bucket, String key, @Nullable String known) throws IOException {
    String name = "s3://" + bucket + "/" + key;
    SignedHttp.Answer answer;
    try {
      answer = http.send(SdkHttpMethod.GET, address(bucket, key), known == null ? Map.of() : Map.of("If-None-Match", known), new byte[0]);
    } catch (IOException e) {
      throw new IOException(name + " cannot be read now: " + e.getMessage(), e);
    }
    Matcher code = CODE.matcher(answer.error());
    String why = code.find() ? code.group(1) : "";
    return switch (answer.status()) {
      case 200 -> {
        long length = answer.header("Content-Length").map(Long::parseLong).orElse(-1L);
        yield Optional.of(new Found(new WholeStream(answer.body(), length, name), answer.header("ETag").orElse("")));
      }
      case 304 -> Optional.empty();
      case 403 -> throw new AccessDeniedException(name);
      case 404 -> throw why.equals("NoSuchBucket") ? new IOException("there is no bucket " + bucket) : new NoSuchFileException(name);
      default -> throw new IOException("%s cannot be read: %d %s".formatted(name, answer.status(), why).strip());
    };
  }

  private URI address(String bucket, String key) {
    String path = SdkHttpUtils.urlEncodeIgnoreSlashes(key);
    if (http.endpoint() != null) {
      // Emulators serve all buckets under one host name.
      return URI.create("%s/%s/%s".formatted(http.endpoint(), bucket, path));
    }
    // The certificate of S3 is good for one label in front of its name.
    String host = bucket.contains(".") ? http.host() + "/" + bucket : bucket + "." + http.host();
    return URI.create("https://%s/%s".formatted(host, path));
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
