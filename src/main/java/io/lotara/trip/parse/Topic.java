package io.lotara.trip.parse;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest.Leg;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.TripRequest.Threshold;
import java.util.List;
import java.util.Set;

/**
 * What can be said of a trip. The name is the field's path in {@code constraints}.
 *
 * @param <T> type of the value
 * @param name path, with a dot before a nested field
 */
public record Topic<T>(String name) {
  public static final Topic<Stop> ORIGIN = new Topic<>("origin");
  public static final Topic<Stop> DESTINATION = new Topic<>("destination");
  public static final Topic<List<Stop>> CITIES = new Topic<>("cities");
  public static final Topic<Integer> CITY_COUNT = new Topic<>("city_count");
  public static final Topic<List<Leg>> LEGS = new Topic<>("legs");
  public static final Topic<When> DATES = new Topic<>("dates");
  public static final Topic<Integer> DURATION_DAYS = new Topic<>("duration_days");
  public static final Topic<Boolean> ONE_WAY = new Topic<>("one_way");
  public static final Topic<Party> TRAVELLERS = new Topic<>("travellers");
  public static final Topic<Spending> BUDGET = new Topic<>("budget");
  public static final Topic<List<String>> INTERESTS = new Topic<>("interests");
  public static final Topic<Pace> PACE = new Topic<>("pace");
  public static final Topic<RoomWish> ROOM_TYPE = new Topic<>("lodging.room_type");
  public static final Topic<Set<HouseRule>> MUST_ALLOW = new Topic<>("lodging.must_allow");
  public static final Topic<Spending> MAX_PER_NIGHT = new Topic<>("lodging.max_per_night");
  public static final Topic<List<String>> CUISINES = new Topic<>("meals.cuisines");
  public static final Topic<List<String>> DIETARY = new Topic<>("meals.dietary");
  public static final Topic<Set<TransportMode>> FORBIDDEN = new Topic<>("transport.forbidden");
  public static final Topic<String> CABIN = new Topic<>("transport.cabin");
  public static final Topic<Threshold> APPROVAL = new Topic<>("approval");
  public static final Topic<String> PROVIDER = new Topic<>("provider");
}
