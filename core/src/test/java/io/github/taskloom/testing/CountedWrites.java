package io.github.taskloom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the engine anew and counts what its classes write: each write of a field, and each call of
 * the JDK's that writes, by the class whose code does it. Constructors do not count: nothing is
 * shared yet.
 */
public final class CountedWrites extends ClassLoader {
  private static final String OURS = "io.github.taskloom.";
  private static final String SELF = CountedWrites.class.getName();
  private static final Pattern WRITERS =
      Pattern.compile(
          "java/lang/invoke/VarHandle|java/util/concurrent/atomic/Atomic.*|java/util/concurrent/Concurrent.*|java/util/Queue");
  private static final Pattern WRITES =
      Pattern.compile(
          "(set|lazySet|getAnd|weakCompare|compareAnd|add|offer|poll|remove|put|increment|decrement|accumulate|update).*");

  private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

  private final Predicate<String> counted;

  /**
   * A loader.
   *
   * @param counted the classes whose writes count, by their names
   */
  public CountedWrites(Predicate<String> counted) {
    super(CountedWrites.class.getClassLoader());
    this.counted = counted;
  }

  /** Called by the classes that are counted. */
  public static void wrote(String name) {
    COUNTS.computeIfAbsent(name, any -> new LongAdder()).increment();
  }

  /** What was written during an action, by the simple name of the class. */
  public static Map<String, Long> during(Runnable action) {
    COUNTS.clear();
    action.run();
    return COUNTS.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.equals(SELF)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : defined(name);
    }
  }

  private Class<?> defined(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] counting = counted.test(name) ? counting(bytes, name) : bytes;
      return defineClass(name, counting, 0, counting.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] counting(byte[] bytes, String name) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    String simple = name.substring(name.lastIndexOf('.') + 1);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String type, String signature, String[] thrown) {
            MethodVisitor plain = super.visitMethod(access, method, type, signature, thrown);
            return method.startsWith("<") ? plain : new Counting(plain, simple);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Counting extends MethodVisitor {
    private final String name;

    Counting(MethodVisitor plain, String name) {
      super(Opcodes.ASM9, plain);
      this.name = name;
    }

    private void count() {
      super.visitLdcInsn(name);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, SELF.replace('.', '/'), "wrote", "(Ljava/lang/String;)V", false);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String type) {
      if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
        count();
      }
      super.visitFieldInsn(opcode, owner, field, type);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String method, String type, boolean isInterface) {
      if (WRITERS.matcher(owner).matches() && WRITES.matcher(method).matches()) {
        count();
      }
      super.visitMethodInsn(opcode, owner, method, type, isInterface);
    }
  }
}
