package io.cds.examples.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A departure record (Form A) of invented pupils, as a school's pupil module would prepare it.
 * Names are Traditional Chinese; some are written with characters beyond the BMP, as real ones are.
 */
final class FormA {
  private static final List<String> SURNAMES =
      List.of("陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "𠮷田", "歐陽", "鄺", "麥", "𨶹");
  private static final List<String> GIVEN =
      List.of("子軒", "嘉欣", "志明", "詠琪", "俊傑", "𤦩雯", "浩然", "曉彤", "𡃁文", "芷晴", "梓峯", "凱喬", "天佑");
  private static final List<String> REASONS = List.of("轉校", "移居外地", "升讀他校", "其他");

  private FormA() {}

  /** Writes the record of {@code pupils} pupils who left the school; the same for the same seed. */
  static void write(OutputStream out, String school, LocalDate date, int pupils, long seed)
      throws IOException {
    Random invented = new Random(seed);
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("FormA");
      xml.writeAttribute("school", school);
      xml.writeAttribute("date", date.toString());
      for (int number = 1; number <= pupils; number++) {
        pupil(xml, number, date, invented);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("Form A of [" + pupils + "] pupils could not be written", e);
    }
  }

  private static void pupil(XMLStreamWriter xml, int number, LocalDate date, Random invented)
      throws XMLStreamException {
    xml.writeStartElement("Pupil");
    xml.writeAttribute("status", "departed");
    element(xml, "Number", "P%05d".formatted(number));
    element(xml, "Name", pick(SURNAMES, invented) + pick(GIVEN, invented));
    element(
        xml,
        "Class",
        (1 + invented.nextInt(6)) + String.valueOf((char) ('A' + invented.nextInt(4))));
    element(xml, "LastDay", date.minusDays(1 + invented.nextInt(30)).toString());
    element(xml, "Reason", pick(REASONS, invented));
    xml.writeEndElement();
  }

  private static String pick(List<String> from, Random invented) {
    return from.get(invented.nextInt(from.size()));
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
