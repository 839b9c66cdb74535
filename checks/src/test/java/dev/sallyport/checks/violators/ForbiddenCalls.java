package dev.sallyport.checks.violators;

import java.io.ByteArrayInputStream;
import java.io.FileReader;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.eclipse.jgit.lib.RepositoryBuilder;

/// One method per forbidden call, named after the rule that it breaks. None is ever called.
@SuppressWarnings("all") // each line is here because it is wrong
public final class ForbiddenCalls {

  private ForbiddenCalls() {}

  static Object process() {
    return new ProcessBuilder("true");
  }

  static Object exec() throws Exception {
    return Runtime.getRuntime().exec(new String[] {"true"});
  }

  static Object network() throws Exception {
    return new Socket("localhost", 1);
  }

  static Object url() throws Exception {
    return URI.create("http://localhost").toURL().openStream();
  }

  static Object channel() throws Exception {
    return SocketChannel.open();
  }

  static Object deserialise() throws Exception {
    return new ObjectInputStream(new ByteArrayInputStream(new byte[0])).readObject();
  }

  static Object repository() throws Exception {
    return new RepositoryBuilder().build().getConfig();
  }

  static void sleep() throws Exception {
    Thread.sleep(1);
  }

  static Object random() {
    return new Random().nextInt();
  }

  static Object mathRandom() {
    return Math.random();
  }

  static Object now() {
    return Instant.now();
  }

  static Object currentTime() {
    return System.currentTimeMillis();
  }

  static Object zone() {
    return ZoneId.systemDefault();
  }

  static Object charset() {
    return Charset.defaultCharset();
  }

  static Object bytes() {
    return "".getBytes();
  }

  static Object string() {
    return new String(new byte[0]);
  }

  static Object reader() throws Exception {
    return new FileReader("");
  }

  static Object locale() {
    return Locale.getDefault();
  }

  static Object lowerCase() {
    return "".toLowerCase();
  }

  static void exit() {
    System.exit(0);
  }

  static void print() {
    System.out.println();
  }

  static void stackTrace() {
    new Exception().printStackTrace();
  }

  static Object digest() {
    return Arrays.equals(new byte[0], new byte[0]);
  }
}
