package io.lotara.contract;

import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** A store that is short of capacity for some requests. */
final class Throttle implements ExecutionInterceptor {
  private static final String CODE = "ProvisionedThroughputExceededException";
  private volatile Predicate<SdkRequest> refused = request -> false;

  /** Refuses requests from now on. */
  void refuse(Predicate<SdkRequest> which) {
    refused = which;
  }

  void nothing() {
    refused = request -> false;
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (refused.test(context.request())) {
      throw ProvisionedThroughputExceededException.builder()
          .statusCode(400)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(CODE).errorMessage("slow down").serviceName("DynamoDb").build())
          .build();
    }
  }
}
