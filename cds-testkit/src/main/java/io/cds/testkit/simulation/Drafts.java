package io.cds.testkit.simulation;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.EncryptionLevel;
import io.cds.api.Heading;
import io.cds.api.Priority;
import io.cds.api.Recipient;
import io.cds.api.Role;
import io.cds.api.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people write: mostly little, now and then much, mostly without haste. */
final class Drafts {
  private static final int LARGE = 1 << 20;
  private static final int MOST_LARGE = 2;

  private final World world;
  private int large;

  Drafts(World world) {
    this.world = world;
  }

  Sent next(Place from, List<Place> to) {
    List<Recipient> recipients = new ArrayList<>();
    for (Place place : to) {
      Role role = recipients.isEmpty() || world.dice.percent(70) ? Role.ORIGINAL : Role.COPY;
      recipients.add(new Recipient(place.party(), role));
    }
    Draft draft = new Draft(recipients, heading(), attachments(), life(), world.dice.percent(10));
    try {
      return world.ledger.intend(from.party(), draft, world.dice.percent(60));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Heading heading() {
    return new Heading(
        "STU",
        "FORMA",
        world.ledger.nextMark(),
        Priority.NORMAL,
        EncryptionLevel.GENERAL,
        world.dice.percent(70),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private List<Attachment> attachments() {
    List<Attachment> all = new ArrayList<>();
    int count = world.dice.below(4);
    for (int i = 0; i < count; i++) {
      byte[] octets = world.dice.octets(length());
      all.add(new Attachment("part-" + i, "text/csv", Source.of(octets)));
    }
    return all;
  }

  private int length() {
    if (large < MOST_LARGE && world.dice.percent(2)) {
      large++;
      return LARGE + world.dice.below(3 * LARGE / 2);
    }
    return world.dice.below(world.dice.percent(80) ? 300 : 20_000);
  }

  private Duration life() {
    return world.dice.percent(85) ? Duration.ofDays(90) : world.dice.seconds(300, 20_000);
  }
}
