package io.lotara.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is asked, and in which order. */
class SourcesTest {
  private static final LocalDate DAY = LocalDate.of(2031, 5, 1);
  private final List<TravelSource> all = List.of(new Named("open", true), new Named("liteapi", true), new Named("tables", false));

  /** A source that knows nothing but its name and whether it covers a day. */
  private record Named(String name, boolean known) implements TravelSource {
    @Override
    public Set<Offering> offerings() {
      return EnumSet.allOf(Offering.class);
    }

    @Override
    public boolean covers(LocalDate date) {
      return known;
    }

    @Override
    public List<Town> towns(String name) {
      return List.of();
    }

    @Override
    public List<Town> townsIn(String regionOrCountry) {
      return List.of();
    }

    @Override
    public List<TransportOffer> transport(TransportQuery query) {
      return List.of();
    }

    @Override
    public List<StayOffer> stays(StayQuery query) {
      return List.of();
    }

    @Override
    public List<Attraction> attractions(Town town) {
      return List.of();
    }

    @Override
    public List<Eatery> eateries(Town town) {
      return List.of();
    }
  }

  private List<String> order(String tenants, String tenant, String provider) {
    return new Sources(all, tenants).order(tenant, provider, DAY, DAY).stream().map(TravelSource::name).toList();
  }

  @Test
  void theOpenDataComeLast() {
    assertEquals(List.of("liteapi", "open"), order("", "acme", null));
  }

  @Test
  void whoIsNamedComesFirstWhateverDaysItCovers() {
    assertEquals(List.of("open", "liteapi"), order("", "acme", "open"));
    assertEquals(List.of("tables", "liteapi", "open"), order("", "acme", "tables"));
  }

  @Test
  void aTenantHasItsOwnSourcesInItsOwnOrder() {
    assertEquals(List.of("open", "liteapi"), order("acme = open , liteapi; globex=open", "acme", null));
    assertEquals(List.of("open"), order("acme=open,liteapi;globex=open", "globex", "liteapi"));
    assertEquals(List.of("liteapi", "open"), order("globex=open", "acme", null));
  }

  @Test
  void whatCannotBeReadIsSaidAtTheStart() {
    assertThrows(IllegalArgumentException.class, () -> new Sources(all, "acme"));
  }
}
