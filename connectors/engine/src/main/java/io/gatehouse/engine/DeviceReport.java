package io.gatehouse.engine;

import java.util.List;

/**
 * What {@code validate} found out about a device.
 *
 * @param findings one line each: what it is, how it authenticates, its fingerprint, its clock
 * @param problems one sentence each, with the remedy; empty if Gatehouse can read the device
 */
public record DeviceReport(List<String> findings, List<String> problems) {

  public DeviceReport {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }
}
