package io.lotara.handler;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospectionReference;
import io.micronaut.core.io.service.SoftServiceLoader.Optimizations;
import io.micronaut.core.io.service.SoftServiceLoader.StaticDefinition;
import io.micronaut.core.io.service.SoftServiceLoader.StaticServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Introspections that are loaded when they are asked for. The framework loads all of them with the first, some 250 classes, to learn of which
 * class each is; the name of its own class says that already.
 */
final class LazyIntrospections implements StaticServiceLoader<BeanIntrospectionReference<?>> {
  /** {@code package.$Outer$Inner$Introspection}; one of a class of somebody else's is called after its whole name, in lower case. */
  private static final Pattern NAME = Pattern.compile("(.*\\.)\\$([A-Z].*)\\$Introspection");

  private LazyIntrospections() {}

  /** Has the framework use them from now on; without effect in a process where it has already loaded some. */
  static void install() {
    try {
      StaticOptimizations.set(new Optimizations(Map.of(BeanIntrospectionReference.class.getName(), new LazyIntrospections())));
    } catch (IllegalStateException e) {
      // It has looked, and found none. All is as it would be, but slower.
    }
  }

  @Override
  public Stream<StaticDefinition<BeanIntrospectionReference<?>>> findAll(Predicate<String> wanted) {
    ClassLoader loader = LazyIntrospections.class.getClassLoader();
    return ServiceClasses.names(BeanIntrospectionReference.class, loader).stream()
        .filter(wanted)
        .map(name -> StaticDefinition.of(name, () -> reference(name, loader)));
  }

  private static BeanIntrospectionReference<?> reference(String name, ClassLoader loader) {
    var matcher = NAME.matcher(name);
    return matcher.matches() ? new Lazy(matcher.group(1) + matcher.group(2), name, loader) : load(name, loader);
  }

  private static BeanIntrospectionReference<?> load(String name, ClassLoader loader) {
    try {
      return ServiceClasses.make(BeanIntrospectionReference.class, name, loader);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the introspection " + name + " cannot be made", e);
    }
  }

  /** One that has not been needed yet. */
  private static final class Lazy implements BeanIntrospectionReference<Object> {
    private final String type;
    private final String name;
    private final ClassLoader loader;

    Lazy(String type, String name, ClassLoader loader) {
      this.type = type;
      this.name = name;
      this.loader = loader;
    }

    @SuppressWarnings("unchecked")
    private BeanIntrospectionReference<Object> real() {
      return (BeanIntrospectionReference<Object>) LazyIntrospections.load(name, loader);
    }

    @Override
    public String getName() {
      return type;
    }

    @Override
    public boolean isPresent() {
      return true;
    }

    @Override
    public Class<Object> getBeanType() {
      return real().getBeanType();
    }

    @Override
    public BeanIntrospection<Object> load() {
      return real().load();
    }

    @Override
    public AnnotationMetadata getAnnotationMetadata() {
      return real().getAnnotationMetadata();
    }
  }
}
