package io.lotara.prove;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** Puts something of ours around, or in place of, the beans of a context as they are made. */
@FunctionalInterface
public interface Around {
  /** Switches it on. */
  String PROPERTY = "lotara.prove.around";

  /** What is to be used in place of a bean, or the bean itself. */
  Object around(Object bean, BeanContext context);

  /** Makes a context do so. */
  static ApplicationContextBuilder in(ApplicationContextBuilder builder, Around around) {
    return builder.properties(Map.of(PROPERTY, "true")).singletons(new Held(around));
  }

  /** What a proxy does with a call. */
  @FunctionalInterface
  interface Call {
    Object of(Object proxy, Method method, Object[] args) throws Throwable;
  }

  /** An object of one of these types, whose calls go elsewhere; or the bean itself, when it is of none of them. */
  static Object port(Object bean, List<Class<?>> ports, Call call) {
    for (Class<?> port : ports) {
      if (port.isInstance(bean)) {
        return Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, args) ->
                switch (method.getDeclaringClass() == Object.class ? method.getName() : "") {
                  case "hashCode" -> 1;
                  case "equals" -> proxy == args[0];
                  case "toString" -> port.getSimpleName();
                  default -> call.of(proxy, method, args);
                });
      }
    }
    return bean;
  }

  /** Calls the real thing; what it throws is thrown as it is. */
  static Object real(Object bean, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(bean, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Holds it as a bean of a class of its own. */
  record Held(Around around) {}

  /** Hears of every bean. */
  @Singleton
  @Requires(property = PROPERTY)
  class Listener implements BeanCreatedEventListener<Object> {
    @Override
    public Object onCreated(BeanCreatedEvent<Object> event) {
      return event.getSource().getBean(Held.class).around().around(event.getBean(), event.getSource());
    }
  }
}
