package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.micronaut.core.annotation.Nullable;
import org.slf4j.MDC;

/**
 * What Lambda tells of an invocation, for those that a function makes to itself before it is frozen. Without it, what the framework and the SDK do with
 * it is linked by the first client's request.
 */
enum PrimingContext implements Context {
  INSTANCE;

  /** Where the runtime leaves the trace of an invocation, for the SDK to send on and for the log. */
  static final String TRACE = "com.amazonaws.xray.traceHeader";

  private static final String EXAMPLE = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0";

  /** Ends the trace, and forgets what the log knew of the invocations. */
  interface Traced extends AutoCloseable {
    @Override
    void close();
  }

  /** A trace as every invocation has one, until it is closed. */
  static Traced traced() {
    System.setProperty(TRACE, EXAMPLE);
    return () -> {
      System.clearProperty(TRACE);
      MDC.clear();
    };
  }

  @Override
  public String getAwsRequestId() {
    return "priming";
  }

  @Override
  public String getLogGroupName() {
    return "priming";
  }

  @Override
  public String getLogStreamName() {
    return "priming";
  }

  @Override
  public String getFunctionName() {
    return "priming";
  }

  @Override
  public String getFunctionVersion() {
    return "priming";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "priming";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return 1;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1;
  }

  @Override
  public @Nullable LambdaLogger getLogger() {
    return null;
  }
}
