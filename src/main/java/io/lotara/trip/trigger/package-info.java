/** What a trip that nobody asked for was suggested by: the trigger, its context read as constraints, and how the plan cites it. */
package io.lotara.trip.trigger;
