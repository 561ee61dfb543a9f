package io.github.taskloom;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that says where its work is done: what a function of {@link Task#async} gives where
 * another process works for it. Listeners are told ({@link
 * io.github.taskloom.event.MakeEvent.AttemptEnded#place}), and {@link Tasks#explain} says it.
 *
 * <pre>{@code
 * final class RemoteReply extends CompletableFuture<String> implements PlacedStage<String> {
 *   private volatile @Nullable String server; // written as the request is sent
 *
 *   public @Nullable String place() {
 *     return server;
 *   }
 * }
 * }</pre>
 *
 * <p>It counts where the function, or the interceptor around it, gives the very stage: one that
 * depends on it, as by {@link CompletableFuture#thenApply}, is another.
 *
 * @param <T> the value
 * @since 0.1.0
 */
public interface PlacedStage<T extends @Nullable Object> extends CompletionStage<T> {

  /**
   * Where, in a few words: the name of a server, say. Asked by the thread that tells of the end of
   * the attempt, where there are listeners, and by one that explains the task; what it throws
   * counts as null.
   *
   * @return null if it is not known, or nothing was sent
   */
  @Nullable String place();
}
