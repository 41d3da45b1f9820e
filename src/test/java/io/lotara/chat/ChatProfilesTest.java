package io.lotara.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.chat.ChatSettings.Faq;
import io.lotara.chat.ChatTexts.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that lie elsewhere: what a chat knows while they change, go, or cannot be read. */
class ChatProfilesTest {
  private final InMemoryConversations store = new InMemoryConversations();
  private final Map<String, String> objects = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private boolean away;
  private Instant now = Instant.parse("2027-01-10T10:00:00Z");

  private final InstantSource instants = () -> now;
  private final Clock clock = instants.withZone(ZoneOffset.UTC);

  private final FaqTexts texts =
      new FaqTexts(
          (tenant, name, known) -> {
            asked.add(tenant + "/" + name + " " + known);
            String words = objects.get(tenant + "/" + name);
            if (away) {
              throw new IOException("out of reach");
            }
            if (words == null) {
              throw new NoSuchFileException(name);
            }
            return words.equals(known) ? Optional.empty() : Optional.of(new Text(words, words));
          });
  private final ChatProfiles profiles = new ChatProfiles(store, texts, clock);

  private void knows(Faq... faqs) {
    store.put("acme", ChatSettings.LOTARA.with(List.of(faqs)));
  }

  private List<String> told() {
    return profiles.of("acme").faqs().stream().map(Faq::text).toList();
  }

  private void later() {
    now = now.plus(ChatProfiles.KNOWN);
    asked.clear();
  }

  @Test
  void aTextIsReadOnceAndThenLookedAt() {
    objects.put("acme/a.md", "one");
    knows(Faq.of("Here", "here"), new Faq("There", null, "a.md"));
    assertEquals(List.of("here", "one"), told());
    assertEquals(List.of("here", "one"), told());
    assertEquals(List.of("acme/a.md null"), asked);
    later();
    assertEquals(List.of("here", "one"), told());
    assertEquals(List.of("acme/a.md one"), asked, "by its tag");
    objects.put("acme/a.md", "two");
    assertEquals(List.of("here", "one"), told());
    later();
    assertEquals(List.of("here", "two"), told());
  }

  @Test
  void whatCannotBeReadStaysKnown() {
    objects.put("acme/a.md", "one");
    knows(new Faq("A", null, "a.md"), new Faq("B", null, "b.md"), Faq.of("Here", "here"));
    assertEquals(List.of("one", "here"), told(), "one that is not there is left out");
    away = true;
    later();
    assertEquals(List.of("one", "here"), told());
    assertEquals(1, asked.size(), "nobody waits for each of them");
    away = false;
    objects.put("acme/b.md", "two");
    later();
    assertEquals(List.of("one", "two", "here"), told());
    objects.remove("acme/a.md");
    later();
    assertEquals(List.of("two", "here"), told(), "what was removed is not told any more");
  }

  @Test
  void whoKnowsNothingYetAnswersWithoutIt() {
    away = true;
    knows(new Faq("A", null, "a.md"));
    assertEquals(List.of(), told());
    assertEquals(Optional.of("out of reach"), texts.problem("acme", "a.md"));
    assertTrue(new FaqTexts(null).problem("acme", "a.md").orElseThrow().contains("ChatTexts"));
    assertEquals(List.of(), new ChatProfiles(store, new FaqTexts(null), clock).of("acme").faqs());
  }

  @Test
  void manyLargeTextsAreNotAllRemembered() {
    String large = "x".repeat(ChatTexts.LARGEST);
    for (int i = 0; i < 200; i++) {
      store.put("t" + i, ChatSettings.LOTARA.with(List.of(Faq.of("A", large))));
      profiles.of("t" + i);
    }
    store.remove("t0");
    store.remove("t199");
    assertEquals(1, profiles.of("t199").faqs().size(), "the latest is remembered");
    assertEquals(0, profiles.of("t0").faqs().size(), "the eldest is not");
  }

  @Test
  void aTextHasItsBounds(@TempDir Path folder) throws IOException {
    assertThrows(IOException.class, () -> Text.of(new ByteArrayInputStream(new byte[ChatTexts.LARGEST + 1]), ""));
    assertThrows(IOException.class, () -> Text.of(new ByteArrayInputStream(new byte[] {(byte) 0xff}), ""));
    assertEquals("é", Text.of(new ByteArrayInputStream("é".getBytes(StandardCharsets.UTF_8)), "").words());
    Files.writeString(Files.createDirectories(folder.resolve("acme")).resolve("a.md"), "one");
    FolderTexts there = new FolderTexts(folder.toString());
    Text text = there.read("acme", "a.md", null).orElseThrow();
    assertEquals("one", text.words());
    assertEquals(Optional.empty(), there.read("acme", "a.md", text.tag()));
    assertThrows(NoSuchFileException.class, () -> there.read("other", "a.md", null));
    for (String name : List.of("../a.md", "a/b.md", "", ".hidden", "a b.md", "x".repeat(101))) {
      assertTrue(!ChatTexts.NAME.matcher(name).matches(), name);
    }
    assertEquals(Duration.ofSeconds(30), ChatProfiles.KNOWN, "README says half a minute");
  }
}
