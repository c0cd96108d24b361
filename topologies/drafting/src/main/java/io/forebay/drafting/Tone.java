package io.forebay.drafting;

/** How the sender addresses the reader, and so how a draft answers. Names are part of the contract ({@code ReplyDraft.tone}). */
enum Tone {
  FORMAL,
  INFORMAL
}
