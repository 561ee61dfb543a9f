package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function that waits when its task is cancelled: its end by that is a cancellation. */
@Timeout(60)
class CancelledWaitTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final CountDownLatch begun = new CountDownLatch(1);

  private interface Body {
    Object run(CountDownLatch begun) throws Exception;
  }

  /** Waits that an interrupt ends on a virtual thread; on real sockets, whose far end is silent. */
  enum Wait {
    SLEEP(begun -> opened(begun, () -> sleep())),
    ACCEPT(
        begun -> {
          try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            return opened(begun, server::accept);
          }
        }),
    ACCEPT_WITH_LIMIT(
        begun -> {
          try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            server.setSoTimeout(60_000);
            return opened(begun, server::accept);
          }
        }),
    READ(begun -> connected(begun, socket -> socket.getInputStream().read())),
    READ_WITH_LIMIT(
        begun ->
            connected(
                begun,
                socket -> {
                  socket.setSoTimeout(60_000);
                  return socket.getInputStream().read();
                })),
    WRITE(
        begun ->
            connected(
                begun,
                socket -> {
                  while (true) {
                    socket.getOutputStream().write(new byte[1 << 16]);
                  }
                })),
    CONNECT(
        begun -> {
          List<Socket> connected = new ArrayList<>();
          try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            return opened(
                begun,
                () -> {
                  while (true) { // until its backlog is full
                    Socket socket = new Socket();
                    connected.add(socket);
                    socket.connect(server.getLocalSocketAddress());
                  }
                });
          } finally {
            for (Socket socket : connected) {
              socket.close();
            }
          }
        }),
    DATAGRAM(
        begun -> {
          try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
            return opened(
                begun,
                () -> {
                  socket.receive(new DatagramPacket(new byte[8], 8));
                  return true;
                });
          }
        }),
    URL(
        begun -> {
          try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            URI silent =
                new URI(
                    "http", null, HERE.getHostAddress(), server.getLocalPort(), "/", null, null);
            return opened(begun, () -> silent.toURL().openStream().read());
          }
        }),
    CHANNEL(
        begun -> {
          try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(HERE, 0));
            try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
              return opened(begun, () -> channel.read(ByteBuffer.allocate(8)));
            }
          }
        }),
    CHANNEL_AS_SOCKET(
        begun -> {
          try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(HERE, 0));
            try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
              return opened(begun, () -> channel.socket().getInputStream().read());
            }
          }
        }),
    PIPE(begun -> opened(begun, () -> Pipe.open().source().read(ByteBuffer.allocate(8)))),
    PIPED_STREAM(
        begun -> {
          try (PipedOutputStream out = new PipedOutputStream();
              PipedInputStream in = new PipedInputStream(out)) {
            return opened(begun, in::read);
          }
        }),
    READ_WRAPPED(
        begun -> {
          try {
            return READ.body.run(begun);
          } catch (IOException e) {
            throw new CompletionException(new UncheckedIOException(e));
          }
        }),
    FUTURE_THAT_IS_CANCELLED(
        begun -> {
          CompletableFuture<Object> future = new CompletableFuture<>();
          Task.current().orElseThrow().runState().onCancel(() -> future.cancel(true));
          return opened(begun, future::join);
        }),
    FUTURE_BEHIND_ONE_THAT_IS_CANCELLED(
        begun -> {
          CompletableFuture<Object> future = new CompletableFuture<>();
          CompletableFuture<Object> behind = future.thenApply(value -> value);
          Task.current().orElseThrow().runState().onCancel(() -> future.cancel(true));
          return opened(begun, behind::join);
        }),
    READ_BY_A_THREAD_OF_ITS_OWN(
        begun -> {
          FutureTask<Object> future = new FutureTask<>(() -> READ.body.run(begun));
          Thread reader = Thread.ofVirtual().start(future);
          Task.current().orElseThrow().runState().onCancel(reader::interrupt);
          while (true) {
            try {
              return future.get();
            } catch (InterruptedException e) {
              // the reader's end tells
            } catch (ExecutionException e) {
              throw e;
            }
          }
        });

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Body body;

    Wait(Body body) {
      this.body = body;
    }

    private interface OnSocket {
      Object run(Socket socket) throws Exception;
    }

    private static Object opened(CountDownLatch begun, java.util.concurrent.Callable<?> body)
        throws Exception {
      begun.countDown();
      return body.call();
    }

    private static Object sleep() throws InterruptedException {
      Thread.sleep(Bounded.LIMIT.multipliedBy(10));
      return true;
    }

    private static Object connected(CountDownLatch begun, OnSocket body) throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, HERE);
          Socket socket = new Socket(HERE, server.getLocalPort())) {
        return opened(begun, () -> body.run(socket));
      }
    }
  }

  /** Whatever the JDK throws, the task is CANCELLED, and the reason is kept. */
  @ParameterizedTest
  @EnumSource
  void cancel_functionWaits_isCancelledWithTheReason(Wait wait) throws Exception {
    Task<Object> task = Task.of("waiting", () -> wait.body.run(begun));
    Thread thread = task.bg();
    Bounded.await(begun);

    task.cancel("the user has gone");

    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, task.state(), () -> task.outcome().toString());
    CancelledException why = assertInstanceOf(Cancelled.class, task.outcome()).why();
    assertEquals("waiting was cancelled: the user has gone", why.getMessage());
    assertEquals(1, why.getSuppressed().length);
  }

  /** So it is in a make that is stopped. */
  @ParameterizedTest
  @EnumSource(names = {"ACCEPT", "READ", "CHANNEL"})
  void stop_functionWaits_isCancelled(Wait wait) throws Exception {
    Task<Object> task = Task.of("waiting", () -> wait.body.run(begun));
    Task<Object> failing =
        Task.of(
            "failing",
            () -> {
              Bounded.await(begun);
              throw new IOException("x");
            });

    Make.defaults().failFastCancelling().now(task, failing);

    assertEquals(TaskState.CANCELLED, task.state(), () -> task.outcome().toString());
  }

  /** Where the exception does not tell of an interrupt, it carries the reason of the cancel. */
  @Test
  void cancel_exceptionTellsNothing_failureCarriesTheReason() throws Exception {
    IOException own = new IOException("cannot read");
    Task<Object> task =
        Task.of(
            "waiting",
            () -> {
              try {
                return Wait.READ.body.run(begun);
              } catch (IOException e) {
                throw own;
              }
            });
    Thread thread = task.bg();
    Bounded.await(begun);

    task.cancel("the user has gone");

    Bounded.join(thread);
    assertSame(own, assertInstanceOf(Failed.class, task.outcome()).cause());
    assertEquals("waiting was cancelled: the user has gone", own.getSuppressed()[0].getMessage());
  }

  /** The end of a socket's own limit is none by the interrupt. */
  @Test
  void cancel_socketTimedOut_isFailedWithTheReason() throws Exception {
    SocketTimeoutException own = new SocketTimeoutException("Read timed out");
    CountDownLatch cancelled = new CountDownLatch(1);
    Task<Object> task =
        Task.of(
            "waiting",
            () -> {
              begun.countDown();
              Bounded.awaitUninterrupted(cancelled);
              throw own;
            });
    Thread thread = task.bg();
    Bounded.await(begun);

    task.cancel("the user has gone");
    cancelled.countDown();

    Bounded.join(thread);
    assertEquals(TaskState.FAILED, task.state());
    assertInstanceOf(CancelledException.class, own.getSuppressed()[0]);
  }

  /** A function that cancels itself without a reason carries that of the request. */
  @Test
  void cancel_functionThrowsCancelledException_carriesTheReason() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    Task<Object> task =
        Task.of(
            "waiting",
            () -> {
              begun.countDown();
              Bounded.awaitUninterrupted(cancelled);
              Task.current().orElseThrow().runState().throwIfCancelled();
              return "not reached";
            });
    Thread thread = task.bg();
    Bounded.await(begun);

    task.cancel("the user has gone");
    cancelled.countDown();

    Bounded.join(thread);
    CancelledException why = assertInstanceOf(Cancelled.class, task.outcome()).why();
    assertEquals("waiting was cancelled: the user has gone", why.getSuppressed()[0].getMessage());
  }
}
