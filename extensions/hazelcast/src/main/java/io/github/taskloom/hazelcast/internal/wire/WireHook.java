package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/**
 * Tells Hazelcast how the messages are made: it finds this by the name of a service, on members and
 * clients alike, so that no configuration has to name it and none of it is Java serialization.
 */
public final class WireHook implements DataSerializerHook {
  static final int FACTORY = 0x7A51_4F0C; // no other product's
  static final int EXCHANGE = 1;
  static final int REPLY = 2;

  /** By Hazelcast. */
  public WireHook() {}

  @Override
  public int getFactoryId() {
    return FACTORY;
  }

  @Override
  public DataSerializableFactory createFactory() {
    return WireHook::message;
  }

  private static IdentifiedDataSerializable message(int id) {
    return switch (id) {
      case EXCHANGE -> new Exchange();
      case REPLY -> new Reply();
      default -> throw new IllegalArgumentException("There is no message " + id);
    };
  }
}
