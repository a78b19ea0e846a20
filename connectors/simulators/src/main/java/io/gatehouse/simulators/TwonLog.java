package io.gatehouse.simulators;

import static io.gatehouse.simulators.TwonPrivilege.CALL_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.IO_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.KEYPAD_MONITORING;
import static io.gatehouse.simulators.TwonPrivilege.UID_MONITORING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The event log of one device and the channels into it (section 5.10). Guarded by the device. */
final class TwonLog {

  /** Events of one reply (section 5.10.4). */
  static final int BATCH = 128;

  /** Events remembered (section 5.10.2). */
  static final int HISTORY = 10_000;

  /** All that 5.10.1, 5.10.4 and newer firmware name, in the device's spelling. */
  static final List<String> TYPES =
      List.of(
          "AccessBlocked",
          "AccessLimited",
          "AccessTaken",
          "ApLockStateChanged",
          "ApiAccessRequested",
          "AudioLoopTest",
          "CallSessionStateChanged",
          "CallStateChanged",
          "CapabilitiesChanged",
          "CardEntered",
          "CardHeld",
          "CheckingCall",
          "CodeEntered",
          "ConfigurationChanged",
          "DeviceState",
          "DirectoryChanged",
          "DirectorySaved",
          "DisplayTouched",
          "DoorOpenTooLong",
          "DoorStateChanged",
          "DtmfEntered",
          "DtmfPressed",
          "DtmfSent",
          "ErrorStateChanged",
          "ExternalCameraStateChanged",
          "FingerEnrollState",
          "FingerEntered",
          "HardwareChanged",
          "InputChanged",
          "KeyPressed",
          "KeyReleased",
          "LicensePlateRecognized",
          "LiftConfigChanged",
          "LiftFloorsEnabled",
          "LiftStatusChanged",
          "LoginBlocked",
          "MobKeyEntered",
          "MotionDetected",
          "NoiseDetected",
          "OutputChanged",
          "PairingStateChanged",
          "RegistrationStateChanged",
          "RescueStateChanged",
          "RexActivated",
          "SilentAlarm",
          "SwitchOperationChanged",
          "SwitchStateChanged",
          "SwitchesBlocked",
          "TamperSwitchActivated",
          "UnauthorizedDoorOpen",
          "UserActionActivated",
          "UserAuthenticated",
          "UserRejected",
          "VirtualInput",
          "VirtualOutput",
          "WaveKeyActivated");

  /** What it takes to see an event; nothing for all others (section 5.10.2). */
  private static final Map<String, TwonPrivilege> PRIVILEGES =
      Map.of(
          "KeyPressed", KEYPAD_MONITORING,
          "KeyReleased", KEYPAD_MONITORING,
          "CodeEntered", KEYPAD_MONITORING,
          "CardEntered", UID_MONITORING,
          "InputChanged", IO_MONITORING,
          "OutputChanged", IO_MONITORING,
          "SwitchStateChanged", IO_MONITORING,
          "CallStateChanged", CALL_MONITORING,
          "RegistrationStateChanged", CALL_MONITORING);

  private static final byte[] BATCH_START =
      "{\"success\":true,\"result\":{\"events\":[".getBytes(US_ASCII);
  private static final byte[] BATCH_END = "]}}".getBytes(US_ASCII);

  /** An event and how it looks on the wire. */
  static final class Entry {
    private final TwonEvent event;
    private final byte[] json;

    Entry(TwonEvent event, byte[] json) {
      this.event = event;
      this.json = json;
    }
  }

  /** A pull that found nothing and waits. */
  interface Waiter {
    /** Something has come for it. It may be told more than once. */
    void wake();

    /** Its channel is gone. */
    void channelClosed();

    /** The nonce of its credentials has become stale. */
    void noncesRotated();

    /** Another pull of the same channel has come. */
    void overtaken();
  }

