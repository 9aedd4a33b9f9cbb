package dev.latchkey.processor;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.DisplayName;

/** Replays seeds, and what was found, in each build; the profile {@code deep} looks for more. */
@DisplayName("Any text, Unicode or not,")
class BodyFuzzTest {

  @FuzzTest(maxDuration = "2m")
  @DictionaryFile(resourcePath = "templates.dict")
  @DisplayName("is read as a body like Feign's, without an exception, in linear time")
  void isRead(byte[] text) {
    FuzzedReading.check(TextKind.BODY, text);
  }
}
