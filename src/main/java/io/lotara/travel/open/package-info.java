/** The open travel source: committed open data, facts of our own and documented models. No key, no network; every price is an estimate. */
package io.lotara.travel.open;
