/** Lotara, the serverless AI backend of travel products. */
package io.lotara;
