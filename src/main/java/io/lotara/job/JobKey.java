package io.lotara.job;

/**
 * Names one job: the tenant is part of the name, so another tenant's job is a plain miss.
 *
 * @param tenant who owns it
 * @param id UUIDv7 in its usual form
 */
public record JobKey(String tenant, String id) {}
