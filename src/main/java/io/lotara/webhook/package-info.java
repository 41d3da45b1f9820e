/** Webhooks: who wants to be told of jobs, what they are told, and what became of telling them. */
package io.lotara.webhook;
