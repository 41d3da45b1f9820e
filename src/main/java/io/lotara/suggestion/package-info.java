/**
 * Price watches: what a journey costs is looked at again and again, and a price that falls far enough suggests a trip. A scheduled run finds what
 * is due and hands it out; a worker checks each watch, and a watch's own conditional write decides whether a drop is owed a job.
 */
package io.lotara.suggestion;
