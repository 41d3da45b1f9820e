/** One-way digests, for ids that are found again and marks that tell nothing. */
package io.lotara.digest;
