package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.KeyUse;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.VaultKey;
import io.cds.testkit.vault.Play.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Safe for several threads. */
public interface ThreadRules extends VaultUnderTest {
  /** Work at the same time; gives what each gave. */
  private static <T> List<T> together(List<Callable<T>> works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<T>> begun = new ArrayList<>();
      for (Callable<T> work : works) {
        begun.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> work : begun) {
        results.add(work.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Neither may undo the other. */
  @Test
  default void pairs_that_are_made_at_the_same_time_are_all_kept() throws Exception {
    try (KeyVault again = again()) {
      List<Callable<String>> works = new ArrayList<>();
      for (KeyVault one : List.of(vault(), again, vault(), again)) {
        works.add(() -> one.generate(Play.SCHOOL, KeyUse.SIGN, Play.ACCESS).key().name());
      }
      Set<String> made = new HashSet<>(together(works));
      assertEquals(works.size(), made.size(), "two pairs got one name");
      Set<String> kept = new HashSet<>();
      for (VaultKey key : vault().keys(Play.SCHOOL)) {
        kept.add(key.ref().name());
      }
      assertEquals(made, kept, "a pair got lost");
    }
  }

  /** A night's transmission. */
  @Test
  default void keys_sign_in_several_threads_while_others_are_made() throws Exception {
    Pair pair = Play.pair(this, KeyUse.TRANSMIT);
    List<Callable<Boolean>> works = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      works.add(
          () -> {
            boolean good = true;
            for (int n = 0; n < 10; n++) {
              good &= Play.verifies(pair.key(), Play.signed(vault(), pair.ref()));
            }
            return good;
          });
    }
    works.add(() -> !vault().generate(Play.SCHOOL, KeyUse.LOG, Play.ACCESS).key().name().isEmpty());
    assertTrue(together(works).stream().allMatch(good -> good), "a signature does not verify");
  }

  /** The first two drafts of a new school, at once. */
  @Test
  default void an_at_rest_key_is_made_once() throws Exception {
    try (KeyVault again = again()) {
      List<Callable<io.cds.api.envelope.Octets>> works = new ArrayList<>();
      for (KeyVault one : List.of(vault(), again, vault(), again)) {
        works.add(() -> one.atRest(Play.SCHOOL, Play.ACCESS).seal(Play.DATA, "draft"));
      }
      for (var sealed : together(works)) {
        vault().atRest(Play.SCHOOL, Play.ACCESS).open(sealed, "draft");
      }
    }
  }
}
