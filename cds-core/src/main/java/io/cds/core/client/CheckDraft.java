package io.cds.core.client;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.CheckReport;
import io.cds.api.Draft;
import io.cds.api.Finding;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.spi.MessageCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All findings on a draft at once: the envelope's own rules, then the host's checks. */
final class CheckDraft {
  private static final int MOST_ATTACHMENTS = 10_000;
  private static final long MOST_OCTETS = 64L << 30;
  private static final int LONGEST_TYPE = 127;

  private final ClientContext context;

  CheckDraft(ClientContext context) {
    this.context = context;
  }

  CheckReport check(Draft draft) {
    List<Finding> findings = new ArrayList<>();
    sizes(draft, findings);
    names(draft, findings);
    for (MessageCheck check : context.checks()) {
      try {
        findings.addAll(check.check(draft));
      } catch (IOException e) {
        throw new CdsException(
            Problem.of(ProblemCode.CHECK_FAILED, "an attachment could not be read"), e);
      }
    }
    return new CheckReport(findings);
  }

  private static void sizes(Draft draft, List<Finding> findings) {
    int count = draft.attachments().size();
    if (count > MOST_ATTACHMENTS) {
      findings.add(
          error("TOO_LARGE", "[" + count + "] attachments; at most " + MOST_ATTACHMENTS, ""));
    }
    long total = 0;
    for (Attachment attachment : draft.attachments()) {
      long length = attachment.content().length();
      total = length > MOST_OCTETS - total ? MOST_OCTETS + 1 : total + length;
      int type = attachment.mediaType().length();
      if (type < 1 || type > LONGEST_TYPE) {
        findings.add(
            error(
                "BAD_TYPE",
                "Media type has [" + type + "] characters; expected 1 to " + LONGEST_TYPE,
                attachment.name()));
      }
    }
    if (total > MOST_OCTETS) {
      findings.add(
          error("TOO_LARGE", "More than [" + MOST_OCTETS + "] octets; split the message", ""));
    }
  }

  private static void names(Draft draft, List<Finding> findings) {
    List<String> names = draft.attachments().stream().map(Attachment::name).toList();
    for (String name : names) {
      NameRules.fault(name)
          .ifPresent(
              why ->
                  findings.add(error("BAD_NAME", "The file's name " + why + "; rename it", name)));
    }
    Set<Integer> repeated = NameRules.repeated(names);
    for (int index : repeated) {
      findings.add(error("BAD_NAME", "Two files have the same name; rename one", names.get(index)));
    }
  }

  private static Finding error(String code, String text, String location) {
    return new Finding(Finding.Severity.ERROR, code, text, location);
  }
}
