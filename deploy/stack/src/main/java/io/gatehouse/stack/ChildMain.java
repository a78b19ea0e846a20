package io.gatehouse.stack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs the {@code main} of the class named by the first argument, and ends this process at once
 * when standard input ends: the parent holds the other end, and the kernel closes it however the
 * parent dies.
 */
final class ChildMain {

  private ChildMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    var watch = new Thread(ChildMain::haltWhenParentIsGone, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void haltWhenParentIsGone() {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes; only the end of the stream matters.
      }
    } catch (IOException e) {
      // A broken pipe is the same news.
    }
    Runtime.getRuntime().halt(0);
  }
}
