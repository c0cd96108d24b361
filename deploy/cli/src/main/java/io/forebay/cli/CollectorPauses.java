package io.forebay.cli;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Pauses for garbage collection of this process while it is open; times in milliseconds, as the JVM tells them. What a collector does beside the application is not counted: ZGC and Shenandoah
 * tell it as cycles, apart from pauses.
 */
final class CollectorPauses implements AutoCloseable {
  private static final String CONCURRENT = "Cycles";

  private final NotificationListener listener = (notification, _) -> take(notification.getType(), notification.getUserData());
  private long count;
  private long totalMs;
  private long longestMs;

  CollectorPauses() {
    emitters().forEach(emitter -> emitter.addNotificationListener(listener, null, null));
  }

  private static List<NotificationEmitter> emitters() {
    return pausing().map(NotificationEmitter.class::cast).toList();
  }

  private static Stream<GarbageCollectorMXBean> pausing() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().filter(bean -> !bean.getName().endsWith(CONCURRENT));
  }

  private synchronized void take(String type, Object data) {
    if (type.equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      long took = GarbageCollectionNotificationInfo.from((CompositeData) data).getGcInfo().getDuration();
      count++;
      totalMs += took;
      longestMs = Math.max(longestMs, took);
    }
  }

  /** The collectors that this JVM runs with. */
  static String collectors() {
    return pausing().map(GarbageCollectorMXBean::getName).collect(Collectors.joining(", "));
  }

  synchronized long count() {
    return count;
  }

  synchronized long totalMs() {
    return totalMs;
  }

  synchronized long longestMs() {
    return longestMs;
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters()) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException _) {
        // it is not there, as wanted
      }
    }
  }
}
