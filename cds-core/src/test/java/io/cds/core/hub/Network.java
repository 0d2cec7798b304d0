package io.cds.core.hub;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeAuthority;
import io.cds.testkit.fake.FakeCodec;
import io.cds.testkit.fake.FakeVault;
import java.security.SecureRandom;

/** A hub with its root, its store and its clock, and parties that are registered with it. */
final class Network {
  static final PartyCode HUB = PartyCode.of("HUB");
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode EDB = PartyCode.of("EDB");
  static final PartyCode HKEAA = PartyCode.of("HKEAA");
  static final Actor CLERK = Actor.of("clerk");

  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  final MemoryStore store = new MemoryStore(clock);
  final FakeCodec codec = new FakeCodec();
  final FakeAuthority authority = new FakeAuthority("hub");
  final FakeVault vault = new FakeVault(clock);
  final SecureRandom random = new SecureRandom();

  Network() {
    HubKeys.make(vault, authority, HUB, clock.instant());
  }

  /** A node that answers enrolments at once. */
  CdsHub node() {
    return node(store);
  }

  /** A node over this store. */
  CdsHub node(Store over) {
    return builder(over).authority(authority, FakeVault.PERSON).build();
  }

  /** A node without a certificate authority. */
  CdsHub nodeWithoutAuthority() {
    return builder(store).build();
  }

  HubBuilder builder(Store over) {
    HubBuilder builder = new HubBuilder();
    builder
        .party(HUB)
        .store(over)
        .vault(vault)
        .unattended(FakeVault.MACHINE)
        .root(authority.root().toArray())
        .codec(codec)
        .clock(clock)
        .random(random);
    return builder;
  }

  /** A party that is admitted, enrolled and published. */
  Member member(CdsHub hub, PartyCode code) {
    Member member = newcomer(hub, code);
    member.publish(hub.mailbox(code), 1);
    return member;
  }

  /** A party that is admitted and enrolled. */
  Member newcomer(CdsHub hub, PartyCode code) {
    EnrolmentCode letter = hub.admit(code, code.value(), "機構", CLERK);
    Member member = new Member(this, code);
    member.install(hub.endpoint().enrolment().enrol(member.request(letter)).orElseThrow());
    return member;
  }
}
