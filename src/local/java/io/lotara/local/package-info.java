/**
 * The local runner: one process that reads {@code template.yaml} and does what AWS would do with it. An HTTP API serves the
 * template's routes, SQS sources are polled, schedules fire, and every event goes through the class that {@code Handler:} names.
 * It has test scope: nothing of it is in the package that is deployed.
 */
package io.lotara.local;
