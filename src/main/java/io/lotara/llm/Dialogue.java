package io.lotara.llm;

import java.util.List;
import java.util.Map;

/**
 * What a model is told before it speaks.
 *
 * @param instructions what to do
 * @param lines what was said so far, the oldest first
 * @param tools what it may ask us to do
 */
public record Dialogue(String instructions, List<Line> lines, List<Tool> tools) {
  public Dialogue {
    lines = List.copyOf(lines);
    tools = List.copyOf(tools);
  }

  /** One line of a dialogue. */
  public sealed interface Line {
    /** The person's. */
    record Said(String text) implements Line {}

    /** The model's own. */
    record Replied(String text) implements Line {}

    /** The model asked for tools. */
    record Called(List<Call> calls) implements Line {}

    /** What a tool had to say. */
    record Result(Call call, String text) implements Line {}
  }

  /**
   * A tool that the model asks for; nothing is done before we do it.
   *
   * @param arguments as the model wrote them: they may be anything
   */
  public record Call(String id, String name, String arguments) {}

  /**
   * A tool.
   *
   * @param parameters description of each argument, by name; all of them strings
   */
  public record Tool(String name, String description, Map<String, String> parameters, List<String> required) {}
}
