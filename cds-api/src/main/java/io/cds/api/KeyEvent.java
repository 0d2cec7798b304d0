package io.cds.api;

import java.time.Instant;

/**
 * One line of the key change history (密碼匙更改紀錄).
 *
 * @param at by the store's clock
 * @param what a stable word such as {@code REVOKED}, {@code RENEWED}, {@code ACCEPTED}
 * @param party whose keys
 * @param actor the user, or {@code -} where none was named
 * @param detail uses and certificates that it concerns; never a secret
 */
public record KeyEvent(Instant at, String what, PartyCode party, String actor, String detail) {}
