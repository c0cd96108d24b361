package io.forebay.connect.mail;

import java.time.Instant;

/**
 * A message as a server lists it.
 *
 * @param uid unique and ascending in its folder
 * @param bytes size of the message
 * @param receivedAt when the server took it in, to the second
 */
record FoundMessage(long uid, long bytes, Instant receivedAt) {}
