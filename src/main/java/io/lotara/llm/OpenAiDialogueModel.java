package io.lotara.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A model behind an OpenAI-compatible API (chat completions with tools). Nothing is tried twice: a person waits, and the rules answer when
 * this does not. Nothing of what is said is logged.
 */
@Singleton
@Requires(property = OpenAiLanguageModel.KEY, pattern = ".+")
@Requires(classes = OpenAiChatModel.class)
class OpenAiDialogueModel implements DialogueModel {
  private static final String USUAL_MODEL = "gpt-4.1-mini";
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_TOKENS = 800;
  private static final int MOST_CHARACTERS = 4_000;
  private static final int MOST_CALLS = 8;
  private static final int FRAME_TOKENS = 400;

  private final Supplier<String> key;
  private final String base;
  private final String model;
  private final ModelPrices prices;
  private volatile @Nullable Client client;

  private record Client(String key, OpenAiChatModel model) {}

  OpenAiDialogueModel(
      @Named("llm") Supplier<String> key,
      @Value("${lotara.llm.base-url:}") String base,
      @Value("${lotara.llm.model:}") String model,
      ModelPrices prices) {
    this.key = key;
    this.base = OpenAiLanguageModel.versioned(base.strip());
    this.model = model.isBlank() ? USUAL_MODEL : model.strip();
    this.prices = prices;
  }

  @Override
  public String name() {
    return model;
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public long mostMicroUsd(Dialogue dialogue) {
    // A token is a byte at least.
    long bytes = dialogue.toString().getBytes(StandardCharsets.UTF_8).length;
    return prices.of(model).microUsd(bytes + FRAME_TOKENS, MOST_TOKENS);
  }

  @Override
  public Turn speak(Dialogue dialogue, Duration within) {
    // The client's own time-out ends with the headers of an answer; this one with its last byte.
    FutureTask<Turn> turn = new FutureTask<>(() -> asked(dialogue));
    Thread.ofVirtual().start(turn);
    try {
      return turn.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      return unseen(dialogue, "late");
    } catch (ExecutionException e) {
      return new Turn(new Spoken.Failed("it could not be asked"), Usage.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unseen(dialogue, "interrupted");
    } finally {
      turn.cancel(true);
    }
  }

  private Turn asked(Dialogue dialogue) {
    try {
      ChatResponse response = client().chat(request(dialogue));
      return new Turn(read(response), usage(dialogue, response.tokenUsage()));
    } catch (TimeoutException e) {
      return unseen(dialogue, "late");
    } catch (LangChain4jException e) {
      return new Turn(new Spoken.Failed(e.getClass().getSimpleName()), Usage.NONE);
    } catch (RuntimeException e) {
      return unseen(dialogue, "its answer could not be read");
    }
  }

  /** The answer may have been made and be charged for. */
  private Turn unseen(Dialogue dialogue, String why) {
    return new Turn(new Spoken.Failed(why), new Usage(model, 0, 0, mostMicroUsd(dialogue), false));
  }

  private Usage usage(Dialogue dialogue, @Nullable TokenUsage tokens) {
    if (tokens == null || tokens.inputTokenCount() == null || tokens.outputTokenCount() == null) {
      return new Usage(model, 0, 0, mostMicroUsd(dialogue), false);
    }
    long input = tokens.inputTokenCount();
    long output = tokens.outputTokenCount();
    return new Usage(model, input, output, prices.of(model).microUsd(input, output), true);
  }

  private static Spoken read(ChatResponse response) {
    AiMessage message = response.aiMessage();
    if (message == null || response.finishReason() == FinishReason.CONTENT_FILTER || response.finishReason() == FinishReason.LENGTH) {
      return new Spoken.Failed("cut off or declined");
    }
    if (message.hasToolExecutionRequests()) {
      List<Dialogue.Call> calls =
          message.toolExecutionRequests().stream()
              .limit(MOST_CALLS)
              .map(r -> new Dialogue.Call(r.id(), String.valueOf(r.name()), String.valueOf(r.arguments())))
              .toList();
      return new Spoken.Calls(calls);
    }
    String text = message.text();
    return text == null || text.isBlank() || text.length() > MOST_CHARACTERS ? new Spoken.Failed("empty or too long") : new Spoken.Says(text.strip());
  }

  private static ChatRequest request(Dialogue dialogue) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(dialogue.instructions()));
    for (Dialogue.Line line : dialogue.lines()) {
      messages.add(
          switch (line) {
            case Dialogue.Line.Said said -> UserMessage.from(said.text());
            case Dialogue.Line.Replied replied -> AiMessage.from(replied.text());
            case Dialogue.Line.Called called -> AiMessage.from(called.calls().stream().map(OpenAiDialogueModel::call).toList());
            case Dialogue.Line.Result result -> ToolExecutionResultMessage.from(call(result.call()), result.text());
          });
    }
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    return dialogue.tools().isEmpty()
        ? request.build()
        : request.toolSpecifications(dialogue.tools().stream().map(OpenAiDialogueModel::tool).toList()).build();
  }

  private static ToolExecutionRequest call(Dialogue.Call call) {
    return ToolExecutionRequest.builder().id(call.id()).name(call.name()).arguments(call.arguments()).build();
  }

  private static ToolSpecification tool(Dialogue.Tool tool) {
    JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
    tool.parameters().forEach(schema::addStringProperty);
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(schema.required(tool.required()).additionalProperties(false).build())
        .build();
  }

  private OpenAiChatModel client() {
    String now = key.get();
    Client known = client;
    if (known == null || !known.key().equals(now)) {
      known =
          new Client(
              now,
              OpenAiChatModel.builder()
                  .baseUrl(base)
                  .apiKey(now)
                  .modelName(model)
                  .timeout(LONGEST)
                  .maxRetries(0)
                  .maxCompletionTokens(MOST_TOKENS)
                  .logRequests(false)
                  .logResponses(false)
                  .build());
      client = known;
    }
    return known.model();
  }
}
