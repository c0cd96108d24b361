package io.forebay.mail;

/**
 * A header field.
 *
 * @param name lower case
 * @param value unfolded, one line; encoded words (RFC 2047) are not decoded yet, since they may stand for anything, a comma too
 */
record HeaderField(String name, String value) {}
