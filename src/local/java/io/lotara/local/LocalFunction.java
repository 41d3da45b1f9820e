package io.lotara.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lotara.local.FunctionCall.Interception;
import io.lotara.local.FunctionCall.Trigger;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One Lambda function: the class that the template names, made at its first event with an application context of its own, and shared by
 * all events at once.
 */
final class LocalFunction implements AutoCloseable {
  private final Template.FunctionSpec spec;
  private final Class<?> type;
  private final Function<Class<?>, ApplicationContextBuilder> contexts;
  private final Interception interception;
  private final ReentrantLock making = new ReentrantLock();
  private volatile RequestHandler<Object, Object> handler;
  private ApplicationContext context;

  /**
   * @throws TemplateException if there is no such handler class
   */
  LocalFunction(Template.FunctionSpec spec, Function<Class<?>, ApplicationContextBuilder> contexts, Interception interception) {
    this.spec = spec;
    this.contexts = contexts;
    this.interception = interception;
    try {
      this.type = Class.forName(spec.handler());
    } catch (ClassNotFoundException e) {
      throw new TemplateException(spec.id() + ".Handler: there is no class " + spec.handler());
    }
    if (!RequestHandler.class.isAssignableFrom(type)) {
      throw new TemplateException(spec.id() + ".Handler: " + spec.handler() + " is no " + RequestHandler.class.getSimpleName());
    }
  }

  Template.FunctionSpec spec() {
    return spec;
  }

  /** The class of event that the handler takes, as its type parameter says. */
  Class<?> eventType() {
    return inputOf(type, Map.of());
  }

  /** Runs the function, and waits for it at most {@code limit}. */
  Object invoke(Trigger trigger, Object event, Duration limit) throws FunctionFailure {
    var call = new FunctionCall(spec.id(), trigger, event);
    var run = new FutureTask<>(() -> interception.around(call, () -> handler().handleRequest(event, new LocalContext(spec, limit))));
    var thread = Thread.ofVirtual().name(spec.id()).start(run);
    try {
      return run.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new FunctionFailure(spec.id() + " failed: " + e.getCause(), e.getCause(), false);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new FunctionFailure(spec.id() + " ran longer than " + limit.toSeconds() + " s", e, true);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new FunctionFailure(spec.id() + " was stopped", e, false);
    }
  }

  /** Makes the handler before its first event. */
  void warm() throws FunctionFailure {
    try {
      handler();
    } catch (Exception e) {
      throw new FunctionFailure(spec.id() + " cannot be made: " + e, e, false);
    }
  }

  private RequestHandler<Object, Object> handler() throws Exception {
    if (handler == null) {
      making.lock();
      try {
        if (handler == null) {
          handler = make();
        }
      } finally {
        making.unlock();
      }
    }
    return handler;
  }

  @SuppressWarnings("unchecked")
  private RequestHandler<Object, Object> make() throws Exception {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {ApplicationContext.class})) {
          context = contexts.apply(type).start();
          return (RequestHandler<Object, Object>) constructor.newInstance(context);
        }
      }
      return (RequestHandler<Object, Object>) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Class<?> inputOf(Class<?> type, Map<TypeVariable<?>, Type> bound) {
    for (Method method : type.getDeclaredMethods()) {
      var parameters = method.getParameterTypes();
      if (method.getName().equals("handleRequest") && !method.isBridge() && parameters.length == 2 && parameters[1] == Context.class) {
        return erase(resolve(method.getGenericParameterTypes()[0], bound));
      }
    }
    var parent = type.getGenericSuperclass();
    var next = new HashMap<TypeVariable<?>, Type>();
    if (parent instanceof ParameterizedType generic) {
      var variables = type.getSuperclass().getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        next.put(variables[i], resolve(generic.getActualTypeArguments()[i], bound));
      }
    }
    return type.getSuperclass() == null ? Object.class : inputOf(type.getSuperclass(), next);
  }

  private static Type resolve(Type type, Map<TypeVariable<?>, Type> bound) {
    return type instanceof TypeVariable<?> variable ? bound.getOrDefault(variable, Object.class) : type;
  }

  private static Class<?> erase(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  @Override
  public void close() {
    making.lock();
    try {
      if (context != null) {
        context.close();
      }
    } finally {
      making.unlock();
    }
  }
}
