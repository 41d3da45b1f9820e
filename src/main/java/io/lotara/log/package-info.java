/** One line of JSON for each log entry. */
package io.lotara.log;
