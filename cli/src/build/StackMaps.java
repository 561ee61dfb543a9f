import static org.objectweb.asm.ClassReader.SKIP_FRAMES;
import static org.objectweb.asm.ClassWriter.COMPUTE_FRAMES;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Makes the classes of a jar that are in the format of Java 5 or older ones of Java 8, in place: they
 * get the stack maps that they lack. Without these the JVM keeps no class in an archive, and checks
 * them by its slow old verifier at each start.
 *
 * <p>{@code java -cp asm.jar StackMaps.java JAR}
 */
final class StackMaps {
  private static final int MAJOR_VERSION = 7; // where its lower byte is

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path renewed = Path.of(jar + ".new");
    int count = 0;
    try (ZipFile in = new ZipFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        OutputStream file = Files.newOutputStream(renewed);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] content = in.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class") && content[MAJOR_VERSION] < Opcodes.V1_6) {
          content = withStackMaps(content, classes);
          count++;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(content);
        out.closeEntry();
      }
    }
    Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    if (count == 0) {
      throw new IllegalStateException("no class of " + jar + " is that old: leave this step out");
    }
  }

  private static byte[] withStackMaps(byte[] content, ClassLoader classes) {
    ClassWriter writer =
        new ClassWriter(COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String signature, String top, String[] faces) {
            super.visit(Opcodes.V1_8, access, name, signature, top, faces);
          }
        };
    new ClassReader(content).accept(newer, SKIP_FRAMES);
    return writer.toByteArray();
  }
}
