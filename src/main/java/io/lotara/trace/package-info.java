/** What happened, told to Opik: a trace for each job, a span for each agent and each call of a model, and what people thought of it. */
package io.lotara.trace;
