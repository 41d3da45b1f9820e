package io.lotara.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/** Requests are signed as AWS's own examples have it. */
class SignedHttpTest {
  private static final AwsBasicCredentials EXAMPLE =
      AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static SdkHttpRequest signed(SdkHttpRequest request, AwsCredentialsIdentity identity) {
    try (SignedHttp http =
        new SignedHttp("s3", Region.US_EAST_1, null, StaticCredentialsProvider.create(EXAMPLE), UrlConnectionHttpClient.create())) {
      return http.signed(request, new byte[0], identity, Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC)).request();
    }
  }

  /** "Example: GET Object" of "Signature Calculations for the Authorization Header" in the API reference of S3. */
  @Test
  void theExampleOfS3() {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://examplebucket.s3.amazonaws.com/test.txt"))
            .putHeader("Range", "bytes=0-9")
            .build();
    SdkHttpRequest signed = signed(request, EXAMPLE);
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        signed.firstMatchingHeader("Authorization").orElseThrow());
  }

  @Test
  void theTokenOfARoleGoesAlong() {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create("https://examplebucket.s3.amazonaws.com/a%20b.md")).build();
    SdkHttpRequest signed = signed(request, AwsSessionCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret", "the-token"));
    assertEquals("the-token", signed.firstMatchingHeader("X-Amz-Security-Token").orElseThrow());
    assertTrue(signed.firstMatchingHeader("Authorization").orElseThrow().contains("x-amz-security-token"));
    assertEquals("/a%20b.md", signed.encodedPath());
  }

  @ParameterizedTest
  @CsvSource({
    "s3, eu-central-1, s3.eu-central-1.amazonaws.com",
    "s3, cn-north-1, s3.cn-north-1.amazonaws.com.cn",
    "ssm, us-east-1, ssm.us-east-1.amazonaws.com",
    "ssm, us-gov-west-1, ssm.us-gov-west-1.amazonaws.com"
  })
  void theHostIsThatOfTheRegion(String service, String region, String host) {
    try (SignedHttp http =
        new SignedHttp(service, Region.of(region), null, StaticCredentialsProvider.create(EXAMPLE), UrlConnectionHttpClient.create())) {
      assertEquals(host, http.host());
    }
  }
}
