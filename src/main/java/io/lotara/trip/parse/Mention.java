package io.lotara.trip.parse;

/**
 * A name of a place in a text.
 *
 * @param from first character
 * @param to behind the last character, qualifiers included
 * @param stop the name with its qualifiers; kind null when nobody knows it
 * @param role what the words around it make of it
 * @param certainty how sure it is that this names a place
 */
record Mention(int from, int to, Stop stop, Role role, Certainty certainty) {
  enum Role {
    ORIGIN,
    DESTINATION,
    /** Of "two cities in Texas": towns within it are wanted. */
    AMONG,
    IN,
    NONE,
    EXCLUDED
  }

  enum Certainty {
    KNOWN,
    /** Written like a name, but unknown. */
    WRITTEN,
    /** Not even written like one. */
    LOOSE
  }

  Mention with(Stop other) {
    return new Mention(from, to, other, role, certainty);
  }

  Mention in(Role other) {
    return new Mention(from, to, stop, other, certainty);
  }

  boolean known() {
    return certainty == Certainty.KNOWN;
  }

  boolean wanted() {
    return role == Role.DESTINATION || role == Role.AMONG || role == Role.IN;
  }
}
