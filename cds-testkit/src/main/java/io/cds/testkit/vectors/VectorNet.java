package io.cds.testkit.vectors;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The root and the keys that all vectors share, as {@code keys.txt} lists them. */
final class VectorNet implements KeyDirectory {
  private final Octets root;
  private final Sha256 net;
  private final List<Entry> entries = new ArrayList<>();

  /** A key of the directory, and its private half, which is no secret. */
  record Entry(KnownKey key, Octets privateKey) {}

  /** The outside certificate of the vectors that name one, with its key, as all others public. */
  record OutsideKey(PartyCode party, Octets certificate, Octets privateKey) {}

  VectorNet(EnvelopeCodec codec) {
    List<Map<String, String>> blocks = new ArrayList<>();
    for (String block : VectorFiles.text("keys.txt").split("\n\n", -1)) {
      Map<String, String> members = new LinkedHashMap<>();
      block
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .forEach(pair -> members.put(pair[0], pair[1]));
      if (!members.isEmpty()) {
        blocks.add(members);
      }
    }
    root = octets(blocks.get(0), "certificate");
    net = codec.sha256(root.toArray());
    for (Map<String, String> block : blocks.subList(1, blocks.size())) {
      KnownKey known = codec.certificate(octets(block, "certificate"), root);
      entries.add(new Entry(stated(known, block), octets(block, "private-key")));
    }
  }

  private static Octets octets(Map<String, String> block, String member) {
    return Octets.of(Base64.getDecoder().decode(block.getOrDefault(member, "")));
  }

  OutsideKey outside() {
    Map<String, String> members = new LinkedHashMap<>();
    VectorFiles.text("outside.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(": ", 2))
        .forEach(pair -> members.put(pair[0], pair[1]));
    return new OutsideKey(
        PartyCode.of(members.getOrDefault("party", "")),
        octets(members, "certificate"),
        octets(members, "private-key"));
  }

  /** The key in the state that the directory gives it. */
  private static KnownKey stated(KnownKey k, Map<String, String> block) {
    KeyState state = KeyState.valueOf(block.getOrDefault("state", "ACTIVE"));
    return new KnownKey(
        k.party(),
        k.use(),
        state,
        k.certificate(),
        k.digest(),
        k.notBefore(),
        k.notAfter(),
        Optional.ofNullable(block.get("revoked-at")).map(Instant::parse),
        Optional.ofNullable(block.get("invalid-since")).map(Instant::parse));
  }

  Octets root() {
    return root;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public Sha256 net() {
    return net;
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    return entries.stream()
        .map(Entry::key)
        .filter(key -> key.digest().equals(certificate))
        .findFirst();
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return entries.stream()
        .map(Entry::key)
        .filter(key -> key.party().equals(party) && key.use() == use)
        .toList();
  }
}
