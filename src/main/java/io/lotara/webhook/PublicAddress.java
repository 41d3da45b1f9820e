package io.lotara.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an address belongs to the public internet. What the IANA special-purpose registries (RFC 6890 and after) take out of it does not:
 * there live the machine itself, its neighbours, and the cloud's own services.
 */
final class PublicAddress {
  private static final List<Block> IPV4 =
      List.of(
          new Block("0.0.0.0", 8), // this network
          new Block("10.0.0.0", 8), // private
          new Block("100.64.0.0", 10), // carrier-grade NAT
          new Block("127.0.0.0", 8), // loopback
          new Block("169.254.0.0", 16), // link-local, with the metadata service
          new Block("172.16.0.0", 12), // private
          new Block("192.0.0.0", 24), // protocol assignments
          new Block("192.0.2.0", 24), // documentation
          new Block("192.31.196.0", 24), // AS112
          new Block("192.52.193.0", 24), // AMT
          new Block("192.88.99.0", 24), // 6to4 relays
          new Block("192.168.0.0", 16), // private
          new Block("192.175.48.0", 24), // AS112
          new Block("198.18.0.0", 15), // benchmarks
          new Block("198.51.100.0", 24), // documentation
          new Block("203.0.113.0", 24), // documentation
          new Block("224.0.0.0", 4), // multicast
          new Block("240.0.0.0", 4)); // reserved, and broadcast

  /** All of today's unicast; what is not in it is local, mapped, translated or unassigned. */
  private static final Block IPV6 = new Block("2000::", 3);

  private static final List<Block> NOT_IN_IPV6 =
      List.of(
          new Block("2001::", 23), // protocol assignments: Teredo, ORCHID, benchmarks
          new Block("2001:db8::", 32), // documentation
          new Block("2002::", 16), // 6to4: an IPv4 address in disguise
          new Block("3fff::", 20)); // documentation

  private PublicAddress() {}

  /** An address and how many of its bits count. */
  private record Block(byte[] address, int bits) {
    Block(String address, int bits) {
      this(InetAddress.ofLiteral(address).getAddress(), bits);
    }

    boolean holds(byte[] other) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether it does. */
  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return IPV4.stream().noneMatch(b -> b.holds(bytes));
    }
    return IPV6.holds(bytes) && NOT_IN_IPV6.stream().noneMatch(b -> b.holds(bytes));
  }
}
