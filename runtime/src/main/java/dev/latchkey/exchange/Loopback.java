package dev.latchkey.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Whether a host is this machine, so that what is sent to it in the clear crosses no network. */
public final class Loopback {
  private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private Loopback() {}

  /**
   * Returns whether a host is this machine by its very name: {@code localhost}, 127.0.0.0/8 or
   * {@code ::1}. Nothing is looked up, since a name server could say anything.
   *
   * @param host the host of a URL; an IPv6 address may be in brackets
   * @return whether it is this machine
   */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || IPV4.matcher(host).matches() || isIpv6(host);
  }

  private static boolean isIpv6(String host) {
    if (host.indexOf(':') < 0) {
      return false;
    }
    try {
      // In brackets it can be nothing but an address, which is read and not looked up.
      String address = host.startsWith("[") ? host : "[" + host + "]";
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
