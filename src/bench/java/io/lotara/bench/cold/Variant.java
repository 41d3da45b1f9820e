package io.lotara.bench.cold;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to start a function.
 *
 * @param name as it is printed
 * @param function whose environment it gets: the logical id in the template
 * @param handler class
 * @param folder unpacked package
 * @param managed whether the runtime's client alone is on the class path and loads the function from the folder, as the managed runtime
 *     does with a zip; otherwise everything is on the class path, as images have it
 * @param snapshot whether the process is brought to its checkpoint and goes on from there
 * @param flags of the JVM
 */
record Variant(String name, String function, String handler, Path folder, boolean managed, boolean snapshot, List<String> flags) {
  /** What the managed runtime gives a function of 1024 MB, and template.yaml. */
  static final List<String> FLAGS =
      List.of(
          "-Xmx870m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  Variant named(String other) {
    return new Variant(other, function, handler, folder, managed, snapshot, flags);
  }

  Variant onClassPath() {
    return new Variant(name, function, handler, folder, false, snapshot, flags);
  }

  Variant restored() {
    return new Variant(name, function, handler, folder, managed, true, flags);
  }

  Variant with(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new Variant(name, function, handler, folder, managed, snapshot, all);
  }
}
