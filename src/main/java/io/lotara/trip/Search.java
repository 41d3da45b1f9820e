package io.lotara.trip;

import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportQuery;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * What must be asked of the sources before a trip can be planned: the agents' common work list, made at intake.
 *
 * @param origin the town where the trip starts and ends, or null
 * @param routes the sequences of towns that the plan may take, likeliest first; empty when none fits the dates
 * @param towns every town of the routes, the origin not among them
 * @param transport the ways that are needed for any of the routes
 * @param stays the nights that may be needed in any of the towns
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Search(
    @Nullable Town origin,
    List<Route> routes,
    List<Town> towns,
    List<TransportQuery> transport,
    List<StayQuery> stays) {

  /**
   * Towns in order with the nights in each.
   *
   * @param townIds ids of towns in order
   * @param nights consecutive nights in each; zero only on a trip of one day
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Route(List<String> townIds, List<Integer> nights) {}
}
