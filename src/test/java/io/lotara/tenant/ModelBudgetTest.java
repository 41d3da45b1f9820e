package io.lotara.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Money for models: never more than the caps, and given back when it was not needed. */
class ModelBudgetTest {
  private static final Instant LATE = Instant.parse("2026-11-21T23:59:59Z");
  private final InMemoryTenants spend = new InMemoryTenants();

  private ModelBudget budget(String perDay, String perConversation, Instant now) {
    TenantSettings settings = new TenantSettings(spend, JsonMapper.createDefault(), Clock.fixed(now, ZoneOffset.UTC));
    return new ModelBudget(spend, settings, new LimitsSection(), perDay, perConversation, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void whatWasSetAsideIsGivenBack() {
    ModelBudget budget = budget("0.000100", "", LATE);
    ModelBudget.Hold first = budget.hold("acme", null, 60);
    assertEquals(60, budget.spentToday("acme"));
    assertThrows(SpendCapReached.class, () -> budget.hold("acme", null, 60));
    first.settle(10);
    assertEquals(10, budget.spentToday("acme"));
    budget.hold("acme", null, 60).settle(70);
    assertEquals(80, budget.spentToday("acme"), "what cost more than was thought is counted");
    budget.hold("globex", null, 60);
  }

  @Test
  void aCallOverMidnightIsPaidByTheDayOnWhichItBegan() {
    ModelBudget.Hold hold = budget("1", "", LATE).hold("acme", null, 60);
    hold.settle(50);
    assertEquals(50, budget("1", "", LATE).spentToday("acme"));
    assertEquals(0, budget("1", "", LATE.plusSeconds(1)).spentToday("acme"));
  }

  @Test
  void aConversationHasACapOfItsOwn() {
    ModelBudget budget = budget("0.000100", "0.000050", LATE);
    budget.hold("acme", "c-1", 50);
    String said = assertThrows(SpendCapReached.class, () -> budget.hold("acme", "c-1", 1)).getMessage();
    assertTrue(said.contains("conversation"), said);
    assertEquals(50, budget.spentToday("acme"), "what is refused is counted nowhere");
    budget.hold("acme", "c-2", 40);
    assertThrows(SpendCapReached.class, () -> budget.hold("acme", "c-3", 20));
    budget.hold("acme", "c-3", 10).settle(10);
    assertEquals(100, budget.spentToday("acme"));
  }

  @Test
  void aTenantsOwnCapGoesBeforeTheDeployments() {
    spend.set("acme", "limits", "{\"model_usd_per_day\": 0.000200}");
    spend.set("globex", "limits", "{\"model_usd_per_day\": 0}");
    ModelBudget budget = budget("0.000100", "", LATE);
    budget.hold("acme", null, 150);
    assertThrows(SpendCapReached.class, () -> budget.hold("globex", null, 1));
    assertThrows(SpendCapReached.class, () -> budget.hold("initech", null, 101));
  }

  @Test
  void withoutACapItIsCounted() {
    ModelBudget budget = budget("", " ", LATE);
    budget.hold("acme", "c-1", Long.MAX_VALUE).settle(30);
    assertEquals(30, budget.spentToday("acme"));
    assertEquals(30, spend.spent(new SpendAccount.Conversation("acme", "c-1")));
  }

  @Test
  void aCapThatIsNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> budget("-1", "", LATE));
    assertThrows(NumberFormatException.class, () -> budget("much", "", LATE));
  }
}
