package io.lotara.chat.rules;

import io.lotara.chat.Reply;
import java.util.Optional;

/** One thing that the rules can talk about. */
interface Rule {

  /** Answers, or passes with empty. */
  Optional<Reply> answer(Heard heard);
}
