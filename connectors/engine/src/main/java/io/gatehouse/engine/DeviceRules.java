package io.gatehouse.engine;

/** What a list of devices may hold: those of one vendor, or of several. */
interface DeviceRules {

  /** Whether such a device is reached through a cloud. */
  boolean throughCloud(String vendor);

  /** Whether such a device may have a time zone. */
  boolean tellsLocalTime(String vendor);

  /** Whether a device of a file is for this connector; others are left to theirs. */
  boolean takes(String vendor);

  /** What is wrong with a vendor's name, or null. */
  String complaint(String vendor);

  /** Whether a connector without any device makes sense. */
  boolean needsNone();

  /** Devices of one vendor, which need not name it. */
  static DeviceRules of(Vendor vendor) {
    return new DeviceRules() {
      @Override
      public boolean throughCloud(String named) {
        return vendor.throughCloud();
      }

      @Override
      public boolean tellsLocalTime(String named) {
        return vendor.tellsLocalTime();
      }

      @Override
      public boolean takes(String named) {
        return complaint(named) == null;
      }

      @Override
      public String complaint(String named) {
        return named == null || named.equals(vendor.deviceVendor())
            ? null
            : "'" + named + "' is not read by this connector; leave it out, or move the device";
      }

      @Override
      public boolean needsNone() {
        return vendor.throughCloud();
      }
    };
  }
}
