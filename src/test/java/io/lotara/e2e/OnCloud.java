package io.lotara.e2e;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one cloud that they share, as good as new; a class that is not a {@link SharedCloud} has one of its own. */
final class OnCloud implements ParameterResolver, BeforeEachCallback {
  private static TestCloud shared(ExtensionContext context) {
    boolean all = context.getRequiredTestClass().isAnnotationPresent(SharedCloud.class);
    ExtensionContext whose = all ? context.getRoot() : context.getParent().orElseThrow();
    // Its store closes it when the last test has run.
    return whose.getStore(Namespace.GLOBAL).getOrComputeIfAbsent(TestCloud.class, key -> TestCloud.start(), TestCloud.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared(context).clear();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCloud.class;
  }

  @Override
  public TestCloud resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }
}
