package io.forebay.drafting;

import java.time.LocalDate;

/**
 * A day that a text names.
 *
 * @param day the day meant, in the sender's time zone
 * @param start offset of the words that name it
 * @param end offset behind them
 * @param sentence index of its sentence
 * @param firm true if something is due by it ("by Friday"), false if it is only mentioned ("see you on Friday")
 */
record Deadline(LocalDate day, int start, int end, int sentence, boolean firm) {}
