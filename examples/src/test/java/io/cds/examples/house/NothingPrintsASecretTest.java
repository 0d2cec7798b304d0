package io.cds.examples.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.crypto.envelope.OutsideRecipients;
import io.cds.crypto.keys.OutsideTrust;
import io.cds.crypto.keys.PemExport;
import io.cds.crypto.keys.Pkcs11Token;
import io.cds.crypto.keys.Pkcs11Vault;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No secret and no content stands in what a type prints, throws, or hands to a mapper of objects:
 * held for every public type, so that a new one has to be thought of here.
 */
class NothingPrintsASecretTest {
  private static final List<String> MODULES = List.of(House.API, "cds-crypto");
  private static final Set<Class<?>> SECRETS =
      Set.of(
          char[].class,
          byte[].class,
          Secret.class,
          EnrolmentCode.class,
          KeyAccess.class,
          KeyPair.class);

  /** Texts that may stand in a log. All others are content, and no type prints them. */
  private static final Set<String> MAY_PRINT =
      Set.of(
          "Actor.groups",
          "Actor.user",
          "Actor.zone",
          "Attachment.mediaType",
          "AttachmentView.mediaType",
          "ContentRef.value",
          "Delivery.refusal",
          "Event.actor",
          "Event.from",
          "Event.to",
          "Event.what",
          "Finding.code",
          "Heading.subjectCode",
          "Heading.typeCode",
          "KeyEvent.actor",
          "KeyEvent.detail",
          "KeyEvent.what",
          "OpenedMessage.idempotencyKey",
          "OutgoingMessage.owner",
          "Problem.detail",
          "DirectoryEntry.chineseName",
          "DirectoryEntry.name",
          "ManifestAttachment.mediaType",
          "ImportResult.Refused.why",
          "KeyRef.name",
          "Transport.Link.detail",
          "Transport.Link.name",
          "ClearFields.subjectCode",
          "ClearFields.typeCode",
          "ContentKey.name",
          "OutgoingRow.owner",
          "PartyRow.chineseName",
          "PartyRow.name",
          "WorkKey.name");

  /** Where a secret comes in or goes out without an instance; each is tried below. */
  private static final Set<String> DOORS =
      Set.of(
          "EnrolmentCode.create",
          "EnrolmentCode.parse",
          "KeyAccess.passphrase",
          "Octets.of",
          "PemExport.write",
          "RootAuthority.create",
          "Secret.takeOver",
          "Source.of");

  /** Public types that have state and are no record; each is made below. */
  private static final Set<String> HOLDERS =
      Set.of(
          "EnrolmentCode",
          "EnvelopeV1",
          "Octets",
          "OutsideRecipients",
          "OutsideTrust",
          "Pkcs11Token",
          "Pkcs11Vault",
          "Pkcs12Vault",
          "RootAuthority",
          "Secret");

  private static final String PHRASE = "Lion Rock 1967";
  private static final String WRONG = "Lion Rock 1968";
  private static final String LETTERS = "QX7M2QX7M2QX7M2QX7M2QX7M2Q";
  private static final byte[] MARKER =
      "0123456789abcdefFEDCBA9876543210".getBytes(StandardCharsets.US_ASCII);
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final Pkcs11Token NO_TOKEN = Pkcs11Token.listed(Path.of("nowhere", "lib.so"), 0);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;

  @Test
  void a_record_prints_no_text_but_what_may_stand_in_a_log() {
    Set<String> printed =
        types()
            .filter(Class::isRecord)
            .flatMap(type -> MarkedValues.marks(MarkedValues.of(type).toString()).stream())
            .collect(toCollection(TreeSet::new));
    assertThat(printed)
        .as("texts that the records print; content is never one of them")
        .containsExactlyInAnyOrderElementsOf(MAY_PRINT);
  }

  /** A mapper to JSON writes the components of a record. */
  @ParameterizedTest
  @MethodSource("io.cds.examples.house.House#libraries")
  void no_record_has_a_secret_for_a_component(String module) {
    assertThat(House.types(module).stream().filter(JavaClass::isRecord).map(JavaClass::reflect))
        .flatExtracting(type -> Arrays.asList(type.getRecordComponents()))
        .filteredOn(NothingPrintsASecretTest::isSecret)
        .extracting(one -> one.getDeclaringRecord().getName() + "." + one.getName())
        .as("components that a record would print or a mapper write; make it a final class")
        .isEmpty();
  }

