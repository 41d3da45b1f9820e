package io.lotara.chat.rules;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Answers from the tenant's own texts: the section that shares the rarest words with the question (weights as inverse document frequency; a
 * word of the heading counts twice). Sections are told as they are written.
 */
@Singleton
final class Faqs implements Rule {
  private static final int LONGEST = 900;

  /** Characters of a section that a model is told. */
  private static final int LONGEST_TOLD = 4000;

  private static final double ENOUGH = 0.34;
  private static final Set<String> COMMON =
      Set.of(
          ("a an and any are as at be been but by can could did do does for from get got had has have how i if in is it its me my of on "
              + "or our please"
                  + " should so some that the their them then there these they this to us was we were what when where which who why will "
                  + "with would"
                  + " you your tell about know want need much many one")
              .split(" "));

  /** Stems that customers use for one another. */
  private static final List<List<String>> SAME =
      List.of(
          List.of("refund", "return", "reimburs", "exchang"),
          List.of("deliver", "delivery", "ship", "shipp", "shipment", "arriv"),
          List.of("warranty", "guarant", "repair", "broken", "broke", "damag", "defect"),
          List.of("pay", "payment", "paid", "invoic"),
          List.of("contact", "phon", "email", "reach"));

  /** Shorter words have too many neighbours. */
  private static final int LONG_ENOUGH = 5;

  private record Section(String heading, String text, Set<String> headingWords, Set<String> words) {}

  private record Found(Section section, double score) {}

  /** The texts of a chat cut up, and in how many sections each word stands. */
  private record Index(List<Section> sections, Map<String, Integer> in) {}

  /** Settings are remembered for a while as one object; with them goes their index. */
  private final Map<ChatSettings, Index> indexes = Collections.synchronizedMap(new WeakHashMap<>());

  @Override
  public Optional<Reply> answer(Heard heard) {
    return best(heard.turn()).stream()
        .findFirst()
        .filter(found -> found.score() >= ENOUGH)
        .map(found -> Reply.of(told(found.section()), heard.turn()));
  }

  /** The sections that go best with the words, at most so many; empty when none does. */
  String sections(ChatTurn turn, int most) {
    List<String> some =
        best(turn).stream()
            .filter(f -> f.score() > 0.1)
            .limit(most)
            .map(f -> f.section().heading() + "\n" + cut(f.section().text(), LONGEST_TOLD))
            .toList();
    return String.join("\n\n", some);
  }

  private Index index(ChatSettings settings) {
    return indexes.computeIfAbsent(
        settings,
        s -> {
          List<Section> sections = s.faqs().stream().flatMap(f -> split(f).stream()).toList();
          Map<String, Integer> in = new HashMap<>();
          sections.forEach(section -> section.words().forEach(w -> in.merge(w, 1, Integer::sum)));
          return new Index(sections, in);
        });
  }

  private List<Found> best(ChatTurn turn) {
    Set<String> said = words(Heard.fold(turn.message()).replace("money back", "refund"));
    if (said.isEmpty() || turn.settings().faqs().isEmpty()) {
      return List.of();
    }
    Index index = index(turn.settings());
    List<Section> sections = index.sections();
    Map<String, Integer> in = index.in();
    if (sections.isEmpty()) {
      return List.of();
    }
    Set<String> asked = said.stream().map(w -> known(w, in)).collect(Collectors.toSet());
    double whole = asked.stream().mapToDouble(w -> weight(in.getOrDefault(w, 0), sections.size())).sum();
    List<Found> found = new ArrayList<>();
    for (Section section : sections) {
      double score = 0;
      for (String word : asked) {
        if (section.words().contains(word)) {
          score += weight(in.get(word), sections.size()) * (section.headingWords().contains(word) ? 1.5 : 1);
        }
      }
      if (score > 0) {
        found.add(new Found(section, score / whole));
      }
    }
    found.sort(Comparator.comparingDouble(Found::score).reversed());
    return found;
  }

  /** The word of the texts that stands for one that is not in them: with a letter wrong, or another word for the same. */
  private static String known(String word, Map<String, Integer> in) {
    if (in.containsKey(word)) {
      return word;
    }
    Optional<String> slip = word.length() < LONG_ENOUGH ? Optional.empty() : in.keySet().stream().filter(w -> LikeWords.slip(w, word)).sorted().findFirst();
    return slip
        .or(
            () ->
                SAME.stream()
                    .filter(same -> same.stream().anyMatch(w -> w.equals(word) || word.length() >= LONG_ENOUGH && LikeWords.slip(w, word)))
                    .flatMap(List::stream)
                    .filter(in::containsKey)
                    .findFirst())
        .orElse(word);
  }

  private static double weight(int in, int of) {
    return Math.log(1 + (of + 0.5) / (in + 0.5));
  }

  /** Each heading begins a section; what stands before the first belongs to the title. */
  private static List<Section> split(ChatSettings.Faq faq) {
    List<Section> sections = new ArrayList<>();
    String heading = faq.title();
    StringBuilder text = new StringBuilder();
    for (String line : faq.text().split("\\R")) {
      if (line.startsWith("#")) {
        add(sections, heading, text);
        heading = line.replaceFirst("^#+\\s*", "");
      } else {
        text.append(line).append('\n');
      }
    }
    add(sections, heading, text);
    return sections;
  }

  private static void add(List<Section> sections, String heading, StringBuilder text) {
    if (!text.toString().isBlank()) {
      Set<String> all = new HashSet<>(words(heading));
      all.addAll(words(text.toString()));
      sections.add(new Section(heading, text.toString().strip(), words(heading), all));
    }
    text.setLength(0);
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String word : Heard.fold(text).split("[^\\p{L}\\p{N}]+")) {
      if (word.length() > 1 && !COMMON.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  /** Enough to tell wheels from a wheel and returned from return. */
  private static String stem(String word) {
    String stem =
        word.length() > 4 ? word.replaceFirst("(?:ies|ied)$", "y").replaceFirst("(?:ing|ed|es|s)$", "") : word.replaceFirst("s$", "");
    return stem.length() > 3 ? stem.replaceFirst("e$", "") : stem;
  }

  /** Markdown as plain text. */
  private static String told(Section section) {
    String plain =
        section.text().replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll("[*_`]{1,3}", "").replaceAll("(?m)^\\s*[-+]\\s+", "• ")
            .strip();
    return cut(plain, LONGEST);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int space = text.lastIndexOf(' ', longest);
    return text.substring(0, space > longest / 2 ? space : longest) + " …";
  }
}
