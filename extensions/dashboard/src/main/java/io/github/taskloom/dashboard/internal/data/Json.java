package io.github.taskloom.dashboard.internal.data;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** JSON that may stand inside of a script element: no text in it has a character that ends one. */
public final class Json {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new ForScript())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /** Writes to a stream that it leaves open. */
  public static JsonGenerator to(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out, JsonEncoding.UTF8);
  }

  /** A field with a text of a user's. */
  public static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    json.writeStringField(field, text == null ? null : Texts.wellFormed(text));
  }

  /** Milliseconds, with all nanoseconds; null for a time that is not known. */
  public static void millis(JsonGenerator json, long nanos) throws IOException {
    if (nanos == RunData.UNKNOWN) {
      json.writeNull();
    } else {
      decimal(json, nanos, 6);
    }
  }

  /** A number of some units that are 10 to the power of minus {@code places}. */
  public static void decimal(JsonGenerator json, long units, int places) throws IOException {
    char[] digits = new char[24];
    int at = digits.length;
    long rest = Math.abs(units);
    boolean zeros = true;
    for (int place = 0; place < places; place++) {
      int digit = (int) (rest % 10);
      rest /= 10;
      zeros &= digit == 0;
      if (!zeros) {
        digits[--at] = (char) ('0' + digit);
      }
    }
    if (!zeros) {
      digits[--at] = '.';
    }
    do {
      digits[--at] = (char) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (units < 0) {
      digits[--at] = '-';
    }
    json.writeNumber(digits, at, digits.length - at);
  }

  /** Escapes what could end a script element, begin a comment in it, or break a line of script. */
  private static final class ForScript extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private static final SerializedString LESS = new SerializedString("\\u003c");
    private static final SerializedString GREATER = new SerializedString("\\u003e");
    private static final SerializedString AND = new SerializedString("\\u0026");
    private static final SerializedString LINE = new SerializedString("\\u2028");
    private static final SerializedString PARAGRAPH = new SerializedString("\\u2029");

    private final int[] ascii = standardAsciiEscapesForJSON();

    ForScript() {
      ascii['<'] = ESCAPE_CUSTOM;
      ascii['>'] = ESCAPE_CUSTOM;
      ascii['&'] = ESCAPE_CUSTOM;
      ascii[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return switch (character) {
        case '<' -> LESS;
        case '>' -> GREATER;
        case '&' -> AND;
        case 0x2028 -> LINE;
        case 0x2029 -> PARAGRAPH;
        default -> null;
      };
    }
  }
}
