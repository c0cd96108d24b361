package io.forebay.embedded;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The registry's entry point in its own process: ends it when the parent is gone.
 *
 * <p>The parent holds the other end of standard input and never writes to it. However the parent ends, {@code kill -9}
 * included, the operating system closes that end and the read below returns.
 */
final class RegistryChild {
  private RegistryChild() {}

  /**
   * Runs a main class.
   *
   * @param arguments the class, which is on the child's class path only, and its own arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(RegistryChild::haltWithParent);
    Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
    main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }
}
