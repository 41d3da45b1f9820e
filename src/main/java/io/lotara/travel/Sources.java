package io.lotara.travel;

import io.lotara.tenant.TenantSettings;
import io.lotara.travel.TravelSource.Offering;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sources there are, and the order in which they are asked: the one that was named, then those that are configured, then the open data,
 * which is always there. A source that fails degrades to the next, and the reason is kept.
 */
@Singleton
public class Sources {
  /** Name of the source that needs no key and answers everything. */
  public static final String OPEN = "open";

  private final List<TravelSource> all;
  private final Map<String, List<String>> byTenant;
  private final Function<String, Optional<List<String>>> set;

  /** Every source for everybody. */
  public Sources(List<TravelSource> all) {
    this(all, "");
  }

  /**
   * Sources, some of them for some tenants only.
   *
   * @param tenants {@code acme=liteapi,open;globex=reference-tables}: the sources of a tenant, in the order in which they are asked; a tenant
   *     that is not named has all of them
   * @throws IllegalArgumentException when that cannot be read
   */
  public Sources(List<TravelSource> all, String tenants) {
    this(all, tenants, tenant -> Optional.empty());
  }

  /** As above, where what was set for a tenant goes before what is configured. */
  @Inject
  Sources(
      List<TravelSource> all,
      @Value("${lotara.tenant-sources:}") String tenants,
      TenantSettings settings,
      SourcesSection section) {
    this(all, tenants, tenant -> settings.of(tenant, section));
  }

  private Sources(List<TravelSource> all, String tenants, Function<String, Optional<List<String>>> set) {
    this.set = set;
    this.byTenant = byTenant(tenants);
    this.all =
        all.stream()
            .sorted(
                Comparator.comparing((TravelSource s) -> s.name().equals(OPEN)).thenComparing(TravelSource::name))
            .toList();
  }

  /** The sources that can be asked. */
  public List<TravelSource> all() {
    return all.stream().filter(s -> !s.offerings().isEmpty()).toList();
  }

  /** Their names. */
  public List<String> names() {
    return all().stream().map(TravelSource::name).toList();
  }

  /**
   * Sources for a trip, in the order in which they are asked; empty when none knows those days.
   *
   * @param provider name of the one to ask first, whatever days it covers, or null
   * @param start first day of the trip
   * @param end last day of the trip
   */
  public List<TravelSource> order(@Nullable String provider, LocalDate start, LocalDate end) {
    return all.stream()
        .filter(s -> !s.offerings().isEmpty())
        .filter(s -> s.name().equals(provider) || s.covers(start) && s.covers(end))
        .sorted(Comparator.comparing((TravelSource s) -> !s.name().equals(provider)))
        .toList();
  }

  /** As {@link #order(String, LocalDate, LocalDate)}, with only the sources of a tenant, in the tenant's order. */
  public List<TravelSource> order(String tenant, @Nullable String provider, LocalDate start, LocalDate end) {
    List<TravelSource> order = order(provider, start, end);
    List<String> own = set.apply(tenant).orElse(byTenant.get(tenant));
    return own == null
        ? order
        : order.stream()
            .filter(s -> own.contains(s.name()))
            .sorted(Comparator.comparing((TravelSource s) -> s.name().equals(provider) ? -1 : own.indexOf(s.name())))
            .toList();
  }

  private static Map<String, List<String>> byTenant(String text) {
    Map<String, List<String>> byTenant = new HashMap<>();
    for (String entry : text.split(";")) {
      if (!entry.isBlank()) {
        String[] parts = entry.split("=");
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
          throw new IllegalArgumentException("tenant=source,source is expected in lotara.tenant-sources, not '" + entry + "'");
        }
        byTenant.put(parts[0].trim(), Arrays.stream(parts[1].split(",")).map(String::trim).toList());
      }
    }
    return byTenant;
  }

  /** The source of that name. */
  public Optional<TravelSource> named(String name) {
    return all.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * What was found, and what went wrong on the way.
   *
   * @param notes sentences for a person: which source could not answer, and why
   */
  public record Found<T>(List<T> offers, List<String> notes) {}

  /**
   * Asks one source after the other until one has an answer.
   *
   * @throws SourceException.Retriable when none had an answer and one of them may have one later
   */
  public static <T> Found<T> ask(
      List<TravelSource> order, Offering offering, Function<TravelSource, List<T>> question) {
    List<String> notes = new ArrayList<>();
    SourceException.Retriable later = null;
    for (TravelSource source : order) {
      if (source.offerings().contains(offering)) {
        try {
          List<T> offers = question.apply(source);
          if (!offers.isEmpty()) {
            return new Found<>(offers, notes);
          }
        } catch (SourceException e) {
          notes.add("%s could not answer (%s).".formatted(source.name(), e.getMessage()));
          later = e instanceof SourceException.Retriable retriable ? retriable : later;
        }
      }
    }
    if (later != null) {
      throw later;
    }
    return new Found<>(List.of(), notes);
  }
}
