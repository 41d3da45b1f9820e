package io.lotara.trip.parse;

import io.lotara.trip.Preferences;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads what a traveller usually wants. */
final class PreferencesReader {
  private static final double SURE = 0.8;

  private PreferencesReader() {}

  static Reading read(@Nullable Preferences preferences) {
    if (preferences == null) {
      return Reading.NOTHING;
    }
    Reading.Draft draft = new Reading.Draft();
    BigDecimal most = preferences.budgetRange() == null ? null : preferences.budgetRange().max();
    if (most != null && most.signum() > 0) {
      draft.say(Topic.BUDGET, new Spending(most, "USD", false, false), null, SURE);
    }
    List<String> dietary = TasteWords.diets(orEmpty(preferences.dietaryRestrictions()));
    if (!dietary.isEmpty()) {
      draft.say(Topic.DIETARY, dietary, null, SURE);
    }
    List<String> liked = new ArrayList<>(orEmpty(preferences.favoriteActivities()));
    if (preferences.travelStyle() != null) {
      liked.add(preferences.travelStyle());
    }
    Reading.Draft taste = new Reading.Draft();
    TasteWords.tastes(new Text(String.join(". ", liked)), taste);
    Reading tastes = taste.done();
    tastes.get(Topic.INTERESTS).ifPresent(s -> draft.say(Topic.INTERESTS, s.value(), s.words(), SURE));
    tastes.get(Topic.PACE).ifPresent(s -> draft.say(Topic.PACE, s.value(), s.words(), SURE));
    return draft.done();
  }

  /** Names of places that this traveller would like to see. */
  static List<String> destinations(@Nullable Preferences preferences) {
    return preferences == null ? List.of() : orEmpty(preferences.preferredDestinations());
  }

  /** Needs that no source can be asked for. */
  static List<String> notes(@Nullable Preferences preferences) {
    List<String> needs = preferences == null ? List.of() : orEmpty(preferences.accessibilityNeeds());
    return needs.isEmpty() ? List.of() : List.of("No source says whether places suit these needs; please check them: "
        + String.join(", ", needs) + ".");
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(java.util.Objects::nonNull).toList();
  }
}
