package io.forebay.runners;

import io.forebay.schemas.ReadyAction;
import org.apache.kafka.common.header.Headers;

/**
 * An action as the share group delivered it.
 *
 * @param count how often it has been delivered, from 1
 * @param headers of the record
 */
record Delivery(ReadyAction action, int count, Headers headers) {}