  /** A mapper to JSON reads public fields and what begins with get or is. */
  @Test
  void a_holder_of_a_secret_has_nothing_that_a_mapper_reads() {
    for (Class<?> type : List.of(Secret.class, EnrolmentCode.class)) {
      assertThat(type.getFields()).as("public fields of [%s]", type).isEmpty();
      assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
          .filteredOn(name -> name.matches("(get|is)[A-Z].*") && !name.equals("getClass"))
          .as("what a mapper reads of [%s]", type)
          .isEmpty();
    }
    assertThat(types().filter(type -> !type.isEnum() && !Throwable.class.isAssignableFrom(type)))
        .as("types that Java's own serialization writes")
        .noneMatch(Serializable.class::isAssignableFrom);
  }

  @Test
  void every_door_of_a_secret_and_every_holder_is_tried() {
    assertThat(types().flatMap(NothingPrintsASecretTest::doors))
        .as("constructors and static methods that take or give a secret")
        .containsOnlyOnceElementsOf(DOORS)
        .allMatch(DOORS::contains);
    assertThat(types().filter(NothingPrintsASecretTest::holds).map(NothingPrintsASecretTest::name))
        .as("public classes with state")
        .containsExactlyInAnyOrderElementsOf(HOLDERS);
  }

  @Test
  void what_holds_a_secret_prints_none() {
    Octets octets = Octets.of(MARKER);
    List<Object> things =
        new ArrayList<>(
            List.of(
                Secret.takeOver(MARKER.clone()),
                EnrolmentCode.parse(LETTERS),
                EnrolmentCode.create(RANDOM),
                KeyAccess.passphrase(PHRASE.toCharArray()),
                octets,
                Source.of(MARKER),
                Source.of(32, () -> Source.of(MARKER).open()),
                new EnvelopeV1()));
    try (Pkcs12Vault vault = Pkcs12Vault.open(folder, Clock.systemUTC(), RANDOM);
        RootAuthority root = root(PHRASE)) {
      var made = vault.generate(SCHOOL, KeyUse.SIGN, access(PHRASE));
      KeyRef key = made.key();
      Octets issued =
          root.issue(SCHOOL, KeyUse.SIGN, made.request(), Instant.now(), access(PHRASE));
      vault.install(key, issued, access(PHRASE));
      things.addAll(List.of(vault, root, vault.keys(SCHOOL)));
      things.add(vault.atRest(SCHOOL, access(PHRASE)));
      things.add(NO_TOKEN);
      things.addAll(List.of(OutsideTrust.none(), OutsideRecipients.none()));
      things.add(onToken());
      things.add(PemExport.write(vault, key, access(PHRASE), folder.resolve("pem")));
    }
    assertThat(things).allSatisfy(thing -> assertSilent(String.valueOf(thing)));
    assertThat(Secret.takeOver(MARKER.clone())).hasToString("Secret");
    assertThat(EnrolmentCode.parse(LETTERS)).hasToString("EnrolmentCode");
  }

  @Test
  void what_is_thrown_repeats_no_secret() {
    Secret closed = Secret.takeOver(MARKER.clone());
    closed.close();
    try (Pkcs12Vault vault = Pkcs12Vault.open(folder, Clock.systemUTC(), RANDOM);
        RootAuthority root = root(PHRASE)) {
      var made = vault.generate(SCHOOL, KeyUse.SIGN, access(PHRASE));
      KeyRef key = made.key();
      Path pem = folder.resolve("pem");
      Stream.<Runnable>of(
              closed::reveal,
              () -> EnrolmentCode.parse(LETTERS + "U"),
              () -> EnrolmentCode.parse(PHRASE),
              () -> Sha256.of(PHRASE.getBytes(StandardCharsets.UTF_8)),
              () -> vault.sign(key, SignatureScheme.ECDSA_SHA256_DER, MARKER, access(WRONG)),
              () -> vault.sign(key, SignatureScheme.ML_DSA_65, MARKER, access(PHRASE)),
              () -> vault.check(key, access(WRONG)),
              () -> vault.install(key, Octets.of(MARKER), access(PHRASE)),
              () -> vault.generate(SCHOOL, KeyUse.OPEN, access(WRONG)),
              () -> PemExport.write(vault, key, access(WRONG), pem),
              () -> root(WRONG),
              () -> vault.importOutside(SCHOOL, MARKER, WRONG.toCharArray(), access(PHRASE)),
              () -> onToken().generate(SCHOOL, KeyUse.SIGN, access(PHRASE)),
              () -> root.issue(SCHOOL, KeyUse.SIGN, made.request(), Instant.now(), access(WRONG)),
              () ->
                  root.issue(SCHOOL, KeyUse.SIGN, Octets.of(MARKER), Instant.now(), access(PHRASE)))
          .forEach(
              attempt -> {
                Throwable thrown = catchThrowable(attempt::run);
                assertThat(thrown).as("what ought to fail").isNotNull();
                assertSilent(printed(thrown));
              });
    }
  }

