package io.lotara.handler;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.DefaultApplicationContextBuilder;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A context that loads the definitions of those beans that its function may need. The framework loads all that it finds, some 470 classes and
 * as many again that they name, which is a third of what it adds to a cold start.
 */
final class FunctionContext extends DefaultApplicationContext {
  private final ClassLoader loader;
  private final Predicate<String> wanted;
  // Raw, as the method is that is overridden.
  @SuppressWarnings("rawtypes")
  private @Nullable List<BeanDefinitionReference> references;

  private FunctionContext(ApplicationContextConfiguration configuration, Predicate<String> wanted) {
    super(configuration);
    this.loader = configuration.getClassLoader();
    this.wanted = wanted;
  }

  @Override
  @SuppressWarnings("rawtypes")
  protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
    if (references == null) {
      List<BeanDefinitionReference> found = new ArrayList<>();
      for (String name : ServiceClasses.names(BeanDefinitionReference.class, loader)) {
        if (wanted.test(name)) {
          add(name, found);
        }
      }
      references = found;
    }
    return references;
  }

  @SuppressWarnings("rawtypes")
  private void add(String name, List<BeanDefinitionReference> found) {
    try {
      BeanDefinitionReference reference = ServiceClasses.make(BeanDefinitionReference.class, name, loader);
      if (reference.isPresent()) {
        found.add(reference);
      }
    } catch (ReflectiveOperationException | NoClassDefFoundError e) {
      // A bean of a library that is not in this package; the framework leaves it out, too.
    }
  }

  /** Builds such contexts. */
  static final class Builder extends DefaultApplicationContextBuilder {
    private final Predicate<String> wanted;

    /** Of definitions whose class has a name that is wanted. */
    Builder(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    @Override
    protected ApplicationContext newApplicationContext() {
      return new FunctionContext(this, wanted);
    }
  }
}
