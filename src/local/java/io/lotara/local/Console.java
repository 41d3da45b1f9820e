package io.lotara.local;

/** Where the runner says what it does: one line for each request and each run of a worker, without payloads. */
public interface Console {
  /** Says nothing. */
  Console SILENT =
      new Console() {
        @Override
        public void line(String line) {}

        @Override
        public void failure(FunctionFailure failure) {}
      };

  /** Standard output, with the trace of a failure on standard error. */
  Console STANDARD =
      new Console() {
        @Override
        public void line(String line) {
          System.out.println(line);
        }

        @Override
        public void failure(FunctionFailure failure) {
          System.out.println(failure.getMessage());
          if (!failure.timeout() && failure.getCause() != null) {
            failure.getCause().printStackTrace();
          }
        }
      };

  void line(String line);

  /** A function failed; what AWS does then is done all the same. */
  void failure(FunctionFailure failure);
}
