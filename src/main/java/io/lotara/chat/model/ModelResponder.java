package io.lotara.chat.model;

import io.lotara.chat.AnswerCache;
import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import io.lotara.chat.Responder;
import io.lotara.chat.rules.RuleTools;
import io.lotara.job.ModelCalls;
import io.lotara.llm.Dialogue;
import io.lotara.llm.Dialogue.Line;
import io.lotara.llm.DialogueModel;
import io.lotara.llm.DialogueModel.Spoken;
import io.lotara.llm.Usage;
import io.lotara.tenant.ModelBudget;
import io.lotara.tenant.SpendCapReached;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a language model answer, with tools, within a few seconds and the tenant's caps. It passes when there is none, when the person
 * decides something, when a cap is reached, when it is slow or fails, and when what it says stands on nothing. What a tool has begun
 * meanwhile is not lost: then the tool's own words are the answer.
 */
@Singleton
public class ModelResponder implements Responder {
  private static final Logger LOG = LoggerFactory.getLogger(ModelResponder.class);
  private static final int ROUNDS = 4;
  private static final String NOTHING =
      "Nothing was done: there is no such tool, its arguments are wrong, or the person has not asked for that in their own words. Ask "
          + "them.";
  private static final Duration CACHED = Duration.ofHours(24);

  private final DialogueModel model;
  private final ModelBudget budget;
  private final Toolbox toolbox;
  private final RuleTools rules;
  private final Briefing briefing;
  private final AnswerCache cache;
  private final Duration within;

  ModelResponder(
      DialogueModel model,
      ModelBudget budget,
      Toolbox toolbox,
      RuleTools rules,
      Briefing briefing,
      AnswerCache cache,
      @Value("${lotara.chat-model-millis:3000}") int millis) {
    this.model = model;
    this.budget = budget;
    this.toolbox = toolbox;
    this.rules = rules;
    this.briefing = briefing;
    this.cache = cache;
    this.within = Duration.ofMillis(millis);
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public Optional<Reply> answer(ChatTurn turn) {
    if (!model.configured() || rules.decides(turn)) {
      return Optional.empty();
    }
    String key = briefing.free(turn) ? briefing.key(turn, model.name()) : null;
    if (key != null) {
      Optional<String> known = cache.get(turn.tenant(), key, turn.now());
      if (known.isPresent()) {
        return Optional.of(Reply.of(known.get(), turn));
      }
    }
    return new Talk(turn, key).answer();
  }

  /** One turn's talk with the model. */
  private final class Talk {
    private final ChatTurn turn;
    private final @Nullable String key;
    private final long until = System.nanoTime() + within.toNanos();
    private final List<Line> lines;
    private final String instructions;
    private final Grounds grounds;
    private @Nullable Reply done;
    private boolean read;

    private Talk(ChatTurn turn, @Nullable String key) {
      this.turn = turn;
      this.key = key;
      this.instructions = briefing.instructions(turn);
      this.lines = new ArrayList<>(briefing.lines(turn));
      this.grounds = new Grounds(briefing.secret());
      grounds.add(briefing.told(turn));
      lines.forEach(line -> grounds.hear(line.toString()));
    }

    private Optional<Reply> answer() {
      for (int round = 0; round < ROUNDS; round++) {
        Spoken spoken = speak();
        switch (spoken) {
          case Spoken.Says says -> {
            return said(says.text());
          }
          case Spoken.Calls calls -> use(calls.calls());
          case Spoken.Failed failed -> {
            LOG.info("the model did not answer: {}", failed.why());
            return Optional.ofNullable(done);
          }
        }
      }
      return Optional.ofNullable(done);
    }

    private Spoken speak() {
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return new Spoken.Failed("late");
      }
      Dialogue dialogue = new Dialogue(instructions, lines, toolbox.tools(turn));
      ModelBudget.Hold hold;
      try {
        hold = budget.hold(turn.tenant(), turn.conversation().id(), model.mostMicroUsd(dialogue));
      } catch (SpendCapReached e) {
        return new Spoken.Failed(e.getMessage());
      }
      ModelCalls.Asked asked = ModelCalls.begin("chat");
      DialogueModel.Turn answer = model.speak(dialogue, left);
      Usage usage = answer.usage();
      asked.end(usage.model(), usage.inputTokens(), usage.outputTokens(), usage.microUsd(), outcome(answer.spoken()));
      try {
        hold.settle(usage.microUsd());
      } catch (RuntimeException e) {
        LOG.warn("what a language model cost could not be counted: {}", e.getMessage());
      }
      return answer.spoken();
    }

    private static String outcome(Spoken spoken) {
      return switch (spoken) {
        case Spoken.Says says -> "given";
        case Spoken.Calls calls -> "tools";
        case Spoken.Failed failed -> "failed";
      };
    }

    private void use(List<Dialogue.Call> calls) {
      lines.add(new Line.Called(calls));
      for (Dialogue.Call call : calls) {
        // One job for a turn: what comes after it is told so.
        Optional<Reply> reply = done != null && done.jobId() != null ? Optional.of(done) : toolbox.use(turn, call, read);
        read |= Toolbox.tells(call);
        reply.filter(r -> done == null || r.jobId() != null || done.jobId() == null).ifPresent(r -> done = r);
        String text = reply.map(Reply::text).orElse(NOTHING);
        grounds.add(text);
        lines.add(new Line.Result(call, text));
      }
    }

    private Optional<Reply> said(String text) {
      if (!grounds.hold(text)) {
        LOG.info("the model's answer stands on nothing and was dropped");
        return Optional.ofNullable(done);
      }
      if (done != null) {
        return Optional.of(new Reply(text, done.jobId(), done.focus()));
      }
      if (key != null) {
        cache.put(turn.tenant(), key, text, turn.now().plus(CACHED));
      }
      return Optional.of(Reply.of(text, turn));
    }
  }
}
