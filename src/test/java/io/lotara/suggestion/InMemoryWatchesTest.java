package io.lotara.suggestion;

class InMemoryWatchesTest extends WatchStoreContract {
  private static final InMemoryWatches STORE = new InMemoryWatches();

  @Override
  protected WatchStore store() {
    return STORE;
  }
}
