package io.lotara.local;

/** The template says something that cannot be read, or that is not served locally. The message names the place in it. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