  /** A subscription. */
  static final class Channel {
    final long id;
    private final Set<String> filter; // empty: all types
    private final Set<TwonPrivilege> privileges;
    private final long duration;
    private final Deque<Entry> queue = new ArrayDeque<>(1);
    private long expiresAt;
    Waiter waiter;

    Channel(long id, Set<String> filter, Set<TwonPrivilege> privileges, long duration, long now) {
      this.id = id;
      this.filter = filter;
      this.privileges = privileges;
      this.duration = duration;
      extend(now);
    }

    /** Every reading extends the channel by its duration. */
    void extend(long now) {
      expiresAt = now + duration;
    }

    boolean isEmpty() {
      return queue.isEmpty();
    }

    List<Entry> take(int max) {
      List<Entry> taken = new ArrayList<>(Math.min(max, queue.size()));
      while (taken.size() < max && !queue.isEmpty()) {
        taken.add(queue.poll());
      }
      return taken;
    }

    void putBack(List<Entry> entries) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        queue.addFirst(entries.get(i));
      }
    }

    private void offer(Entry entry) {
      String type = entry.event.type();
      TwonPrivilege needed = PRIVILEGES.get(type);
      if ((filter.isEmpty() || filter.contains(type))
          && (needed == null || privileges.contains(needed))) {
        queue.add(entry);
      }
    }

    private boolean expired(long now) {
      return waiter == null && now > expiresAt;
    }
  }

  private final int maxChannels;
  private final Deque<Entry> history = new ArrayDeque<>(1);
  private final Map<Long, Channel> channels = new HashMap<>(2);

  TwonLog(int maxChannels) {
    this.maxChannels = maxChannels;
  }

  void append(Entry entry, long now) {
    if (history.size() == HISTORY) {
      history.poll();
    }
    history.add(entry);
    closeExpired(now);
    for (Channel channel : channels.values()) {
      channel.offer(entry);
      if (channel.waiter != null && !channel.isEmpty()) {
        channel.waiter.wake();
      }
    }
  }

  /**
   * Opens a channel.
   *
   * @param recordedSince events of this up time and later are put into it at once
   * @throws TwonError if there are too many
   */
  Channel open(
      Set<String> filter,
      Set<TwonPrivilege> privileges,
      long recordedSince,
      long duration,
      long now)
      throws TwonError {
    closeExpired(now);
    if (channels.size() >= maxChannels) {
      throw TwonError.of(TwonError.REJECTED);
    }
    Channel channel = new Channel(freeId(), filter, privileges, duration, now);
    for (Entry entry : history) {
      if (entry.event.upTime() >= recordedSince) {
        channel.offer(entry);
      }
    }
    channels.put(channel.id, channel);
    return channel;
  }

  /** An open channel, or null. */
  Channel channel(long id, long now) {
    closeExpired(now);
    return channels.get(id);
  }

  void close(Channel channel) {
    channels.remove(channel.id);
    if (channel.waiter != null) {
      channel.waiter.channelClosed();
    }
  }

  void closeAll() {
    List.copyOf(channels.values()).forEach(this::close);
  }

  void noncesRotated() {
    for (Channel channel : channels.values()) {
      if (channel.waiter != null) {
        channel.waiter.noncesRotated();
      }
    }
  }

  int openChannels(long now) {
    closeExpired(now);
    return channels.size();
  }

  int waitingPolls() {
    return (int) channels.values().stream().filter(channel -> channel.waiter != null).count();
  }

  static Buffer batch(List<Entry> entries) {
    int size = BATCH_START.length + BATCH_END.length;
    for (Entry entry : entries) {
      size += entry.json.length + 1;
    }
    Buffer body = Buffer.buffer(size).appendBytes(BATCH_START);
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        body.appendByte((byte) ',');
      }
      body.appendBytes(entries.get(i).json);
    }
    return body.appendBytes(BATCH_END);
  }

  private void closeExpired(long now) {
    channels.values().removeIf(channel -> channel.expired(now));
  }

  /** A random number of 32 bits: devices do not count their channels up. */
  private long freeId() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);
    } while (channels.containsKey(id));
    return id;
  }
}
