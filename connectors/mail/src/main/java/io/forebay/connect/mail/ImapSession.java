package io.forebay.connect.mail;

import io.forebay.connect.mail.ImapSettings.Auth;
import io.forebay.connect.mail.ImapSettings.Security;
import jakarta.mail.Flags;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.Literal;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * One connection to an IMAP server with one folder open.
 *
 * <p>Speaks by the protocol layer of Angus Mail: its folders keep an object for each message, which a mailbox of 100,000 pays for, and
 * bodies cannot be asked for in batches there. Every read and write has a timeout. One thread at a time.
 */
final class ImapSession implements AutoCloseable {
  private static final Pattern RESPONSE_CODE = Pattern.compile("^(?:\\S{1,20} )?(?:NO|BAD|BYE) \\[(UNAVAILABLE|AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|CONTACTADMIN|ALERT|LIMIT|INUSE|SERVERBUG|CLIENTBUG)\\b", Pattern.CASE_INSENSITIVE);

  /** Why a server turns down a user that it may take later (RFC 5530): LIMIT is how some say that there are too many connections. */
  private static final Set<String> PASSING = Set.of("UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG");

  /** Why it turns one down for good. */
  private static final Set<String> CERTAIN = Set.of("AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED");

  private final IMAPProtocol protocol;
  private String selected;
  private boolean selectedToChange;
  private boolean removed;
  private long validity;
  private int messages;
  private int seen;
  private int guess = 1;

  private ImapSession(IMAPProtocol protocol) {
    this.protocol = protocol;
    protocol.addResponseHandler(response -> track(response));
  }

