package io.lotara.tenant;

/** The twin keeps the contract. */
class InMemoryTenantsTest extends TenantContract {
  private final InMemoryTenants tenants = new InMemoryTenants();

  @Override
  protected <T> T port(Class<T> type) {
    return type.cast(tenants);
  }

  @Override
  protected Rates elsewhere() {
    return tenants;
  }
}
