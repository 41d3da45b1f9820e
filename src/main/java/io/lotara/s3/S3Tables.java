package io.lotara.s3;

import io.lotara.travel.tables.TableFiles;
import io.lotara.travel.tables.TableLocations;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Tables under a prefix in S3: {@code s3://bucket/prefix}. */
@Singleton
@Requires(classes = S3Client.class)
class S3Tables implements TableLocations {
  private static final Pattern LOCATION = Pattern.compile("s3://([^/]+)(?:/(.*?))?/?");
  private final Provider<S3Client> client;

  S3Tables(Provider<S3Client> client) {
    this.client = client;
  }

  @Override
  public Optional<TableFiles> at(String location) {
    Matcher s3 = LOCATION.matcher(location);
    if (!s3.matches()) {
      return Optional.empty();
    }
    String bucket = s3.group(1);
    String prefix = s3.group(2) == null || s3.group(2).isEmpty() ? "" : s3.group(2) + "/";
    return Optional.of(name -> open(bucket, prefix + name));
  }

  private InputStream open(String bucket, String key) throws IOException {
    try {
      return client.get().getObject(r -> r.bucket(bucket).key(key));
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException("s3://" + bucket + "/" + key);
    } catch (SdkException e) {
      throw new IOException("s3://%s/%s cannot be read".formatted(bucket, key), e);
    }
  }
}
