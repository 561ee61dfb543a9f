package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a member answers to an {@link Exchange}. */
public final class Reply implements IdentifiedDataSerializable {

  /** What has become of the calls of the exchange. */
  public enum Status {
    /** They are taken. */
    TAKEN('t'),
    /** The session has ended, or the exchange came twice: what of it has run is not known. */
    NO_SESSION('s'),
    /** None is: there is no taskloom member at this Hazelcast instance. */
    NO_MEMBER('m');

    private final char sign;

    Status(char sign) {
      this.sign = sign;
    }

    private static Status of(int sign) {
      for (Status status : values()) {
        if (status.sign == sign) {
          return status;
        }
      }
      throw new IllegalArgumentException("There is no answer " + sign);
    }
  }

  private Status status = Status.NO_MEMBER;
  private List<CallResult> results = List.of();
  private int others;
  private long meanNanos;

  Reply() {}

  /**
   * A reply.
   *
   * @param results those that are ready
   * @param others how many calls of other callers run or wait there
   * @param meanNanos how long its calls took, on the mean of the last ones; 0 if none has ended
   */
  public Reply(List<CallResult> results, int others, long meanNanos) {
    this.status = Status.TAKEN;
    this.results = results;
    this.others = others;
    this.meanNanos = meanNanos;
  }

  /** One that has taken nothing. */
  public static Reply of(Status status) {
    Reply reply = new Reply();
    reply.status = status;
    return reply;
  }

  /** What has become of the calls of the exchange. */
  public Status status() {
    return status;
  }

  /** Those that are ready. */
  public List<CallResult> results() {
    return results;
  }

  /** How many calls of other callers run or wait there. */
  public int others() {
    return others;
  }

  /** How long its calls took on the mean; 0 if none has ended. */
  public long meanNanos() {
    return meanNanos;
  }

  @Override
  public int getFactoryId() {
    return WireHook.FACTORY;
  }

  @Override
  public int getClassId() {
    return WireHook.REPLY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeByte(status.sign);
    out.writeInt(others);
    out.writeLong(meanNanos);
    out.writeInt(results.size());
    for (CallResult result : results) {
      result.write(out);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    status = Status.of(in.readByte());
    others = in.readInt();
    meanNanos = in.readLong();
    int size = in.readInt();
    List<CallResult> read = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      read.add(CallResult.read(in));
    }
    results = read;
  }
}
