package io.cds.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The person (or the named unattended task) on whose behalf a verb of the {@link Desk} runs. Every
 * human verb takes one, so that rights and the log are bound to it.
 *
 * @param user the host's account name, 1 to 128 characters; written to the events
 * @param groups the host's groups of this user
 * @param zone the network zone that the user works from, if the host tells one
 * @param locale the language for texts that are made for this user
 */
public record Actor(String user, Set<String> groups, Optional<String> zone, Locale locale) {
  /** Validates and copies. @throws IllegalArgumentException if the user is empty or too long */
  public Actor {
    if (user.isBlank() || user.length() > 128) {
      throw new IllegalArgumentException(
          "Actor's user has [" + user.length() + "] characters; expected 1 to 128, not blank");
    }
    groups = Set.copyOf(groups);
  }

  /** A user without groups or zone, in English. */
  public static Actor of(String user) {
    return new Actor(user, Set.of(), Optional.empty(), Locale.ENGLISH);
  }
}
