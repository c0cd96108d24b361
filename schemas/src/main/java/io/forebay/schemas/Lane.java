package io.forebay.schemas;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * What actions queue in: {@code tenant/capability}, or finer with more segments.
 *
 * <p>The key of every record that concerns an action on its way to dispatch. All lanes of a tenant are on the same partition, so
 * that its budgets are counted in one place: the partition follows from the tenant alone.
 *
 * @param name all segments with slashes between, at most {@value #NAME_MAX} characters
 * @param tenant the first segment
 * @param capability the second segment
 */
public record Lane(String name, String tenant, String capability) {
  public static final int NAME_MAX = 256;
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern REST = Pattern.compile("(/[A-Za-z0-9._:@-]+)*");

  /**
   * Reads a lane's name.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static Lane of(String name) {
    int first = name.indexOf('/');
    int second = first < 0 ? -1 : name.indexOf('/', first + 1);
    int end = second < 0 ? name.length() : second;
    if (first < 0
        || name.length() > NAME_MAX
        || !TENANT.matcher(name.substring(0, first)).matches()
        || !CAPABILITY.matcher(name.substring(first + 1, end)).matches()
        || !REST.matcher(name.substring(end)).matches()) {
      throw new IllegalArgumentException(
          "A lane is tenant/capability, or finer with more segments, at most "
              + NAME_MAX
              + " characters, such as acme/llm.chat or acme/http.request/api.example.com; got "
              + (name.length() > NAME_MAX ? name.substring(0, NAME_MAX) + "..." : name));
    }
    return new Lane(name, name.substring(0, first), name.substring(first + 1, end));
  }

  public static Lane of(String tenant, String capability) {
    return of(tenant + "/" + capability);
  }

  /** The partition of a topic with so many that all lanes of the tenant are on: where Kafka's own partitioner puts the tenant as a key. */
  public int partition(int partitions) {
    return Utils.toPositive(Utils.murmur2(tenant.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  @Override
  public String toString() {
    return name;
  }
}
