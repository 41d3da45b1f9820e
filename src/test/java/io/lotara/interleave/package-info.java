/**
 * Real classes in every interleaving of their calls, breadth first. Where a decision and its reads and writes stand in one class, there is no pure
 * function to lead through its worlds; here the class itself runs, over twins of its ports, and is stopped before each call.
 */
package io.lotara.interleave;
