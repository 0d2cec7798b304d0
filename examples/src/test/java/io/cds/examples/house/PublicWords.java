package io.cds.examples.house;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of one public type, each as a line that changes when a user of the word would notice.
 */
final class PublicWords {
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  private PublicWords() {}

  static Stream<String> of(Class<?> type) {
    var name = type.getCanonicalName();
    return Stream.of(
            Stream.of(name + " : " + kind(type)),
            Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicWords::isOpen)
                .map(made -> name + ".new" + line(made)),
            Arrays.stream(type.getDeclaredFields())
                .filter(PublicWords::isOpen)
                .map(field -> name + "." + line(field)),
            Arrays.stream(type.getDeclaredMethods())
                .filter(PublicWords::isOpen)
                .filter(method -> !OF_EVERY_OBJECT.contains(method.getName()))
                .map(method -> name + "." + line(method)))
        .flatMap(lines -> lines);
  }

  static boolean isOpen(Member member) {
    return !member.isSynthetic()
        && (Modifier.isPublic(member.getModifiers())
            || Modifier.isProtected(member.getModifiers()));
  }

  private static String kind(Class<?> type) {
    var kind =
        type.isAnnotation()
            ? "annotation"
            : type.isRecord()
                ? "record"
                : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    var above =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(PublicWords::name)
            .filter(supertype -> !supertype.equals("Object"))
            .collect(joining(", "));
    return modifiers(type.getModifiers() & ~Modifier.INTERFACE)
        + (type.isSealed() ? "sealed " : "")
        + kind
        + parameters(type.getTypeParameters())
        + (above.isEmpty() ? "" : " of " + above);
  }

  private static String line(Constructor<?> made) {
    return arguments(made) + " : " + modifiers(made.getModifiers()).strip();
  }

  private static String line(Field field) {
    return field.getName() + " : " + modifiers(field.getModifiers()) + name(field.getGenericType());
  }

  private static String line(Method method) {
    return method.getName()
        + arguments(method)
        + " : "
        + modifiers(method.getModifiers() & ~Modifier.TRANSIENT)
        + (method.isDefault() ? "default " : "")
        + parameters(method.getTypeParameters())
        + name(method.getGenericReturnType())
        + thrown(method);
  }

  private static String arguments(Executable word) {
    return Arrays.stream(word.getGenericParameterTypes())
        .map(PublicWords::name)
        .collect(joining(", ", "(", word.isVarArgs() ? "...)" : ")"));
  }

  private static String thrown(Executable word) {
    var types = word.getGenericExceptionTypes();
    return types.length == 0
        ? ""
        : Arrays.stream(types)
            .map(PublicWords::name)
            .sorted()
            .collect(joining(", ", " throws ", ""));
  }

  private static String parameters(TypeVariable<?>[] parameters) {
    return parameters.length == 0
        ? ""
        : Arrays.stream(parameters)
            .map(
                parameter ->
                    parameter.getName()
                        + Arrays.stream(parameter.getBounds())
                            .map(PublicWords::name)
                            .filter(bound -> !bound.equals("Object"))
                            .collect(joining(" & ", " extends ", "")))
            .map(text -> text.replaceFirst(" extends $", ""))
            .collect(joining(", ", "<", "> "));
  }

  private static String modifiers(int modifiers) {
    var text = Modifier.toString(modifiers & ~Modifier.VOLATILE & ~Modifier.SYNCHRONIZED);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String name(Type type) {
    return type.getTypeName().replace("java.lang.", "").replace('$', '.');
  }
}
