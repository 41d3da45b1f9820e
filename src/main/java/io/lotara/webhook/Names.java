package io.lotara.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. */
interface Names {

  /**
   * The addresses of a name now, at least one.
   *
   * @param host a name, never with brackets around it
   */
  List<InetAddress> lookUp(String host) throws UnknownHostException;
}
