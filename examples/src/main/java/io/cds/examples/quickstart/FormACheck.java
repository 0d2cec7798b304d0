package io.cds.examples.quickstart;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Finding;
import io.cds.api.Finding.Severity;
import io.cds.api.spi.MessageCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The module's own precondition: every pupil of Form A has the status "departed". */
final class FormACheck implements MessageCheck {
  @Override
  public List<Finding> check(Draft draft) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Attachment attachment : draft.attachments()) {
      if (attachment.name().equals(Folders.FORM_A)) {
        read(attachment, findings);
      }
    }
    return findings;
  }

  private static void read(Attachment attachment, List<Finding> findings) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = attachment.content().open()) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("Pupil")
            && !"departed".equals(xml.getAttributeValue(null, "status"))) {
          findings.add(
              new Finding(
                  Severity.ERROR,
                  "FORM_A_STATUS",
                  "The pupil's status is not \"departed\": set it in the pupil's record, then prepare again.",
                  attachment.name() + " line " + xml.getLocation().getLineNumber()));
        }
      }
    } catch (XMLStreamException e) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "FORM_A_XML",
              "Form A is not well-formed XML: prepare it again.",
              attachment.name() + " line " + e.getLocation().getLineNumber()));
    }
  }
}