  /** What was taken over is wiped in its own place, and given out only as a copy. */
  @Test
  void a_secret_is_wiped_when_it_is_closed_and_a_typed_passphrase_is_copied() {
    byte[] octets = MARKER.clone();
    Secret secret = Secret.takeOver(octets);
    secret.reveal()[0] ^= 1;
    assertThat(octets).isEqualTo(MARKER);
    secret.close();
    assertThat(octets).containsOnly(0);
    char[] typed = PHRASE.toCharArray();
    KeyAccess access = KeyAccess.passphrase(typed);
    Arrays.fill(typed, '\0');
    Arrays.fill(access.passphrase(SCHOOL, KeyUse.SIGN), '\0');
    assertThat(access.passphrase(SCHOOL, KeyUse.OPEN)).containsExactly(PHRASE.toCharArray());
  }

  /** The vault's verbs are tried by its contract; these are the doors beside them. */
  @Test
  void a_passphrase_that_was_asked_for_is_wiped() {
    List<char[]> given = new ArrayList<>();
    KeyAccess remembering =
        (party, use) -> {
          given.add(PHRASE.toCharArray());
          return given.get(given.size() - 1);
        };
    try (Pkcs12Vault vault = Pkcs12Vault.open(folder, Clock.systemUTC(), RANDOM);
        RootAuthority root = root(remembering)) {
      var made = vault.generate(SCHOOL, KeyUse.SIGN, remembering);
      Octets issued = root.issue(SCHOOL, KeyUse.SIGN, made.request(), Instant.now(), remembering);
      vault.install(made.key(), issued, remembering);
      PemExport.write(vault, made.key(), remembering, folder.resolve("pem"));
    }
    assertThat(given)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(typed -> assertThat(typed).containsOnly('\0'));
  }

  private Pkcs11Vault onToken() {
    return Pkcs11Vault.open(NO_TOKEN, folder, Clock.systemUTC(), RANDOM);
  }

  private RootAuthority root(String phrase) {
    return root(access(phrase));
  }

  private RootAuthority root(KeyAccess access) {
    return RootAuthority.create(
        folder.resolve("root.p12"), PartyCode.of("HUB"), access, Clock.systemUTC(), RANDOM);
  }

  private static KeyAccess access(String phrase) {
    return KeyAccess.passphrase(phrase.toCharArray());
  }

  private static void assertSilent(String printed) {
    List<String> forms =
        List.of(
            PHRASE,
            WRONG,
            LETTERS.substring(0, 5),
            new String(MARKER, StandardCharsets.US_ASCII),
            HexFormat.of().formatHex(MARKER),
            Base64.getEncoder().encodeToString(MARKER).substring(0, 40),
            Base64.getUrlEncoder().encodeToString(MARKER).substring(0, 40),
            Arrays.toString(MARKER).substring(1, 40),
            new BigInteger(MARKER).toString());
    String text = printed.toLowerCase(Locale.ROOT);
    assertThat(forms)
        .allSatisfy(form -> assertThat(text).doesNotContain(form.toLowerCase(Locale.ROOT)));
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Stream<? extends Class<?>> types() {
    return MODULES.stream().flatMap(PublicApiTest::openTypes);
  }

  private static boolean holds(Class<?> type) {
    return !type.isRecord()
        && !type.isEnum()
        && !type.isInterface()
        && !Throwable.class.isAssignableFrom(type)
        && Arrays.stream(type.getDeclaredFields())
            .anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static Stream<String> doors(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredConstructors()),
            Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())))
        .filter(PublicWords::isOpen)
        .filter(NothingPrintsASecretTest::isDoor)
        .map(door -> name(type) + "." + door.getName().replaceFirst(".*\\.", ""))
        .distinct();
  }

  private static boolean isDoor(Executable door) {
    return door.getDeclaringClass() != Sha256.class // a digest is printed, by what it is
        && (Arrays.stream(door.getParameterTypes()).anyMatch(NothingPrintsASecretTest::isSecret)
            || (door instanceof Method method && isSecret(method.getReturnType())));
  }

  private static boolean isSecret(RecordComponent component) {
    return !component.getType().equals(byte[].class)
        && !component.getType().equals(KeyAccess.class)
        && (isSecret(component.getType())
            || SECRETS.stream()
                .anyMatch(
                    type -> component.getGenericType().getTypeName().contains(type.getName())));
  }

  private static boolean isSecret(Class<?> type) {
    return SECRETS.contains(type)
        || PrivateKey.class.isAssignableFrom(type)
        || SecretKey.class.isAssignableFrom(type);
  }

  private static String name(Class<?> type) {
    return type.getCanonicalName().replaceFirst("^[a-z.]+[0-9]*[a-z.]*(?=[A-Z])", "");
  }
}
