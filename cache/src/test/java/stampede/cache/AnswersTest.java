package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Answers answers = new Answers();
  private final List<String> given = new ArrayList<>();

  @Test
  void anErrorWithinOneIsHeardOfAndKeepsNoOtherBack() {
    Thread thread = Thread.currentThread();
    var before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((where, failure) -> given.add(failure.toString()));
    try {
      answers.add(() -> {
        throw new StackOverflowError();
      });
      answers.add(() -> given.add("second"));
      answers.give();
      answers.add(() -> given.add("third"));
      answers.give();
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(List.of("java.lang.StackOverflowError", "second", "third"), given);
  }

  @Test
  void oneThatIsAddedWithinAnotherIsGivenAfterIt() {
    answers.add(() -> {
      answers.add(() -> given.add("inner"));
      answers.give();
      given.add("outer");
    });
    answers.give();
    assertEquals(List.of("outer", "inner"), given);
  }
}
