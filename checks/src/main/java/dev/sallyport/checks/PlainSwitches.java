package dev.sallyport.checks;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Replaces the dynamic call behind a `switch` over types by a plain method that asks `instanceof`
/// for one type after the other. The JVM makes a class for each such call when it is first met, and
/// keeps none of them in an AOT cache: some eighty at each start. Same outcome as
/// [java.lang.runtime.SwitchBootstraps#typeSwitch]: -1 for null, else the index of the first type,
/// not before `restart`, that fits, else the number of types.
final class PlainSwitches {

  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

  private PlainSwitches() {}

  /// The same class without dynamic switches over types. Those that also ask for constants stay.
  static byte[] plain(ClassFile format, byte[] bytes) {
    ClassModel type = format.parse(bytes);
    var switches = new Switches(type);
    ClassTransform bodies =
        ClassTransform.transformingMethodBodies(Switches::hasDynamicCalls, switches);
    return format.transformClass(type, bodies.andThen(ClassTransform.endHandler(switches::write)));
  }

  /// Whether it may have one; cheaper than to look closely.
  static boolean mayConcern(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains("java/lang/runtime/SwitchBootstraps");
  }

  /// One of the calls: its descriptor and the types in their order.
  private record Choice(String method, MethodTypeDesc descriptor, List<ClassDesc> types) {}

  private static final class Switches implements CodeTransform {
    private final ClassModel type;
    private final List<Choice> choices = new ArrayList<>();

    Switches(ClassModel type) {
      this.type = type;
    }

    private static boolean hasDynamicCalls(MethodModel method) {
      return method.code().stream()
          .flatMap(CodeModel::elementStream)
          .anyMatch(InvokeDynamicInstruction.class::isInstance);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      Optional<Choice> choice =
          element instanceof InvokeDynamicInstruction call ? choice(call) : Optional.empty();
      if (choice.isEmpty()) {
        code.with(element);
        return;
      }
      choices.add(choice.get());
      code.invokestatic(
          type.thisClass().asSymbol(),
          choice.get().method,
          choice.get().descriptor,
          type.flags().has(AccessFlag.INTERFACE));
    }

    private Optional<Choice> choice(InvokeDynamicInstruction call) {
      DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
      if (!bootstrap.owner().equals(BOOTSTRAPS) || !bootstrap.methodName().equals("typeSwitch")) {
        return Optional.empty();
      }
      List<ClassDesc> types = new ArrayList<>();
      for (ConstantDesc argument : call.bootstrapArgs()) {
        if (!(argument instanceof ClassDesc label) || label.isPrimitive()) {
          return Optional.empty();
        }
        types.add(label);
      }
      String method = "$typeSwitch$" + choices.size();
      return Optional.of(new Choice(method, call.typeSymbol(), types));
    }

    private void write(ClassBuilder builder) {
      for (Choice choice : choices) {
        builder.withMethodBody(
            choice.method,
            choice.descriptor,
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> body(code, choice.types));
      }
    }

    private static void body(CodeBuilder code, List<ClassDesc> types) {
      Label some = code.newLabel();
      code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
      for (int i = 0; i < types.size(); i++) {
        Label next = code.newLabel();
        code.iload(1).loadConstant(i).if_icmpgt(next);
        code.aload(0).instanceOf(types.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(types.size()).ireturn();
    }
  }
}
