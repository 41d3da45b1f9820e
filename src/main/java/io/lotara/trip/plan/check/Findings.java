package io.lotara.trip.plan.check;

import io.lotara.trip.Itinerary.Check;
import io.lotara.trip.Itinerary.Check.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the checks found, by the code of the check, in the order in which they were begun. */
public final class Findings {
  private record Finding(Status status, List<String> details) {}

  private static final int MOST_DETAILS = 5;
  private final Map<String, Finding> byCode = new LinkedHashMap<>();

  /** A check is made, and holds until something is found. */
  public void begin(String code) {
    byCode.putIfAbsent(code, new Finding(Status.OK, new ArrayList<>()));
  }

  /** A hard constraint does not hold. */
  public void violated(String code, String detail) {
    add(code, Status.VIOLATED, detail);
  }

  /** Something that the traveller should know. */
  public void warning(String code, String detail) {
    add(code, Status.WARNING, detail);
  }

  private void add(String code, Status status, String detail) {
    begin(code);
    Finding before = byCode.get(code);
    if (before.status() == Status.WARNING && status == Status.VIOLATED) {
      before.details().clear();
    }
    if (before.status() != Status.VIOLATED || status == Status.VIOLATED) {
      before.details().add(detail);
      byCode.put(code, new Finding(status, before.details()));
    }
  }

  /** One line for each check. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    byCode.forEach((code, finding) -> {
      List<String> details = finding.details();
      String text = String.join("; ", details.subList(0, Math.min(MOST_DETAILS, details.size())));
      int more = details.size() - MOST_DETAILS;
      checks.add(new Check(code, finding.status(), details.isEmpty() ? null : more > 0 ? text + "; and " + more + " more" : text));
    });
    return List.copyOf(checks);
  }
}
