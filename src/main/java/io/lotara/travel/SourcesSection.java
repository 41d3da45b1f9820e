package io.lotara.travel;

import io.lotara.tenant.SettingsFields;
import io.lotara.tenant.SettingsSection;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code sources}: {@code {order: [names]}}, the travel sources of a tenant in the order in which they are asked. */
@Singleton
class SourcesSection implements SettingsSection<List<String>> {
  private final List<TravelSource> all;

  SourcesSection(List<TravelSource> all) {
    this.all = all;
  }

  @Override
  public String name() {
    return "sources";
  }

  @Override
  public List<String> read(SettingsFields fields) {
    List<String> order = fields.texts("order");
    if (order == null) {
      throw fields.wrong("order", "is required");
    }
    List<String> names = all.stream().map(TravelSource::name).sorted().toList();
    if (!names.containsAll(order)) {
      throw fields.wrong("order", "must be of " + names);
    }
    return order;
  }
}
