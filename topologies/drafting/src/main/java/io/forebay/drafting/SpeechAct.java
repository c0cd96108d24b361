package io.forebay.drafting;

/** What a message mainly does, and so what an answer to it must do. Names are part of the contract ({@code ReplyDraft.speechAct}). */
enum SpeechAct {
  REQUEST,
  QUESTION,
  MEETING,
  INFORMATION,
  THANKS,
  COMPLAINT
}
