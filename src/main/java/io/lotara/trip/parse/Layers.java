package io.lotara.trip.parse;

import io.lotara.trip.Understanding.Field;
import io.lotara.trip.Understanding.Source;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;

/** Readings over each other: the strongest that speaks of a topic counts. */
final class Layers {
  /** A reading and who said it. */
  record Layer(Reading reading, Source source) {}

  /** What counts for a topic, who said it, and how strong (0 for the strongest). */
  record Pick<T>(Said<T> said, Source source, int rank) {
    T value() {
      return said.value();
    }

    Field field(Topic<?> topic, Object json) {
      return new Field(topic.name(), json, source, said.words(), said.confidence());
    }
  }

  private final List<Layer> layers = new ArrayList<>();

  /** Puts a reading above all others. */
  void over(Reading reading, Source source) {
    layers.addFirst(new Layer(reading, source));
  }

  /** Puts a reading below all others. */
  void under(Reading reading, Source source) {
    layers.addLast(new Layer(reading, source));
  }

  Layers copy() {
    Layers copy = new Layers();
    copy.layers.addAll(layers);
    return copy;
  }

  <T> @Nullable Pick<T> pick(Topic<T> topic) {
    for (int rank = 0; rank < layers.size(); rank++) {
      Layer layer = layers.get(rank);
      Said<T> said = layer.reading().get(topic).orElse(null);
      if (said != null) {
        return new Pick<>(said, layer.source(), rank);
      }
    }
    return null;
  }

  <T> T value(Topic<T> topic, T otherwise) {
    Pick<T> pick = pick(topic);
    return pick == null ? otherwise : pick.value();
  }

  /** The strongest layer that says where to go; -1 when none does. */
  int whereTo() {
    for (int rank = 0; rank < layers.size(); rank++) {
      Reading r = layers.get(rank).reading();
      if (r.has(Topic.DESTINATION) || r.has(Topic.CITIES) || r.has(Topic.LEGS)) {
        return rank;
      }
    }
    return -1;
  }

  <T> @Nullable Pick<T> at(int rank, Topic<T> topic) {
    Layer layer = layers.get(rank);
    return layer.reading().get(topic).map(said -> new Pick<>(said, layer.source(), rank)).orElse(null);
  }

  List<String> assumptions() {
    return layers.stream().flatMap(l -> l.reading().assumptions().stream()).distinct().toList();
  }
}
