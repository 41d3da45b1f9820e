package io.lotara.job;

/**
 * That somebody is told of a job's changes: agreed when the job was accepted, so that whether a change owes a notice can be said without
 * asking anybody.
 *
 * @param subscriber name of the {@link Subscriber}
 * @param endOnly whether only the job's end is told
 */
public record Subscription(String subscriber, boolean endOnly) {}
