/** Changes of trips that are planned already: what is asked for, what is kept, and what came out otherwise. */
package io.lotara.trip.revise;
