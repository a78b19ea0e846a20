package io.gatehouse.hikconnect.events;

import static io.gatehouse.hikconnect.events.HikConnectJson.at;
import static io.gatehouse.hikconnect.events.HikConnectJson.number;
import static io.gatehouse.hikconnect.events.HikConnectJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Where a vehicle is and how fast it goes: manual 004, A.3.100 and A.3.167.
 *
 * @param gps GPSInfo
 * @param vehicle VehicleInfo(2)
 * @param plateRead ANPRInfo, of the vehicle that a camera sees
 */
record HikConnectVehicle(JsonNode gps, JsonNode vehicle, JsonNode plateRead) {

  /** Speeds are in centimetres an hour. */
  private static final int TO_KM = 5;

  private static final int TO_METRES = 2;

  /** Directions are in hundredths of a degree, though the manual says degrees. */
  private static final int TO_DEGREES = 2;

  static HikConnectVehicle of(HikConnectEvent event) {
    JsonNode related = at(event.data(), "vehicleRelatedInfo", "vehicleReletedInfo");
    return new HikConnectVehicle(
        at(related, "gpsInfo"), at(related, "vehicleInfo"), at(event.data(), "anprInfo"));
  }

  /** In clear: it must become a token before it goes anywhere. */
  String plate() {
    return HikConnectEvent.firstOf(
        text(vehicle, "licensePlate", "licensePlateNo"), text(plateRead, "licensePlate"));
  }

  /** Adds lat and lng in degrees, speedKmh, heading in degrees, heightM, vehicleId and driver. */
  void describe(HikConnectAttributes attributes) {
    attributes.put("vehicleId", text(vehicle, "id"));
    JsonNode driver = HikConnectEvent.first(at(vehicle, "driverInfos"));
    attributes.put("driver", text(driver.isObject() ? driver : vehicle, "driverName"));
    BigDecimal lat = degrees(text(gps, "lat"), text(gps, "ns"), "S");
    BigDecimal lng = degrees(text(gps, "lng", "Ing"), text(gps, "ew"), "W");
    if (lat == null || lng == null) {
      return;
    }
    if (lat.signum() == 0 && lng.signum() == 0) {
      attributes.put("gpsFix", "false");
      return;
    }
    attributes.put("lat", plain(lat));
    attributes.put("lng", plain(lng));
    attributes.put("speedKmh", scaled(number(gps, "speed"), TO_KM));
    attributes.put("heading", scaled(number(gps, "direction"), TO_DEGREES));
    attributes.put("heightM", scaled(number(gps, "height"), TO_METRES));
  }

  private static BigDecimal degrees(String number, String side, String negative) {
    if (number == null || !number.matches("[+-]?[0-9]{1,3}(\\.[0-9]{1,20})?")) {
      return null;
    }
    BigDecimal degrees = new BigDecimal(number);
    return negative.equalsIgnoreCase(side) ? degrees.abs().negate() : degrees;
  }

  private static String scaled(Long number, int digits) {
    return number == null ? null : plain(BigDecimal.valueOf(number, digits));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
