package io.lotara.suggestion;

/** Names a watch. */
public record WatchKey(String tenant, String id) {}
