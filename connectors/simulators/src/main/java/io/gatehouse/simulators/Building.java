package io.gatehouse.simulators;

import java.util.ArrayList;
import java.util.List;

/** What is simulated here, as far as it can have a part in the day. */
final class Building {

  static final String NEEDS =
      "the day needs --twon 10 --hik 2 --akuvox 2 --akuvox-cloud 1, or more of each";

  final List<TwonSimulator> twon = new ArrayList<>();
  final List<HikConnectDevice> hik = new ArrayList<>();
  final List<AkuvoxSimulator> akuvox = new ArrayList<>();
  final List<AkuvoxCloudSimulator> akuvoxClouds = new ArrayList<>();

  /** Whether there are as many devices as {@link #NEEDS} says. */
  boolean isLargeEnough() {
    return twon.size() >= 10 && hik.size() >= 2 && akuvox.size() >= 2 && !akuvoxClouds.isEmpty();
  }
}
