/** What bodies hold, for the OpenAPI document alone: bodies are read by hand, field by field, so that each mistake has its own complaint. */
package io.lotara.handler.openapi;
