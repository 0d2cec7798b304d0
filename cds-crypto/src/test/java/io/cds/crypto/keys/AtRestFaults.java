package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.SCHOOL;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.crypto.keys.VaultFault.Fault;
import io.cds.testkit.Faulty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is kept at rest, at fault. */
final class AtRestFaults {
  private static final PartyCode OTHER = PartyCode.of("010301");

  private AtRestFaults() {}

  private static VaultFault breaking(String rule, String words, Fault fault) {
    return new VaultFault(rule, words, "atRest", false, fault);
  }

  private static Fault with(String method, Faulty.Fault instead) {
    return VaultFault.atRest(good -> Faulty.with(AtRest.class, good, method, instead));
  }

  /** The sinks that it gives are others. */
  private static Fault sinks(UnaryOperator<Sink> broken) {
    return with(
        "seal",
        (right, arguments) ->
            arguments[0] instanceof Sink
                ? broken.apply((Sink) right.with(arguments))
                : right.with(arguments));
  }

  /** The content that it opens is read otherwise. */
  private static Fault reading(Faulty.Fault instead) {
    return with(
        "open",
        (right, arguments) ->
            right.with(arguments) instanceof Source good
                ? Faulty.with(Source.class, good, "open", instead)
                : new byte[0]);
  }

  static List<VaultFault> all() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "sealed_octets_open_again_under_their_context",
            "of 1",
            with(
                "open",
                (right, arguments) ->
                    arguments[0] instanceof Octets ? new byte[0] : right.with(arguments))),
        new VaultFault(
            "what_was_sealed_opens_in_a_vault_that_is_opened_again",
            "STORE_FAILED",
            "atRest",
            true,
            (good, arguments, right) -> good.atRest(OTHER, ACCESS)),
        breaking(
            "sealing_hides_the_octets_and_differs_each_time",
            "sealed twice it is the same",
            with("seal", (right, arguments) -> Octets.of((byte[]) arguments[0]))),
        breaking(
            "what_was_sealed_for_one_context_does_not_open_under_another",
            "octets",
            VaultFault.atRest(
                good ->
                    Faulty.with(
                        AtRest.class,
                        Faulty.with(AtRest.class, good, "seal", AtRestFaults::oneContext),
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
            reading(AtRestFaults::fromTheBeginning)),
        breaking(
            "a_stretch_outside_the_content_is_refused",
            "a stretch beyond the end was given",
            reading(AtRestFaults::generously)),
        breaking(
            "finishing_finishes_the_sink_beneath_and_gives_its_reference",
            "the sink beneath was not finished",
            sinks(
                good ->
                    Faulty.with(
                        Sink.class,
                        good,
                        "finish",
                        (right, arguments) -> new ContentRef("memory", 0)))),
        breaking(
            "L21_closing_without_finishing_leaves_nothing_that_opens",
            "the sink beneath was finished",
            sinks(
                good ->
                    Faulty.with(
                        Sink.class,
                        good,
                        "close",
                        (right, arguments) -> {
                          good.finish();
                          return right.with(arguments);
                        }))),
        breaking(
            "L21_the_first_failure_of_the_sink_beneath_sticks",
            "the failure of the sink beneath was not told",
            sinks(good -> Faulty.with(Sink.class, good, "write", AtRestFaults::silently))));
  }

  private static Object oneContext(Faulty.Call right, Object[] arguments) throws Throwable {
    arguments[1] = "any";
    return right.with(arguments);
  }

  private static Object opensAll(Faulty.Call right, Object[] arguments) throws Throwable {
    try {
      return right.with(arguments);
    } catch (CdsException | IOException e) {
      return arguments[0] instanceof Octets ? new byte[0] : Source.of(new byte[0]);
    }
  }

  private static Object silently(Faulty.Call right, Object[] arguments) throws Throwable {
    try {
      return right.with(arguments);
    } catch (IOException e) {
      ((ByteBuffer) arguments[0]).position(((ByteBuffer) arguments[0]).limit());
      return null;
    }
  }

  /** Each stretch is the first one. */
  private static Object fromTheBeginning(Faulty.Call right, Object[] arguments) throws Throwable {
    return arguments.length == 0 ? right.with() : right.with(0L, arguments[1]);
  }

  /** Gives something for every stretch. */
  private static Object generously(Faulty.Call right, Object[] arguments) throws Throwable {
    try {
      return right.with(arguments);
    } catch (IOException e) {
      return new ByteArrayInputStream(new byte[0]);
    }
  }
}
