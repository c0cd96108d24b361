package io.forebay.privacy;

/** How sensitive a message is, least first; the order is part of the contract. */
public enum Classification {
  /** Nothing personal was found. */
  PUBLIC,
  /** Ways to reach somebody, as in every signature. */
  INTERNAL,
  /** Bank accounts, or contact data of many. */
  CONFIDENTIAL,
  /** National numbers, cards, secrets. */
  RESTRICTED
}
