/** Tenants: their keys, their limits, and links that show one of their jobs to whoever has the link. */
package io.lotara.tenant;
