package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A function loads the definition of everything that its handler and controllers may come to need, and of no other handler. */
class FunctionBeansTest {
  private static BeanContext everything;
  private static List<Known> definitions;

  /** A definition, whatever its conditions say, with the name of the class that the loader would have loaded. */
  private record Known(String name, BeanDefinition<?> definition) {}

  @BeforeAll
  static void load() throws ReflectiveOperationException {
    everything = new FunctionContext.Builder(name -> true).deduceEnvironment(false).build();
    definitions = new ArrayList<>();
    for (String name : ServiceClasses.names(BeanDefinitionReference.class, FunctionBeansTest.class.getClassLoader())) {
      if (name.startsWith("io.lotara.") && isOfTheProduct(name)) {
        BeanDefinitionReference<?> reference = ServiceClasses.make(BeanDefinitionReference.class, name, FunctionBeansTest.class.getClassLoader());
        definitions.add(new Known(name, reference.load(everything)));
      }
    }
  }

  /** And not of the tests. */
  private static boolean isOfTheProduct(String name) {
    return Files.exists(Path.of("target/classes", name.replace('.', '/') + ".class"));
  }

  private static List<String> functions() throws IOException {
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/lotara/handler"))) {
      return sources.map(p -> p.getFileName().toString()).filter(n -> n.endsWith("Handler.java")).map(n -> n.replace(".java", "")).sorted().toList();
    }
  }

  @Test
  void aFunctionLoadsWhatItMayNeed() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String function : functions()) {
      Predicate<String> loaded = FunctionBeans.of(function);
      reachable(function).stream().filter(k -> !loaded.test(k.name())).forEach(k -> missing.add(function + " lacks " + k.name()));
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void aFunctionLoadsNoOthersControllers() throws IOException {
    List<String> superfluous = new ArrayList<>();
    for (String function : functions()) {
      Predicate<String> loaded = FunctionBeans.of(function);
      for (Known known : definitions) {
        String owner = owner(known);
        if (owner != null && !owner.equals(function) && loaded.test(known.name())) {
          superfluous.add(function + " loads " + known.name());
        }
      }
    }
    assertEquals(List.of(), superfluous);
  }

  /** Whose it is, when it is one function's alone. */
  private static @Nullable String owner(Known known) {
    String simple = known.definition().getBeanType().getSimpleName();
    if (known.name().startsWith("io.lotara.handler.$") && simple.endsWith("Handler")) {
      return simple;
    }
    return known.definition().getAnnotationValuesByType(Requires.class).stream()
        .filter(r -> r.stringValue("property").filter(LotaraFunction.PROPERTY::equals).isPresent())
        .findFirst()
        .flatMap(r -> r.stringValue())
        .orElse(null);
  }

  /** What a function has from the start, and everything that could be injected into that, whatever is configured. */
  private static Set<Known> reachable(String function) {
    Set<Known> reached = new LinkedHashSet<>();
    Deque<Known> open = new ArrayDeque<>();
    for (Known known : definitions) {
      String owner = owner(known);
      boolean root = owner == null ? asksTheFramework(known) : owner.equals(function);
      if (root && reached.add(known)) {
        open.add(known);
      }
    }
    while (!open.isEmpty()) {
      for (Class<?> need : needs(open.pop().definition())) {
        for (Known known : definitions) {
          boolean others = owner(known) != null && !owner(known).equals(function);
          if (!others && need.isAssignableFrom(known.definition().getBeanType()) && reached.add(known)) {
            open.add(known);
          }
        }
      }
    }
    return reached;
  }

  /** Whether the framework looks for beans of such a type by itself. */
  private static boolean asksTheFramework(Known known) {
    return known.definition().hasStereotype(ServerFilter.class)
        || Stream.of(known.definition().getBeanType().getInterfaces()).anyMatch(i -> i.getName().startsWith("io.micronaut."));
  }

  private static Set<Class<?>> needs(BeanDefinition<?> definition) {
    Set<Class<?>> needs = new HashSet<>(definition.getRequiredComponents());
    for (Argument<?> argument : definition.getConstructor().getArguments()) {
      needs.add(argument.getType());
      Stream.of(argument.getTypeParameters()).forEach(p -> needs.add(p.getType()));
    }
    definition.getInjectedFields().forEach(f -> {
      needs.add(f.getType());
      Stream.of(f.asArgument().getTypeParameters()).forEach(p -> needs.add(p.getType()));
    });
    definition.getDeclaringType().ifPresent(needs::add);
    needs.remove(Object.class);
    return needs;
  }
}
