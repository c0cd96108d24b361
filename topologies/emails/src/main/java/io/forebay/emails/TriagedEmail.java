package io.forebay.emails;

import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.RememberedEmail;

/**
 * A message that has been triaged.
 *
 * @param result what users read
 * @param remembered what feedback on it will be learnt from
 */
record TriagedEmail(EmailTriaged result, RememberedEmail remembered) {}
