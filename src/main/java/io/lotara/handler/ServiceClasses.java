package io.lotara.handler;

import io.micronaut.core.io.service.MicronautMetaServiceLoaderUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** The classes that the framework's compiler has listed as those of a service: bean definitions, introspections. */
final class ServiceClasses {
  private ServiceClasses() {}

  /** The names of all of them; none is loaded. */
  static Set<String> names(Class<?> service, ClassLoader loader) {
    try {
      return MicronautMetaServiceLoaderUtils.findMicronautMetaServiceEntries(loader, service.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads one of them and makes its instance. */
  static <T> T make(Class<T> service, String name, ClassLoader loader) throws ReflectiveOperationException {
    return service.cast(Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
  }
}
