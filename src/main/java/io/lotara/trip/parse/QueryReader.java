package io.lotara.trip.parse;

import io.lotara.travel.Gazetteer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reads a sentence with a grammar: no model, no network, the same sentence on the same day always reads the same. Understands English;
 * names
 * of places in any spelling that the gazetteer knows. Takes any text and never throws; time grows about linearly with its length.
 */
public final class QueryReader {
  private QueryReader() {}

  /**
   * Reads a sentence.
   *
   * @param query what a traveller wrote
   * @param today the day on which it was written
   * @param gazetteer for the names of places
   */
  public static Reading read(String query, LocalDate today, Gazetteer gazetteer) {
    return read(query, today, new Atlas(gazetteer, name -> Optional.empty(), name -> false));
  }

  static Reading read(String query, LocalDate today, Atlas atlas) {
    Text text = new Text(query, atlas::knows);
    Reading.Draft draft = new Reading.Draft();
    MoneyWords.read(text, draft);
    boolean dated = DateWords.read(text, today, draft);
    if (!dated) {
      SeasonWords.read(text, today, draft);
    }
    List<DurationWords.Found> lengths = DurationWords.collect(text);
    PartyWords.read(text, draft);
    TasteWords.food(text, draft);
    WishWords.read(text, draft);
    new PlaceWords(text, atlas).read(lengths, draft);
    TasteWords.tastes(text, draft);
    DurationWords.total(text, lengths, draft);
    return draft.done();
  }
}
