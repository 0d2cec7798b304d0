package io.cds.testkit.vault;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Unlocks, and remembers the very arrays that it gave. */
final class Witness implements KeyAccess {
  private final List<char[]> given = new ArrayList<>();
  private final List<PartyCode> parties = new ArrayList<>();

  @Override
  public char[] passphrase(PartyCode party, KeyUse use) {
    char[] fresh = Play.ACCESS.passphrase(party, use);
    given.add(fresh);
    parties.add(party);
    return fresh;
  }

  /** What it gave, not copied. */
  List<char[]> given() {
    return Collections.unmodifiableList(given);
  }

  /** For whom. */
  List<PartyCode> parties() {
    return Collections.unmodifiableList(parties);
  }
}
