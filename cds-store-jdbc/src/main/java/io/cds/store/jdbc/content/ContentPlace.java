package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.store.jdbc.sql.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where content lies; its reference is {@code party:number}. */
record ContentPlace(PartyCode party, long id) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Za-z._-]{1,32}):([1-9][0-9]{0,17})");

  static ContentPlace of(ContentRef ref) {
    Matcher parts = FORM.matcher(ref.value());
    if (!parts.matches()) {
      throw none(ref);
    }
    return new ContentPlace(PartyCode.of(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  static CdsException none(ContentRef ref) {
    return Fault.failed("no content " + ref.value() + " of " + ref.length() + " octets");
  }

  ContentRef ref(long length) {
    return new ContentRef(party + ":" + id, length);
  }
}
