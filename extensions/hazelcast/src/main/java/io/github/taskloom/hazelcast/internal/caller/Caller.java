package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.hazelcast.ClusterClosedException;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The caller's end of a cluster: its hand-out, its exchanges, and what it knows of members. */
public final class Caller {
  private static final System.Logger LOG = System.getLogger("io.github.taskloom.hazelcast");
  private static final long TICK_MILLIS = 1_000;
  private static final long GOODBYE_MILLIS = 2_000;

  private final HazelcastInstance hazelcast;
  private final CallerSettings settings;
  private final Exchanges exchanges;
  private final Settlement settlement;
  private final Handout handout;
  private final Directory directory;
  private final Messages messages;
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();

  private Caller(HazelcastInstance hazelcast, CallerSettings settings) {
    this.hazelcast = hazelcast;
    this.settings = settings;
    String self = UUID.randomUUID().toString();
    exchanges = new Exchanges(hazelcast);
    settlement = new Settlement(settings.values());
    messages = new Messages();
    handout =
        new Handout(
            settings,
            new Links(self, this::endpoint, settings.name()),
            this::send,
            this::tick,
            this::lookLater,
            this::soon);
    directory =
        new Directory(
            hazelcast,
            handout::members,
            () -> Thread.startVirtualThread(this::hazelcastEnded),
            this::notLooked);
  }

  private UUID endpoint() {
    return hazelcast.getLocalEndpoint().getUuid();
  }

  /** Of a member or client of Hazelcast. */
  public static Caller open(HazelcastInstance hazelcast, CallerSettings settings) {
    Caller caller = new Caller(hazelcast, settings);
    try {
      caller.handout.members(caller.directory.members());
    } catch (HazelcastException trouble) { // calls wait until it is over
      caller.notLooked(trouble);
    } catch (RuntimeException | Error failed) {
      caller.close();
      throw failed;
    }
    return caller;
  }

  /**
   * A call.
   *
   * @param function what to send; null if a registered one is named
   * @param name the name of a registered function; null if one is sent
   * @param near the key of a member that it prefers; null for none
   * @param type what the result has to be; null for anything
   * @param inputs of the function
   * @return the stage of its result
   * @throws RuntimeException if it cannot be sent, or the cluster is closed
   */
  public RemoteStage call(
      @Nullable Object function,
      @Nullable String name,
      @Nullable String near,
      @Nullable Class<?> type,
      @Nullable Object... inputs) {
    ClusterClosedException over = handout.closed();
    if (over != null || closing.get()) {
      throw new ClusterClosedException("the cluster is closed: open another one", over);
    }
    RemoteStage stage = new RemoteStage(handout, messages.of(function, name, inputs), near, type);
    handout.add(stage);
    return stage;
  }

  /** The names of the members that take calls now. */
  public List<String> members() {
    return directory.members().stream().map(MemberInfo::name).toList();
  }

  private void send(Link.Outgoing outgoing) {
    Thread.ofVirtual().name("taskloom-exchange").start(() -> exchange(outgoing));
  }

  private void exchange(Link.Outgoing outgoing) {
    Reply reply;
    try {
      reply = exchanges.send(outgoing.link().member().address(), outgoing.exchange());
    } catch (Throwable failed) { // by Hazelcast, or no memory
      if (!exchanges.isRunning()) {
        hazelcastEnded();
      }
      handout.failed(outgoing, failed);
      return;
    }
    List<RemoteStage> stages = new ArrayList<>(reply.results().size());
    List<CallResult> results = new ArrayList<>(reply.results().size());
    List<RemoteStage> returned = new ArrayList<>(reply.results().size());
    int ended = 0;
    for (CallResult result : reply.results()) {
      RemoteStage stage = outgoing.link().sent().remove(result.number());
      if (stage == null) {
        continue; // given up meanwhile
      }
      ended++;
      if (result.kind() == CallResult.Kind.RETURNED) {
        returned.add(stage);
      } else {
        stages.add(stage);
        results.add(result);
      }
    }
    handout.answered(outgoing, reply, ended, returned); // first: the member has room again
    for (int i = 0; i < stages.size(); i++) {
      settlement.settle(stages.get(i), results.get(i));
    }
  }

  /** Has the directory look now, and the hand-out a little later. */
  private void tick() {
    if (!ticking.compareAndSet(false, true)) {
      return;
    }
    directory.ask();
    long wait = TimeUnit.NANOSECONDS.toMillis(settings.memberWaitNanos()) + 1;
    later(Math.min(TICK_MILLIS, wait), ticking, handout::ask);
  }

  /** No event may come again: it is tried once more a little later. */
  private void notLooked(Throwable thrown) {
    LOG.log(Level.DEBUG, "The members could not be looked at", thrown);
    lookLater();
  }

  /**
   * Has the directory look a little later, and the hand-out after that: it asks again for as long
   * as calls wait. A client misses what a member says of itself if that comes before the client is
   * connected to the member that keeps it.
   */
  private void lookLater() {
    if (!closing.get() && looking.compareAndSet(false, true)) {
      later(TICK_MILLIS, looking, directory::ask);
    }
  }

  /** Has the hand-out look in a moment, if it is not about to. */
  private void soon() {
    if (waking.compareAndSet(false, true)) {
      later(TimeUnit.NANOSECONDS.toMillis(Balance.STUCK_NANOS) + 1, waking, handout::ask);
    }
  }

  private static void later(long millis, AtomicBoolean pending, Runnable then) {
    Thread.startVirtualThread(
        () -> {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException none) {
            Thread.currentThread().interrupt(); // nothing interrupts it
          }
          pending.set(false);
          then.run();
        });
  }

  private void hazelcastEnded() {
    close("its Hazelcast instance has ended");
  }

  /** Ends all calls; what runs on members is interrupted there. A second time it does nothing. */
  public void close() {
    close("the cluster was closed");
  }

  private void close(String why) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    try {
      List<Thread> goodbyes = new ArrayList<>();
      for (Links.Outgoing last : handout.close(new ClusterClosedException(why, null))) {
        goodbyes.add(Thread.startVirtualThread(() -> sayGoodbye(last)));
      }
      goodbyes.add(Thread.startVirtualThread(this::listenNoMore)); // no interrupt is to meet that
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
      for (Thread goodbye : goodbyes) { // all of them together
        goodbye.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // these threads go on
    }
  }

  private void listenNoMore() {
    try {
      directory.close();
    } catch (RuntimeException failed) { // the Hazelcast instance has ended, say
      LOG.log(Level.DEBUG, "Listeners could not be removed", failed);
    }
  }

  private void sayGoodbye(Links.Outgoing last) {
    try {
      exchanges.send(last.member().address(), last.exchange());
    } catch (Exception failed) { // the member finds out by itself
      LOG.log(Level.DEBUG, "A member was not told of the end", failed);
    }
  }

  @Override
  public String toString() {
    return settings.name() + " at " + hazelcast.getName();
  }
}
