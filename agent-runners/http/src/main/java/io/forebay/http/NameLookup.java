package io.forebay.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the name service; {@link InetAddress#getAllByName} outside tests. */
@FunctionalInterface
interface NameLookup {
  InetAddress[] addresses(String name) throws UnknownHostException;
}
