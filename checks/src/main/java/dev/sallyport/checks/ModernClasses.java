package dev.sallyport.checks;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;

/// Rewrites classes of before Java 6 to the format of Java 8. The JVM checks the old format with
/// its
/// old verifier, which is slow, and does not keep such classes in an AOT cache; one library in it
/// costs a tenth of a second at each start. Every instruction stays; only the stack maps (JVMS
/// 4.7.4), which the format asks for, are added. The JVM verifies the outcome as it does any class.
final class ModernClasses {

  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  private ModernClasses() {}

  static boolean isOld(byte[] type) {
    return type.length > 7 && ((type[6] & 255) << 8 | type[7] & 255) < FIRST_WITH_STACK_MAPS;
  }

  static byte[] modern(ClassFile format, byte[] bytes) {
    // Passing the instructions on one by one makes the writer lay the methods out anew.
    var instructions =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    var version = ClassTransform.endHandler(type -> type.withVersion(ClassFile.JAVA_8_VERSION, 0));
    return format.transformClass(format.parse(bytes), instructions.andThen(version));
  }
}
