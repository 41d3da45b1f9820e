package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundModelTest {
  private static final OpenGazetteer GAZETTEER = new OpenGazetteer();
  private static final GroundModel MODEL = new GroundModel();

  /** Ordinary second-class or coach prices of one person and usual times lie in the bands. */
  @ParameterizedTest
  @CsvSource({
    "Tokyo,Kyoto,TRAIN,60,130,130,240", "Hanoi,Da Nang,TRAIN,25,70,780,1080", "London,Paris,TRAIN,60,250,150,270",
    "Paris,Brussels,TRAIN,25,110,80,180", "Rome,Florence,TRAIN,20,70,90,180", "Madrid,Barcelona,TRAIN,30,120,150,270",
    "New York,Washington,TRAIN,40,180,180,300", "Seoul,Busan,TRAIN,30,70,140,260", "Beijing,Shanghai,TRAIN,60,140,240,420",
    "Toronto,Montreal,TRAIN,40,160,270,420", "Berlin,Munich,TRAIN,35,160,220,360", "New York,Boston,BUS,15,60,240,480",
    "Da Nang,Hoi An,TAXI,8,30,30,80", "Da Nang,Hue,BUS,3,15,90,210", "Los Angeles,San Francisco,SELF_DRIVING,70,250,330,660"
  })
  void wellKnownWaysCostAndTakeWhatTheyUsuallyDo(
      String from, String to, TransportMode mode, double low, double high, int shortest, int longest) {
    GroundModel.Way way = ways(from, to, 1).get(mode);
    assertTrue(way != null, () -> "no " + mode + ": " + ways(from, to, 1));
    assertTrue(way.price() >= low && way.price() <= high, way.toString());
    assertTrue(way.minutes() >= shortest && way.minutes() <= longest, way.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "Honolulu,Los Angeles", "Phu Quoc,Ho Chi Minh City", "Tokyo,Sapporo", "London,Dublin", "Stockholm,Helsinki", "Seoul,Tokyo", "Bali,Jakarta",
    "Hong Kong,Macau", "Palma,Barcelona", "Paris,Bangkok"
  })
  void nothingDrivesOverTheSea(String from, String to) {
    assertTrue(ways(from, to, 2).isEmpty(), () -> ways(from, to, 2).toString());
  }

  @Test
  void seatsCountPerPersonAndCarsPerLoad() {
    Map<TransportMode, GroundModel.Way> four = ways("Kyoto", "Osaka", 4);
    Map<TransportMode, GroundModel.Way> five = ways("Kyoto", "Osaka", 5);
    Map<TransportMode, GroundModel.Way> six = ways("Kyoto", "Osaka", 6);
    assertEquals(four.get(TransportMode.TRAIN).price() * 1.5, six.get(TransportMode.TRAIN).price(), 1e-9);
    assertEquals(four.get(TransportMode.TAXI).price() * 2, five.get(TransportMode.TAXI).price(), 1e-9);
    assertEquals(four.get(TransportMode.SELF_DRIVING), five.get(TransportMode.SELF_DRIVING));
    assertEquals(five.get(TransportMode.SELF_DRIVING).price() * 2, six.get(TransportMode.SELF_DRIVING).price(), 1e-9);
  }

  @Test
  void noTrainStopsWhereThereIsNoRailway() {
    assertFalse(ways("Da Nang", "Hoi An", 1).containsKey(TransportMode.TRAIN));
    assertFalse(ways("Bangkok", "Phuket", 1).containsKey(TransportMode.TRAIN));
    assertFalse(ways("Los Angeles", "Las Vegas", 1).containsKey(TransportMode.TRAIN));
  }

  private static Map<TransportMode, GroundModel.Way> ways(String from, String to, int travellers) {
    Town origin = GAZETTEER.towns(from).getFirst();
    Town destination = GAZETTEER.towns(to).getFirst();
    return MODEL.ways(origin, destination, travellers, GAZETTEER.city(origin).isPresent() && GAZETTEER.city(destination).isPresent());
  }
}
