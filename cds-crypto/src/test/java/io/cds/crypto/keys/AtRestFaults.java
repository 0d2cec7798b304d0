package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.SCHOOL;

import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.crypto.keys.VaultFault.Fault;
import io.cds.crypto.keys.VaultFault.Instead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** What is kept at rest, at fault. */
final class AtRestFaults {
  private static final PartyCode OTHER = PartyCode.of("010301");

  private AtRestFaults() {}

  private static VaultFault breaking(String rule, String words, Fault fault) {
    return new VaultFault(rule, words, "atRest", false, fault);
  }

  private static Fault with(String method, Instead instead) {
    return VaultFault.atRest(good -> VaultFault.with(AtRest.class, good, method, instead));
  }

  /** The sinks that it gives are others. */
  private static Fault sinks(java.util.function.UnaryOperator<Sink> broken) {
    return with(
        "seal",
        (arguments, right) ->
            arguments[0] instanceof Sink ? broken.apply((Sink) right.run()) : right.run());
  }

  static List<VaultFault> all() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "sealed_octets_open_again_under_their_context",
            "of 1",
            with(
                "open",
                (arguments, right) -> arguments[0] instanceof Octets ? new byte[0] : right.run())),
        new VaultFault(
            "what_was_sealed_opens_in_a_vault_that_is_opened_again",
            "STORE_FAILED",
            "atRest",
            true,
            (good, arguments, right) -> good.atRest(OTHER, ACCESS)),
        breaking(
            "sealing_hides_the_octets_and_differs_each_time",
            "sealed twice it is the same",
            with("seal", (arguments, right) -> Octets.of((byte[]) arguments[0]))),
        breaking(
            "what_was_sealed_for_one_context_does_not_open_under_another",
            "octets",
            VaultFault.atRest(
                good ->
                    VaultFault.with(
                        AtRest.class,
                        VaultFault.with(AtRest.class, good, "seal", AtRestFaults::oneContext),
                        "open",
                        AtRestFaults::oneContext))),
        breaking(
            "what_one_party_sealed_does_not_open_for_another",
            "another party's key",
            (good, arguments, right) -> good.atRest(SCHOOL, ACCESS)),
        breaking(
            "changed_or_cut_octets_do_not_open", "octet 0", with("open", AtRestFaults::opensAll)),
        breaking(
            "sealed_content_reads_back_whole_and_in_any_stretch",
            "[1, +",
            with(
                "open",
                (arguments, right) ->
                    right.run() instanceof Source good ? new FromTheBeginning(good) : new byte[0])),
        breaking(
            "a_stretch_outside_the_content_is_refused",
            "a stretch beyond the end was given",
            with(
                "open",
                (arguments, right) ->
                    right.run() instanceof Source good ? new Generous(good) : new byte[0])),
        breaking(
            "finishing_finishes_the_sink_beneath_and_gives_its_reference",
            "the sink beneath was not finished",
            sinks(
                good ->
                    VaultFault.with(
                        Sink.class,
                        good,
                        "finish",
                        (arguments, right) -> new ContentRef("memory", 0)))),
        breaking(
            "L21_closing_without_finishing_leaves_nothing_that_opens",
            "the sink beneath was finished",
            sinks(
                good ->
                    VaultFault.with(
                        Sink.class,
                        good,
                        "close",
                        (arguments, right) -> {
                          good.finish();
                          return right.run();
                        }))),
        breaking(
            "L21_the_first_failure_of_the_sink_beneath_sticks",
            "the failure of the sink beneath was not told",
            sinks(good -> VaultFault.with(Sink.class, good, "write", AtRestFaults::silently))));
  }

  private static Object oneContext(Object[] arguments, VaultFault.Call right) throws Throwable {
    arguments[1] = "any";
    return right.run();
  }

  private static Object opensAll(Object[] arguments, VaultFault.Call right) throws Throwable {
    try {
      return right.run();
    } catch (io.cds.api.CdsException | IOException e) {
      return arguments[0] instanceof Octets ? new byte[0] : Source.of(new byte[0]);
    }
  }

  private static Object silently(Object[] arguments, VaultFault.Call right) throws Throwable {
    try {
      return right.run();
    } catch (IOException e) {
      ((ByteBuffer) arguments[0]).position(((ByteBuffer) arguments[0]).limit());
      return null;
    }
  }

  /** Each stretch is the first one. */
  private record FromTheBeginning(Source good) implements Source {
    @Override
    public long length() {
      return good.length();
    }

    @Override
    public InputStream open() throws IOException {
      return good.open();
    }

    @Override
    public InputStream open(long from, long length) throws IOException {
      return good.open(0, length);
    }
  }

  /** Gives something for every stretch. */
  private record Generous(Source good) implements Source {
    @Override
    public long length() {
      return good.length();
    }

    @Override
    public InputStream open() throws IOException {
      return good.open();
    }

    @Override
    public InputStream open(long from, long length) throws IOException {
      try {
        return good.open(from, length);
      } catch (IOException e) {
        return new ByteArrayInputStream(new byte[0]);
      }
    }
  }
}
