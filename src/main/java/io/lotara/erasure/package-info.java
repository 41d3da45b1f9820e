/** Removing everything that is kept of a user: a job like any other. */
package io.lotara.erasure;
