package io.github.taskloom.jackson;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.taskloom.journal.ValueCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values of a task in a journal as JSON: records, and all else that Jackson reads and
 * writes.
 *
 * <pre>{@code
 * Task<Report> report =
 *     Task.builder("report", () -> compute()).codec(JacksonCodec.of(Report.class)).build();
 * }</pre>
 *
 * <p>A null is a value like any. JSON with a property that the type does not have is not read,
 * since it was written by another version of the program: the task then runs again. A mapper of
 * one's own may see that otherwise.
 *
 * <p>Immutable as long as its mapper is left as it is; for any thread.
 *
 * @param <T> the values
 * @since 0.1.0
 */
@SuppressWarnings("NullAway") // null is a value like any
public final class JacksonCodec<T> implements ValueCodec<@Nullable T> {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final ObjectMapper mapper;
  private final JavaType type;

  private JacksonCodec(ObjectMapper mapper, JavaType type) {
    this.mapper = mapper;
    this.type = type;
  }

  /**
   * For values of a class that is not generic.
   *
   * @param type the class
   * @param <T> the values
   * @return the codec
   */
  public static <T> JacksonCodec<T> of(Class<T> type) {
    return new JacksonCodec<>(STRICT, STRICT.constructType(Objects.requireNonNull(type)));
  }

  /**
   * For values of any type: {@code JacksonCodec.of(new TypeReference<List<Report>>() {})}.
   *
   * @param type the type
   * @param <T> the values
   * @return the codec
   */
  public static <T> JacksonCodec<T> of(TypeReference<T> type) {
    return of(STRICT, type);
  }

  /**
   * As {@link #of(TypeReference)}, by a mapper of one's own.
   *
   * @param mapper reads and writes; not to be configured any more
   * @param type the type
   * @param <T> the values
   * @return the codec
   */
  public static <T> JacksonCodec<T> of(ObjectMapper mapper, TypeReference<T> type) {
    return new JacksonCodec<>(
        Objects.requireNonNull(mapper), mapper.constructType(Objects.requireNonNull(type)));
  }

  @Override
  public byte[] write(@Nullable T value) throws Exception {
    return mapper.writerFor(type).writeValueAsBytes(value);
  }

  @Override
  public @Nullable T read(byte @Nullable [] bytes) throws Exception {
    Objects.requireNonNull(bytes, "it was recorded without its value");
    return mapper.readerFor(type).readValue(bytes);
  }

  @Override
  public String toString() {
    return "JacksonCodec[" + type.toCanonical() + "]";
  }
}
