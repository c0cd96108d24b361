package io.forebay.classifier;

import java.util.List;

/**
 * What can be told of a message without reading it: each is 0 where it does not hold, at most 1 where it does.
 *
 * <p>None of them depends on a host, a list, a person or a date of the mail that the model learned from. The order is part of the
 * model's format.
 */
enum SpamSignal {
  NO_MESSAGE_ID(Group.ENVELOPE),
  MESSAGE_ID_WITHOUT_DOMAIN(Group.ENVELOPE),
  MESSAGE_ID_OF_SENDERS_DOMAIN(Group.ENVELOPE),
  MESSAGE_ID_OF_BULK_TOOL(Group.ENVELOPE),
  NO_DATE(Group.ENVELOPE),
  ODD_DATE(Group.ENVELOPE),
  ODD_ZONE(Group.ENVELOPE),
  DATE_WITHOUT_WEEKDAY(Group.ENVELOPE),
  DATE_WITH_ZONE_NAME(Group.ENVELOPE),
  NO_TO(Group.ENVELOPE),
  TO_BARE_ADDRESS(Group.ENVELOPE),
  TO_NAMED(Group.ENVELOPE),
  UNDISCLOSED_RECIPIENTS(Group.ENVELOPE),
  MANY_RECIPIENTS(Group.ENVELOPE),
  TO_IS_SENDER(Group.ENVELOPE),
  HAS_CC(Group.ENVELOPE),
  ANSWERS(Group.CONVERSATION),
  CLAIMS_TO_ANSWER(Group.CONVERSATION),
  QUOTES(Group.CONVERSATION),
  LIST(Group.LIST),
  BULK(Group.LIST),
  AUTOMATIC(Group.LIST),
  UNSUBSCRIBE_HEADER(Group.LIST),
  SENDER_DIFFERS(Group.LIST),
  NO_SENDER(Group.SENDER),
  SENDER_WITHOUT_NAME(Group.SENDER),
  SENDER_NAME_SHOUTS(Group.SENDER),
  SENDER_NAME_IS_ADDRESS(Group.SENDER),
  SENDER_DIGITS(Group.SENDER),
  SENDER_UNPRONOUNCEABLE(Group.SENDER),
  SENDER_FREE_MAIL(Group.SENDER),
  SENDER_DOMAIN_DIGITS(Group.SENDER),
  REPLY_TO_ELSEWHERE(Group.SENDER),
  REPLY_TO_PRESENT(Group.SENDER),
  PERSONAL_CLIENT(Group.CLIENT),
  OFFICE_CLIENT(Group.CLIENT),
  FORGED_CLIENT(Group.CLIENT),
  BULK_CLIENT(Group.CLIENT),
  OTHER_CLIENT(Group.CLIENT),
  PRIORITY_RAISED(Group.CLIENT),
  PRIORITY_GIVEN(Group.CLIENT),
  NO_SUBJECT(Group.SUBJECT),
  SUBJECT_SHOUTS(Group.SUBJECT),
  SUBJECT_EXCLAIMS(Group.SUBJECT),
  SUBJECT_ASKS(Group.SUBJECT),
  SUBJECT_MONEY(Group.SUBJECT),
  SUBJECT_PERCENT(Group.SUBJECT),
  SUBJECT_RANDOM_TAIL(Group.SUBJECT),
  SUBJECT_GAP(Group.SUBJECT),
  SUBJECT_NAMES_RECIPIENT(Group.SUBJECT),
  SUBJECT_MARKED_ADVERTISEMENT(Group.SUBJECT),
  SUBJECT_TAGGED(Group.SUBJECT),
  SUBJECT_TITLE_CASE(Group.SUBJECT),
  SUBJECT_GAPPY(Group.SUBJECT),
  SUBJECT_FOREIGN(Group.SUBJECT),
  HTML_ONLY(Group.FORM),
  HTML_PART(Group.FORM),
  ALTERNATIVES(Group.FORM),
  PLAIN_ONLY(Group.FORM),
  ENCODED_TEXT(Group.FORM),
  UNDECLARED_CHARACTERS(Group.FORM),
  CHARSET_AGAINST_SCRIPT(Group.FORM),
  DEFECTS(Group.FORM),
  ATTACHMENTS(Group.FORM),
  PROGRAM_ATTACHED(Group.FORM),
  IMAGES(Group.LINKS),
  IMAGES_FOR_TEXT(Group.LINKS),
  NO_LINKS(Group.LINKS),
  LINKS(Group.LINKS),
  LINK_DENSITY(Group.LINKS),
  LINKS_TO_NUMBERS(Group.LINKS),
  LINKS_TO_ODD_HOSTS(Group.LINKS),
  LINKS_TO_FREE_HOSTS(Group.LINKS),
  LINKS_TO_SENDER(Group.LINKS),
  LINKS_TO_ONE_PLACE(Group.LINKS),
  LINKS_TO_MANY_PLACES(Group.LINKS),
  EMPTY(Group.STYLE),
  SHORT(Group.STYLE),
  LENGTH(Group.STYLE),
  SHOUTS(Group.STYLE),
  CAPITALS(Group.STYLE),
  EXCLAIMS(Group.STYLE),
  ASKS(Group.STYLE),
  MONEY(Group.STYLE),
  NUMBERS(Group.STYLE),
  GAPPY_WORDS(Group.STYLE),
  MIXED_WORDS(Group.STYLE),
  ADDRESSES(Group.STYLE),
  SAYS_I(Group.STYLE),
  SAYS_YOU(Group.STYLE),
  SAYS_WE(Group.STYLE),
  VARIETY(Group.STYLE),
  LONG_WORDS(Group.STYLE),
  SHORT_LINES(Group.STYLE),
  UNBROKEN_LINES(Group.STYLE),
  PITCH(Group.PITCH),
  PITCH_VARIETY(Group.PITCH),
  PITCH_IN_SUBJECT(Group.PITCH),
  TOPIC(Group.PITCH),
  TALK(Group.PITCH);

  /** Kinds of signals; the reasons of a verdict name these. */
  enum Group {
    ENVELOPE,
    CONVERSATION,
    LIST,
    SENDER,
    CLIENT,
    SUBJECT,
    FORM,
    LINKS,
    STYLE,
    PITCH;

    @SuppressWarnings("EnumOrdinal") // the order is the format of the model
    int index() {
      return ordinal();
    }
  }

  private static final List<SpamSignal> ALL = List.of(values());

  private final Group group;

  SpamSignal(Group group) {
    this.group = group;
  }

  /** The signal that has a place in a vector. */
  static SpamSignal at(int index) {
    return ALL.get(index);
  }

  /** The signal's place in a vector. */
  @SuppressWarnings("EnumOrdinal") // the order is the format of the model
  int index() {
    return ordinal();
  }

  Group group() {
    return group;
  }
}
