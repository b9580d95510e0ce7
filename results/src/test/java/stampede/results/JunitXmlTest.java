package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;

class JunitXmlTest {
  /** Every character that XML has a view on. */
  private static final String HOSTILE =
      "a<b>&amp;\"'\t\n\r\u0000\u0007\u001b\u007f\ufffe\uffff\ud800]]>\ud83d\ude00 -- é";

  private static Element suite(Answers answers) throws Exception {
    byte[] xml = JunitXml.of(answers).getBytes(StandardCharsets.UTF_8);
    Element root = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml))
        .getDocumentElement();
    assertEquals("testsuites", root.getTagName());
    return elements(root, "testsuite").get(0);
  }

  private static List<Element> elements(Element parent, String name) {
    List<Element> elements = new ArrayList<>();
    var nodes = parent.getElementsByTagName(name);
    for (int index = 0; index < nodes.getLength(); index++) {
      elements.add((Element) nodes.item(index));
    }
    return elements;
  }

  private static Case one(Answer answer) {
    return new Case("a.group", "case " + answer, answer, "TYPE", "why", Map.of("ratio", "1.2"));
  }

  @Test
  void countsAreThoseOfTheCases() throws Exception {
    List<Case> cases = List.of(
        one(Answer.PASSED),
        one(Answer.FAILED),
        one(Answer.FAILED),
        one(Answer.SKIPPED),
        one(Answer.SKIPPED),
        one(Answer.SKIPPED),
        one(Answer.ERROR));
    Element suite = suite(new Answers("a suite", 1.5, cases));
    assertEquals("a suite", suite.getAttribute("name"));
    assertEquals("7", suite.getAttribute("tests"));
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("errors"));
    assertEquals("3", suite.getAttribute("skipped"));
    assertEquals("1.500", suite.getAttribute("time"));
    assertEquals(7, elements(suite, "testcase").size());
    assertEquals(2, elements(suite, "failure").size());
    assertEquals(1, elements(suite, "error").size());
    assertEquals(3, elements(suite, "skipped").size());
    assertEquals(7, elements(suite, "property").size());
    Element failed = elements(suite, "testcase").get(1);
    assertEquals("a.group", failed.getAttribute("classname"));
    assertEquals("case FAILED", failed.getAttribute("name"));
    assertEquals("why", elements(failed, "failure").get(0).getAttribute("message"));
    assertEquals("TYPE", elements(failed, "failure").get(0).getAttribute("type"));
    assertEquals("1.2", elements(failed, "property").get(0).getAttribute("value"));
  }

  @Test
  void aParserGivesBackEveryCharacterThatXmlAllows() throws Exception {
    var hostile =
        new Case(HOSTILE, HOSTILE, Answer.FAILED, HOSTILE, HOSTILE, Map.of(HOSTILE, HOSTILE));
    Element suite = suite(new Answers(HOSTILE, 0, List.of(hostile)));
    String expected = HOSTILE.replaceAll("[\u0000\u0007\u001b\ufffe\uffff\ud800]", "\ufffd");
    assertEquals(expected, suite.getAttribute("name"));
    assertEquals(expected, elements(suite, "failure").get(0).getAttribute("message"));
    assertEquals(expected, elements(suite, "property").get(0).getAttribute("name"));
    assertEquals(1, elements(suite, "testcase").size());
  }
}