  /**
   * Connects and logs in.
   *
   * @throws LoginRefusedException if the server does not want this user
   */
  static ImapSession open(ImapSettings settings, Secrets secrets) throws IOException, ProtocolException {
    String millis = Long.toString(settings.timeout().toMillis());
    Properties properties = new Properties();
    for (String name : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty("mail.imap." + name, millis);
    }
    properties.setProperty("mail.imap.ssl.checkserveridentity", "true");
    if (settings.authority() != null) {
      properties.put("mail.imap.ssl.socketFactory", Authority.sockets(settings.authority()));
      // Otherwise a server that these sockets refuse is tried once more by the JDK's, which trust others.
      properties.setProperty("mail.imap.socketFactory.fallback", "false");
    }
    boolean tls = settings.security() == Security.TLS;
    MailLogger silent = new MailLogger(ImapSession.class, "", false, System.err);
    IMAPProtocol protocol = new IMAPProtocol("imap", settings.host(), settings.port(), properties, tls, silent);
    ImapSession session = new ImapSession(protocol);
    try {
      session.logIn(settings, secrets);
      return session;
    } catch (IOException | ProtocolException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void logIn(ImapSettings settings, Secrets secrets) throws IOException, ProtocolException {
    if (settings.security() == Security.STARTTLS) {
      protocol.startTLS();
      protocol.capability();
    }
    Secrets.Secret secret = secrets.current();
    try {
      if (settings.auth() == Auth.OAUTH2) {
        protocol.authoauth2(settings.user(), secret.value());
      } else {
        protocol.login(settings.user(), secret.value());
      }
    } catch (CommandFailedException e) {
      String code = code(e);
      if (PASSING.contains(code)) {
        throw new ProtocolException("the server cannot log anyone in just now" + told(code));
      }
      secrets.forget(secret);
      if (!secret.isNew()) {
        throw new ProtocolException("a token that was good before is refused" + told(code));
      }
      throw new LoginRefusedException(settings.host() + " refuses the user " + settings.user() + told(code) + "; check imap.user and its secret.", CERTAIN.contains(code));
    } catch (ProtocolException e) {
      throw new ProtocolException("logging in fails, " + e.getClass().getSimpleName() + told(code(e)));
    }
    protocol.capability();
  }

  /** The response code (RFC 5530) alone, empty if there is none: servers repeat what they do not understand or like, and in this place that is the secret. */
  private static String code(ProtocolException e) {
    Matcher code = RESPONSE_CODE.matcher(String.valueOf(e.getMessage()));
    return code.find() ? code.group(1).toUpperCase(Locale.ROOT) : "";
  }

  private static String told(String code) {
    return code.isEmpty() ? "" : " (" + code + ")";
  }

  /**
   * Opens a folder.
   *
   * @return its UIDVALIDITY: while it stays, UIDs stay
   */
  long select(String folder, boolean mayChange) throws ProtocolException {
    MailboxInfo info = mayChange ? protocol.select(folder) : protocol.examine(folder);
    selected = folder;
    selectedToChange = mayChange;
    removed = false;
    messages = info.total;
    guess = 1;
    validity = info.uidvalidity;
    return validity;
  }

  /** Whether there is a folder that messages can be put into. */
  boolean exists(String folder) throws ProtocolException {
    ListInfo[] found = protocol.list("", folder);
    return found != null && Arrays.stream(found).anyMatch(info -> info.canOpen);
  }

  /**
   * The next messages behind a UID, oldest first; empty if there are none.
   *
   * <p>Goes by sequence numbers, because UIDs have gaps of any size. The number before the first is asked for too: as long as its UID is not above
   * {@code uid}, nothing was left out, whatever others removed meanwhile; otherwise the place is looked up by halving.
   *
   * @throws ProtocolException also if the folder was rebuilt: UIDs of before mean nothing
   */
  List<FoundMessage> after(long uid, int max) throws ProtocolException {
    run("NOOP", null);
    if (removed) {
      // Some servers tell EXISTS and EXPUNGE in an order that does not add up.
      long before = validity;
      if (select(selected, selectedToChange) != before) {
        throw new ProtocolException("The folder " + selected + " was rebuilt meanwhile.");
      }
    }
    seen = messages;
    if (messages == 0) {
      return List.of();
    }
    int from = Math.clamp(guess, 1, messages);
    List<FoundMessage> page = list(from, max);
    if (leavesOut(from, page, uid) || (page.size() > max && page.getLast().uid() <= uid)) {
      from = Math.max(1, firstBehind(uid) - 1);
      page = list(from, max);
      if (leavesOut(from, page, uid)) {
        // Some servers count anew while others remove messages, and not only with the next NOOP: where it was found is elsewhere by now.
        return searched(uid, max);
      }
    }
    List<FoundMessage> behind = page.stream().filter(found -> found.uid() > uid).limit(max).toList();
    guess = behind.isEmpty() ? messages : from + page.indexOf(behind.getLast());
    return behind;
  }

  /** The same by a search, which tells the UIDs of all that are behind. */
  private List<FoundMessage> searched(long uid, int max) throws ProtocolException {
    List<Long> behind = search("UID " + (uid + 1) + ":*").stream().filter(found -> found > uid).sorted().limit(max).toList();
    return behind.isEmpty() ? List.of() : listed(behind);
  }

  private static boolean leavesOut(int from, List<FoundMessage> page, long uid) {
    return from > 1 && (page.isEmpty() || page.getFirst().uid() > uid);
  }

  /** One more than asked for, as the first may be one that is known. */
  private List<FoundMessage> list(int from, int max) throws ProtocolException {
    int to = (int) Math.min(messages, (long) from + max);
    return listed("FETCH " + from + ":" + to);
  }

  /** What is told of messages by their UIDs, ascending. */
  List<FoundMessage> listed(List<Long> uids) throws ProtocolException {
    return listed("UID FETCH " + set(uids));
  }

  private List<FoundMessage> listed(String command) throws ProtocolException {
    List<FoundMessage> found = new ArrayList<>();
    fetch(command + " (UID RFC822.SIZE INTERNALDATE)", response -> {
      UID uid = response.getItem(UID.class);
      RFC822SIZE size = response.getItem(RFC822SIZE.class);
      INTERNALDATE date = response.getItem(INTERNALDATE.class);
      if (uid != null && size != null) {
        Instant receivedAt = date == null || date.getDate() == null ? Instant.EPOCH : date.getDate().toInstant();
        found.add(new FoundMessage(uid.uid, size.size, receivedAt));
      }
    });
    found.sort((a, b) -> Long.compare(a.uid(), b.uid()));
    return found;
  }

  private int firstBehind(long uid) throws ProtocolException {
    int low = 1;
    int high = messages + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      UID found = protocol.fetchUID(middle);
      if (found != null && found.uid > uid) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The beginnings of messages, at most so many bytes of each; one that is gone is left out. */
  Map<Long, byte[]> bodies(List<Long> uids, int bytesMax) throws ProtocolException {
    Map<Long, byte[]> bodies = HashMap.newHashMap(uids.size());
    fetch("UID FETCH " + set(uids) + " (UID BODY.PEEK[]<0." + bytesMax + ">)", response -> {
      UID uid = response.getItem(UID.class);
      BODY body = response.getItem(BODY.class);
      if (uid != null && body != null && body.getByteArray() != null) {
        bodies.put(uid.uid, body.getByteArray().getNewBytes());
      }
    });
    return bodies;
  }

  /** Moves messages to another folder (RFC 6851, or copied and removed by RFC 4315). */
  void move(List<Long> uids, String folder) throws ProtocolException {
    if (protocol.hasCapability("MOVE")) {
      run("UID MOVE " + set(uids), named(folder));
      return;
    }
    run("UID COPY " + set(uids), named(folder));
    remove(uids);
  }

  /** Removes messages; where a server cannot expunge some without the rest, they stay, marked as deleted. */
  void remove(List<Long> uids) throws ProtocolException {
    run("UID STORE " + set(uids) + " +FLAGS.SILENT (\\Deleted)", null);
    if (protocol.hasCapability("UIDPLUS")) {
      run("UID EXPUNGE " + set(uids), null);
    }
  }

  /** Adds a message to a folder as a draft. */
  void append(String folder, byte[] message) throws ProtocolException {
    Flags flags = new Flags(Flags.Flag.DRAFT);
    flags.add(Flags.Flag.SEEN);
    protocol.append(folder, flags, null, new Bytes(message));
  }

  private static final class Bytes implements Literal {
    private final byte[] content;

    Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public int size() {
      return content.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(content);
    }
  }

  void flag(List<Long> uids, String flag) throws ProtocolException {
    run("UID STORE " + set(uids) + " +FLAGS.SILENT (" + flag + ")", null);
  }

  /** The flags and keywords of a message; none if it is gone. */
  Flags flags(long uid) throws ProtocolException {
    Flags flags = new Flags();
    fetch("UID FETCH " + uid + " (UID FLAGS)", response -> {
      UID found = response.getItem(UID.class);
      FLAGS told = response.getItem(FLAGS.class);
      if (found != null && found.uid == uid && told != null) {
        flags.add(told);
      }
    });
    return flags;
  }

  /** UIDs that a search finds (RFC 3501, 6.4.4). */
  List<Long> search(String criteria) throws ProtocolException {
    List<Long> uids = new ArrayList<>();
    for (Response response : run("UID SEARCH " + criteria, null)) {
      if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
        for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
          uids.add(uid);
        }
      }
    }
    return uids;
  }

  boolean canIdle() {
    return protocol.hasCapability("IDLE");
  }

  /**
   * Waits by IDLE (RFC 2177) for a message that {@link #after} has not seen, which the server may have told of already.
   *
   * @param longest shorter than the timeout
   */
  void idle(Duration longest) throws ProtocolException {
    if (messages != seen) {
      return;
    }
    AtomicBoolean ended = new AtomicBoolean();
    protocol.idleStart();
    Thread alarm = Thread.ofVirtual().start(() -> {
      try {
        Thread.sleep(longest);
        endIdle(ended);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      boolean idling = true;
      while (idling) {
        if (messages != seen) {
          endIdle(ended);
        }
        Response response = protocol.readIdleResponse();
        idling = response != null && protocol.processIdleResponse(response);
      }
    } finally {
      ended.set(true);
      alarm.interrupt();
    }
  }

  private void endIdle(AtomicBoolean ended) {
    if (ended.compareAndSet(false, true)) {
      protocol.idleAbort();
    }
  }

  @Override
  public void close() {
    protocol.disconnect();
  }

  private void track(Response response) {
    if (response instanceof IMAPResponse told) {
      if (told.keyEquals("EXISTS")) {
        messages = told.getNumber();
      } else if (told.keyEquals("EXPUNGE")) {
        removed = true;
        messages--;
        guess = Math.max(1, guess - 1);
      }
    }
  }

  private void fetch(String command, Consumer<FetchResponse> each) throws ProtocolException {
    for (Response response : run(command, null)) {
      if (response instanceof FetchResponse fetched) {
        each.accept(fetched);
      }
    }
  }

  private Response[] run(String command, Argument arguments) throws ProtocolException {
    Response[] responses = protocol.command(command, arguments);
    protocol.notifyResponseHandlers(responses);
    protocol.handleResult(responses[responses.length - 1]);
    return responses;
  }

  private static Argument named(String folder) {
    Argument name = new Argument();
    name.writeString(BASE64MailboxEncoder.encode(folder));
    return name;
  }

  private static String set(List<Long> uids) {
    return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
