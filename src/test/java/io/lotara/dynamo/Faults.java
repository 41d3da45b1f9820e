package io.lotara.dynamo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What can go wrong between a caller and the store, one attempt at a time, in the order given. */
final class Faults implements ExecutionInterceptor {
  private final Deque<Fault> next = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private List<CancellationReason> cancelled = List.of();

  enum Fault {
    /** The request never leaves. */
    NOT_SENT,
    /** The store does what is asked, and its answer is lost. */
    ANSWER_LOST,
    /** The store refuses for want of capacity. */
    THROTTLED,
    /** The store breaks. */
    BROKEN
  }

  synchronized void then(Fault... faults) {
    next.addAll(List.of(faults));
  }

  /** The next transaction is cancelled for these reasons, one for each of its items. */
  synchronized void cancels(String... codes) {
    cancelled = Stream.of(codes).map(c -> CancellationReason.builder().code(c).build()).toList();
  }

  /** Names of the requests since the last call, one for each attempt. */
  synchronized List<String> requests() {
    List<String> seen = List.copyOf(requests);
    requests.clear();
    return seen;
  }

  synchronized int left() {
    return next.size();
  }

  synchronized void none() {
    next.clear();
  }

  @Override
  public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
    requests.add(context.request().getClass().getSimpleName());
    if (!cancelled.isEmpty()) {
      List<CancellationReason> reasons = cancelled;
      cancelled = List.of();
      throw TransactionCanceledException.builder()
          .statusCode(400)
          .cancellationReasons(reasons)
          .awsErrorDetails(details("TransactionCanceledException"))
          .build();
    }
    Fault fault = next.peek();
    if (fault == null || fault == Fault.ANSWER_LOST) {
      return;
    }
    next.remove();
    throw switch (fault) {
      case NOT_SENT -> unreachable("no route to " + context.httpRequest().host());
      case THROTTLED ->
          ProvisionedThroughputExceededException.builder()
              .statusCode(400)
              .message("slow down")
              .awsErrorDetails(details("ProvisionedThroughputExceededException"))
              .build();
      case BROKEN ->
          DynamoDbException.builder()
              .statusCode(500)
              .message("sorry")
              .awsErrorDetails(details("InternalServerError"))
              .build();
      case ANSWER_LOST -> new IllegalStateException("comes after the request");
    };
  }

  @Override
  public synchronized void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    if (next.peek() == Fault.ANSWER_LOST) {
      next.remove();
      throw unreachable("the connection was reset");
    }
  }

  private static SdkClientException unreachable(String why) {
    return SdkClientException.create(why, new IOException(why));
  }

  private static AwsErrorDetails details(String code) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(code).serviceName("DynamoDb").build();
  }
}
