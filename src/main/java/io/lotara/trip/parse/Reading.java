package io.lotara.trip.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Part of a trip: what one utterance said, in words or as structure, and nothing else. Readings of the same utterance, whoever made
 * them, can
 * be laid over each other.
 *
 * @param said by topic; use {@link #get}
 * @param assumptions sentences that tell how an unclear word was taken
 */
public record Reading(Map<Topic<?>, Said<?>> said, List<String> assumptions) {
  public static final Reading NOTHING = new Reading(Map.of(), List.of());

  public Reading {
    said = Map.copyOf(said);
    assumptions = List.copyOf(assumptions);
  }

  /** What was said of a topic. */
  @SuppressWarnings("unchecked") // Draft.say() is the only way in and pairs the types
  public <T> Optional<Said<T>> get(Topic<T> topic) {
    return Optional.ofNullable((Said<T>) said.get(topic));
  }

  /** Whether anything was said of it. */
  public boolean has(Topic<?> topic) {
    return said.containsKey(topic);
  }

  /** This reading, with the other one where this is silent. */
  public Reading over(Reading weaker) {
    Map<Topic<?>, Said<?>> all = new LinkedHashMap<>(weaker.said);
    all.putAll(said);
    List<String> both = new ArrayList<>(assumptions);
    weaker.assumptions.stream().filter(a -> !both.contains(a)).forEach(both::add);
    return new Reading(all, both);
  }

  /** A reading in the making. */
  public static final class Draft {
    private final Map<Topic<?>, Said<?>> said = new LinkedHashMap<>();
    private final List<String> assumptions = new ArrayList<>();

    public <T> Draft say(Topic<T> topic, T value, String words, double confidence) {
      said.put(topic, new Said<>(value, words, confidence));
      return this;
    }

    public <T> Draft say(Topic<T> topic, T value) {
      said.put(topic, Said.plainly(value));
      return this;
    }

    public Draft assume(String sentence) {
      if (!assumptions.contains(sentence)) {
        assumptions.add(sentence);
      }
      return this;
    }

    public boolean has(Topic<?> topic) {
      return said.containsKey(topic);
    }

    public boolean isEmpty() {
      return said.isEmpty();
    }

    public Reading done() {
      return new Reading(said, assumptions);
    }
  }
}
