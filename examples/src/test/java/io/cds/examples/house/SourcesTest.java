package io.cds.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** What the sources keep to, main code and tests alike. */
class SourcesTest {
  private static final int LINES_OF_A_METHOD = 40;
  private static final int LINES_OF_A_FILE = 300;

  /** SignedData, EnvelopedData and their like are the words of CMS, so they say something. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|(?<!Signed|Enveloped)Data|Info)");

  private static final Pattern RUN_BY_MAVEN = Pattern.compile(".*(Test|IT)");

  @Test
  void no_method_has_more_than_forty_lines_without_a_reason_in_it() {
    assertThat(Stream.of("main", "test").flatMap(kind -> methods(kind).stream()))
        .isNotEmpty()
        .filteredOn(method -> method.lines() > LINES_OF_A_METHOD)
        .filteredOn(method -> !method.text().contains("// Long: "))
        .extracting(Source.Node::place)
        .as("methods of more than 40 lines; split each, or say in it why not: // Long: reason")
        .isEmpty();
  }

  @Test
  void no_file_of_main_code_has_more_than_three_hundred_lines() {
    assertThat(Source.nodes("main", CompilationUnitTree.class))
        .isNotEmpty()
        .filteredOn(file -> file.lines() > LINES_OF_A_FILE)
        .extracting(Source.Node::place)
        .as("files of more than 300 lines; give each thing a file of its own")
        .isEmpty();
  }

  @Test
  void no_type_has_a_name_that_says_nothing() {
    assertThat(Source.nodes("main", ClassTree.class))
        .isNotEmpty()
        .filteredOn(type -> EMPTY_NAME.matcher(type.tree().getSimpleName()).matches())
        .extracting(Source.Node::place)
        .as("types named Impl, Manager, Helper, Util, Data or Info; name what each one is")
        .isEmpty();
  }

  @Test
  void a_test_never_sleeps() {
    assertThat(Source.nodes("test", MethodInvocationTree.class))
        .isNotEmpty()
        .filteredOn(call -> call.tree().getMethodSelect().toString().matches("(.*\\.)?sleep"))
        .extracting(Source.Node::place)
        .as("calls of sleep in tests; use a manual clock or a latch")
        .isEmpty();
  }

  @Test
  void a_class_with_tests_has_a_name_that_maven_runs() {
    assertThat(Source.nodes("test", CompilationUnitTree.class))
        .flatExtracting(file -> file.tree().getTypeDecls())
        .filteredOn(type -> type instanceof ClassTree)
        .extracting(ClassTree.class::cast)
        .filteredOn(SourcesTest::hasTests)
        .isNotEmpty()
        .extracting(type -> type.getSimpleName().toString())
        .filteredOn(name -> !RUN_BY_MAVEN.matcher(name).matches())
        .as("classes whose tests silently do not run; call each ...Test or ...IT")
        .isEmpty();
  }

  private static List<Source.Node<MethodTree>> methods(String kind) {
    return Source.nodes(kind, MethodTree.class);
  }

  /** Whether it is a class with test methods; an abstract one is run through those below it. */
  private static boolean hasTests(ClassTree type) {
    return !type.getModifiers().getFlags().contains(Modifier.ABSTRACT)
        && type.getMembers().stream()
            .filter(MethodTree.class::isInstance)
            .flatMap(member -> ((MethodTree) member).getModifiers().getAnnotations().stream())
            .anyMatch(annotation -> annotation.getAnnotationType().toString().endsWith("Test"));
  }
}
