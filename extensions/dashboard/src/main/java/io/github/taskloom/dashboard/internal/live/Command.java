package io.github.taskloom.dashboard.internal.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.taskloom.dashboard.internal.data.RunData;
import java.io.IOException;

/**
 * What a page asks for.
 *
 * @param what a word
 * @param make the number of a make
 * @param task a row of the tasks, or {@link RunData#NONE}
 * @param epoch of that row, from the snapshot that has it
 */
record Command(String what, long make, int task, int epoch) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an object of texts and whole numbers.
   *
   * @throws IOException if it is another thing
   */
  static Command of(byte[] bytes) throws IOException {
    String what = "";
    long make = 0;
    int task = RunData.NONE;
    int epoch = RunData.NONE;
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
          throw new IOException("a value that no command has");
        }
        switch (field) {
          case "do" -> what = json.getText();
          case "make" -> make = json.getLongValue();
          case "task" -> task = json.getIntValue();
          case "epoch" -> epoch = json.getIntValue();
          default -> {} // of a later page
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new IOException("no end");
      }
    }
    return new Command(what, make, task, epoch);
  }
}
