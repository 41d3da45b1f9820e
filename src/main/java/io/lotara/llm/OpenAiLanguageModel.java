package io.lotara.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model behind an OpenAI-compatible API (chat completions with strict JSON schema): OpenAI itself, Bedrock's endpoint of that form, or any
 * other. A throttle or fault is tried once more. Nothing of prompts or answers is logged.
 */
@Singleton
@Requires(property = OpenAiLanguageModel.KEY, pattern = ".+")
@Requires(classes = OpenAiChatModel.class)
public class OpenAiLanguageModel implements LanguageModel {
  static final String KEY = "lotara.llm.key";

  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String USUAL_MODEL = "gpt-4.1-mini";
  private static final Pattern VERSION = Pattern.compile("/v\\d");
  private static final String LATE = "it did not answer in time";
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration SPARE = Duration.ofSeconds(3);
  private static final int MOST_CHARACTERS = 20_000;
  private static final int MOST_TOKENS = 4_000;

  /** What services put around the texts of a question; some dozens, by what they say. */
  private static final int FRAME_TOKENS = 200;

  private final Supplier<String> key;
  private final String base;
  private final String model;
  private final Duration timeout;
  private final ModelPrices prices;
  private final JsonMapper json;
  private volatile @Nullable Client client;

  /** The client for one key: the key may change while we run. */
  private record Client(String key, OpenAiChatModel model) {}

  @Inject
  OpenAiLanguageModel(
      @Named("llm") Supplier<String> key,
      @Value("${lotara.llm.base-url:}") String base,
      @Value("${lotara.llm.model:}") String model,
      ModelPrices prices,
      JsonMapper json) {
    this(key, base, model, Duration.ofSeconds(9), prices, json);
  }

  /**
   * @param key the secret, asked for with each question
   * @param base URL with or without {@code /v1}; blank for OpenAI's own
   * @param model blank for the usual one
   * @param timeout for one attempt; a second one, after a throttle or a fault, has what is left of this and three seconds more
   */
  public OpenAiLanguageModel(Supplier<String> key, String base, String model, Duration timeout, ModelPrices prices, JsonMapper json) {
    this.key = key;
    this.base = versioned(base.strip());
    this.model = model.isBlank() ? USUAL_MODEL : model.strip();
    this.timeout = timeout;
    this.prices = prices;
    this.json = json;
  }

  /** With the version in its path, which some give and some leave out. */
  static String versioned(String base) {
    if (base.isEmpty()) {
      return OPENAI;
    }
    String plain = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String path = URI.create(plain).getPath();
    return path != null && VERSION.matcher(path).find() ? plain : plain + "/v1";
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public long mostMicroUsd(Prompt prompt) {
    // A token is a byte at least.
    long bytes = Stream.of(prompt.instructions(), prompt.schema(), prompt.input()).mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    return prices.of(model).microUsd(bytes + FRAME_TOKENS, MOST_TOKENS);
  }

  @Override
  public Reply ask(Prompt prompt) {
    // The client's own time-out ends with the headers of an answer; this one with its last byte.
    FutureTask<Reply> reply = new FutureTask<>(() -> tried(prompt));
    Thread.ofVirtual().start(reply);
    try {
      return reply.get(timeout.plus(SPARE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      return unseen(prompt, LATE);
    } catch (ExecutionException e) {
      return Reply.free(new Answer.Unavailable("it could not be asked", true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unseen(prompt, "it could not be asked");
    } finally {
      reply.cancel(true);
    }
  }

  private Reply tried(Prompt prompt) throws InterruptedException {
    Reply first = asked(prompt);
    // Whoever was waited for in vain is not waited for again: others of the job have to be asked yet.
    if (!(first.answer() instanceof Answer.Unavailable no) || !no.retriable() || no.why().equals(LATE)) {
      return first;
    }
    Thread.sleep(PAUSE);
    Reply second = asked(prompt);
    return new Reply(second.answer(), first.usage().plus(second.usage()));
  }

  /** The answer may have been made and be charged for, and nobody here has seen it. */
  private Reply unseen(Prompt prompt, String why) {
    return new Reply(new Answer.Unavailable(why, true), most(prompt));
  }

  private Usage most(Prompt prompt) {
    return new Usage(model, 0, 0, mostMicroUsd(prompt), false);
  }

  private Reply asked(Prompt prompt) {
    try {
      ChatResponse response = client().chat(request(prompt));
      return new Reply(read(prompt, response), usage(prompt, response.tokenUsage()));
    } catch (ContentFilteredException e) {
      return Reply.free(new Answer.Refused());
    } catch (TimeoutException e) {
      return unseen(prompt, LATE);
    } catch (RateLimitException e) {
      return Reply.free(new Answer.Unavailable("it has too many questions", true));
    } catch (AuthenticationException e) {
      return Reply.free(new Answer.Unavailable("it refused the key", false));
    } catch (InvalidRequestException | ModelNotFoundException e) {
      return Reply.free(new Answer.Unavailable("it rejected the question", false));
    } catch (InternalServerException | HttpException e) {
      return Reply.free(new Answer.Unavailable("it is out of order", true));
    } catch (LangChain4jException e) {
      return Reply.free(new Answer.Unavailable("it could not be reached", true));
    } catch (RuntimeException e) {
      return e.getCause() instanceof IOException && !(e.getCause() instanceof JsonProcessingException)
          ? unseen(prompt, "the connection to it was lost")
          : new Reply(new Answer.BadAnswer("its answer could not be read"), most(prompt));
    }
  }

  private Usage usage(Prompt prompt, @Nullable TokenUsage tokens) {
    if (tokens == null || tokens.inputTokenCount() == null || tokens.outputTokenCount() == null) {
      return most(prompt);
    }
    long input = tokens.inputTokenCount();
    long output = tokens.outputTokenCount();
    return new Usage(model, input, output, prices.of(model).microUsd(input, output), true);
  }

  private static ChatRequest request(Prompt prompt) {
    return ChatRequest.builder()
        .messages(SystemMessage.from(prompt.instructions()), UserMessage.from(prompt.input()))
        .responseFormat(
            ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name(prompt.name()).rootElement(JsonRawSchema.from(prompt.schema())).build())
                .build())
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
                  .timeout(timeout)
                  .maxRetries(0) // it would log the answers it is not content with
                  .maxCompletionTokens(MOST_TOKENS)
                  .strictJsonSchema(true)
                  .logRequests(false)
                  .logResponses(false)
                  .build());
      client = known;
    }
    return known.model();
  }

  private Answer read(Prompt prompt, ChatResponse response) {
    String text = response.aiMessage() == null ? null : response.aiMessage().text();
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      return new Answer.Refused();
    }
    if (response.finishReason() == FinishReason.LENGTH) {
      return new Answer.BadAnswer("its answer was cut off");
    }
    if (text == null || text.isBlank() || text.length() > MOST_CHARACTERS) {
      return new Answer.BadAnswer("its answer was empty or too long");
    }
    try {
      JsonNode value = json.readValue(text, Argument.of(JsonNode.class));
      String objection = new ClosedSchema(json.readValue(prompt.schema(), Argument.of(JsonNode.class))).objection(value);
      return objection == null ? new Answer.Given(value) : new Answer.BadAnswer(objection);
    } catch (IOException e) {
      return new Answer.BadAnswer("its answer was no JSON");
    }
  }
}
