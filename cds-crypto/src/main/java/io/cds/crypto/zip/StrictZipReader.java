package io.cds.crypto.zip;

import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;
import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.ZipStage;
import io.cds.crypto.zip.EntryName.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a .zip of messages and proves its profile.
 *
 * <p>Contents pass to the stage in constant memory; the small parts are held. Nothing counts until
 * {@link #read} has returned. One reader reads one .zip.
 */
public final class StrictZipReader {

  private static final long MEBIBYTE = 1 << 20;

  private final ZipInput in;
  private final ZipLimits limits;
  private final ZipStage stage;
  private final Watch watch;
  private final GroupOrder order;
  private final List<ZipGroup> groups = new ArrayList<>();
  private final Map<Part, Octets> small = new EnumMap<>(Part.class);
  private final List<SignedReceipt> receipts = new ArrayList<>();
  private Optional<MessageId> message = Optional.empty();
  private Optional<ContentRef> content = Optional.empty();
  private long passed;
  private long held;

  /** A reader for one .zip. */
  public StrictZipReader(
      InputStream in, ZipForm form, ZipLimits limits, ZipStage stage, Watch watch) {
    this.in = new ZipInput(in, limits.entries());
    this.limits = limits;
    this.stage = stage;
    this.watch = watch;
    this.order = new GroupOrder(form, limits.messages());
  }

  /**
   * Reads to the end.
   *
   * @throws InvalidEnvelopeException when the .zip is not of the form
   * @throws IOException when it cannot be read, or a content cannot be kept
   */
  public List<ZipGroup> read() throws IOException {
    Optional<ZipEntryRecord> entry = in.next();
    while (entry.isPresent()) {
      take(entry.get());
      entry = in.next();
    }
    endGroup();
    return List.copyOf(groups);
  }

  private void take(ZipEntryRecord entry) throws IOException {
    EntryName name = EntryName.parse(entry.name());
    if (!message.equals(Optional.of(name.message()))) {
      endGroup();
      order.begin(name.message());
      message = Optional.of(name.message());
    }
    order.part(name);
    if (entry.length() > limit(name.part())) {
      throw new InvalidEnvelopeException(
          ZIP_LIMIT,
          "a " + name.part() + " of [" + entry.length() + "] octets is beyond the limit");
    }
    if (name.part() != Part.CONTENT) {
      held += entry.length();
    }
    if (held > limits.held()) {
      throw new InvalidEnvelopeException(
          ZIP_LIMIT, "the parts beside the contents have more than [" + limits.held() + "] octets");
    }
    switch (name.part()) {
      case CONTENT -> content = Optional.of(content(name.message(), entry));
      case RECEIPT -> receipts.add(new SignedReceipt(octets(entry)));
      default -> small.put(name.part(), octets(entry));
    }
  }

  private long limit(Part part) {
    return switch (part) {
      case ROUTING, ROUTING_MLDSA -> limits.routing();
      case MANIFEST -> limits.manifest();
      case CONTENT -> limits.content();
      case RECEIPT -> limits.receipt();
    };
  }

  private Octets octets(ZipEntryRecord entry) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    in.content(entry, octets::write);
    return Octets.of(octets.toByteArray());
  }

  private ContentRef content(MessageId id, ZipEntryRecord entry) throws IOException {
    EnvelopeHead head = head().orElseThrow(() -> headless(id));
    try (Sink sink = stage.content(id, head, entry.length())) {
      in.content(entry, (octets, offset, length) -> pass(sink, octets, offset, length));
      return sink.finish();
    }
  }

  private void pass(Sink sink, byte[] octets, int offset, int length) throws IOException {
    sink.write(ByteBuffer.wrap(octets, offset, length));
    long before = passed;
    passed += length;
    if (before / MEBIBYTE != passed / MEBIBYTE) {
      watch.progress(Stage.IMPORT, passed, -1);
    }
    if (watch.cancelled()) {
      throw new CdsException(Problem.of(ProblemCode.CANCELLED));
    }
  }

  private Optional<EnvelopeHead> head() {
    Octets routing = small.get(Part.ROUTING);
    Octets manifest = small.get(Part.MANIFEST);
    return routing == null || manifest == null
        ? Optional.empty()
        : Optional.of(
            new EnvelopeHead(
                routing, Optional.ofNullable(small.get(Part.ROUTING_MLDSA)), manifest));
  }

  private static InvalidEnvelopeException headless(MessageId id) {
    return new InvalidEnvelopeException(ZIP_PROFILE, "the content of [" + id + "] has no head");
  }

  private void endGroup() {
    if (message.isPresent()) {
      order.end();
      groups.add(new ZipGroup(message.get(), head(), content, receipts));
    }
    small.clear();
    receipts.clear();
    content = Optional.empty();
  }
}
