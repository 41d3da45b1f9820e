package io.lotara.prove;

import java.lang.reflect.RecordComponent;
import java.util.Map;

/** Copies of records with some components changed; for the worlds in which a protection is off. */
final class Records {
  private Records() {}

  static <R extends Record> R with(R record, Map<String, ?> changes) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        String name = components[i].getName();
        values[i] = changes.containsKey(name) ? changes.get(name) : components[i].getAccessor().invoke(record);
      }
      var constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked")
      R copy = (R) constructor.newInstance(values);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no copy of a " + record.getClass().getSimpleName(), e);
    }
  }

  /** The same map with one key's value null, which {@link Map#of} does not allow. */
  static Map<String, Object> nothing(String name) {
    return java.util.Collections.singletonMap(name, null);
  }
}
