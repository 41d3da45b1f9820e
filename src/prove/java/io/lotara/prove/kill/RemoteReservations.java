package io.lotara.prove.kill;

import io.lotara.e2e.BookableOffers;
import io.lotara.travel.Price;
import io.lotara.travel.Reservations;
import io.lotara.travel.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;

/** The provider as a worker process sees it. */
final class RemoteReservations implements Reservations {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI provider;

  private final boolean keyed;

  /**
   * @param keyed whether the provider is given stable keys; otherwise each call has a key of its own
   */
  RemoteReservations(URI provider, boolean keyed) {
    this.provider = provider;
    this.keyed = keyed;
  }

  @Override
  public String source() {
    return BookableOffers.NAME;
  }

  @Override
  public boolean honoursKeys() {
    return true;
  }

  private String call(String verb, String what) {
    try {
      return http.send(HttpRequest.newBuilder(provider.resolve("/" + verb + "/" + what)).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new SourceException.Retriable("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException.Retriable("interrupted", e);
    }
  }

  @Override
  public Reservation reserve(String key, String offerRef, Price price) {
    return new Reservation(call("reserve", keyed ? key : key + "-" + UUID.randomUUID()), false, null);
  }

  @Override
  public Optional<Reservation> find(String key) {
    return Optional.of(keyed ? call("find", key) : "").filter(r -> !r.isEmpty()).map(r -> new Reservation(r, false, null));
  }

  @Override
  public void cancel(String reservationRef) {
    call("cancel", reservationRef);
  }
}
