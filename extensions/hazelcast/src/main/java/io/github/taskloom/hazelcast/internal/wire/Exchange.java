package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to a member: new calls, and which to cancel. It waits there, on a thread of
 * Hazelcast's that runs nothing of a user's, until a result is ready or the time is up, and brings
 * all that are.
 */
public final class Exchange
    implements Callable<Reply>, HazelcastInstanceAware, IdentifiedDataSerializable {

  /** Who sends it. */
  private @Nullable Sender sender;

  private long number;
  private long waitNanos;
  private boolean last;
  private List<CallMessage> calls = List.of();
  private long[] cancels = {};
  private int giveBack;
  private transient @Nullable HazelcastInstance hazelcast;

  Exchange() {}

  /**
   * An exchange.
   *
   * @param sender who sends it
   * @param number from 0 on, in its session; 0 opens it
   * @param waitNanos how long it may wait for a result
   * @param calls new ones
   * @param cancels the numbers of those to cancel
   * @param giveBack how many that have not begun are wanted back, at most
   * @param last whether the session ends with it
   */
  public Exchange(
      Sender sender,
      long number,
      long waitNanos,
      List<CallMessage> calls,
      long[] cancels,
      int giveBack,
      boolean last) {
    this.sender = sender;
    this.number = number;
    this.waitNanos = waitNanos;
    this.calls = calls;
    this.cancels = cancels.clone();
    this.giveBack = giveBack;
    this.last = last;
  }

  /**
   * One end of a session.
   *
   * @param session the session: a caller's with a member
   * @param caller which all sessions of a caller have in common, and the keys of its calls
   * @param endpoint the member or client of Hazelcast that the caller is
   * @param name of the caller, for people
   */
  public record Sender(String session, String caller, UUID endpoint, String name) {}

  /** Who sends it. */
  public Sender sender() {
    return Objects.requireNonNull(sender, "it was not read");
  }

  /** From 0 on. */
  public long number() {
    return number;
  }

  /** How long it may wait for a result. */
  public long waitNanos() {
    return waitNanos;
  }

  /** Whether the session ends with it. */
  public boolean isLast() {
    return last;
  }

  /** New calls. */
  public List<CallMessage> calls() {
    return calls;
  }

  /** Those to cancel. */
  public long[] cancels() {
    return cancels.clone();
  }

  /** How many that have not begun are wanted back. */
  public int giveBack() {
    return giveBack;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    hazelcast = instance;
  }

  /** On the member. */
  @Override
  public Reply call() throws InterruptedException {
    HazelcastInstance member = Objects.requireNonNull(hazelcast);
    Object desk = member.getUserContext().get(Desk.KEY);
    return desk instanceof Desk found ? found.exchange(this) : Reply.of(Reply.Status.NO_MEMBER);
  }

  @Override
  public int getFactoryId() {
    return WireHook.FACTORY;
  }

  @Override
  public int getClassId() {
    return WireHook.EXCHANGE;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    Sender from = sender();
    out.writeString(from.session());
    out.writeString(from.caller());
    out.writeLong(from.endpoint().getMostSignificantBits());
    out.writeLong(from.endpoint().getLeastSignificantBits());
    out.writeString(from.name());
    out.writeLong(number);
    out.writeLong(waitNanos);
    out.writeBoolean(last);
    out.writeLongArray(cancels);
    out.writeInt(giveBack);
    out.writeInt(calls.size());
    for (CallMessage call : calls) {
      call.write(out);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    sender =
        new Sender(
            Objects.requireNonNull(in.readString()),
            Objects.requireNonNull(in.readString()),
            new UUID(in.readLong(), in.readLong()),
            Objects.requireNonNull(in.readString()));
    number = in.readLong();
    waitNanos = in.readLong();
    last = in.readBoolean();
    cancels = Objects.requireNonNull(in.readLongArray());
    giveBack = in.readInt();
    int size = in.readInt();
    List<CallMessage> read = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      read.add(CallMessage.read(in));
    }
    calls = read;
  }
}
