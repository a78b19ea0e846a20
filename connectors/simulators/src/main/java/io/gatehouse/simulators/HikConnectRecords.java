package io.gatehouse.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The certificate records of the account (section 5.7.3). Guarded by the cloud's lock. */
final class HikConnectRecords {

  private static final int DEFAULT_PAGE = 20;
  private static final int MAX_PAGE = 200;

  private final NavigableMap<Instant, List<ObjectNode>> byTime = new TreeMap<>();
  private int size;

  /**
   * @param record RecordInfo (A.3.134), with {@code occurTime}
   */
  void add(ObjectNode record) {
    Instant time = OffsetDateTime.parse(record.path("occurTime").asText()).toInstant();
    byTime.computeIfAbsent(time, t -> new ArrayList<>(1)).add(record);
    size++;
  }

  int size() {
    return size;
  }

  /** A page of what was asked for, newest first. */
  ObjectNode search(JsonNode request) throws HikConnectError {
    int pageIndex = number(request, "pageIndex", 1);
    int pageSize = number(request, "pageSize", DEFAULT_PAGE);
    if (pageSize > MAX_PAGE) {
      throw new HikConnectError(HikConnectError.PAGE_TOO_LARGE);
    }
    List<ObjectNode> found = found(request.path("searchCriteria"));
    long from = Math.min(found.size(), (pageIndex - 1L) * pageSize);
    long to = Math.min(found.size(), from + pageSize);
    ObjectNode data =
        Reply.JSON
            .createObjectNode()
            .put("totalNum", found.size())
            .put("pageIndex", pageIndex)
            .put("pageSize", pageSize);
    data.putArray("recordList").addAll(found.subList((int) from, (int) to));
    return data;
  }

  private List<ObjectNode> found(JsonNode criteria) throws HikConnectError {
    Instant begin = time(criteria, "beginTime", Instant.MIN);
    Instant end = time(criteria, "endTime", Instant.MAX);
    if (begin.isAfter(end)) {
      throw new HikConnectError(HikConnectError.TIMES_REVERSED);
    }
    Predicate<ObjectNode> wanted =
        oneOf(criteria, "eventTypes", "eventType").and(oneOf(criteria, "elementIDs", "elementId"));
    int result = criteria.path("swipeAuthResult").asInt();
    List<ObjectNode> found = new ArrayList<>();
    for (List<ObjectNode> sameTime :
        byTime.subMap(begin, true, end, true).descendingMap().values()) {
      List<ObjectNode> newestFirst = new ArrayList<>(sameTime);
      Collections.reverse(newestFirst);
      for (ObjectNode record : newestFirst) {
        boolean passed = record.path("swipeAuthResult").asInt() == 1;
        if (wanted.test(record) && (result == 0 || (result == 1) == passed)) {
          found.add(record);
        }
      }
    }
    return found;
  }

  /** A criterion that is a list, separated by commas; without it all records are wanted. */
  private static Predicate<ObjectNode> oneOf(JsonNode criteria, String name, String field) {
    String list = criteria.path(name).asText();
    if (list.isEmpty()) {
      return record -> true;
    }
    Set<String> wanted = Set.copyOf(Arrays.asList(list.split(",", -1)));
    return record -> wanted.contains(record.path(field).asText());
  }

  private static Instant time(JsonNode criteria, String name, Instant missing)
      throws HikConnectError {
    String text = criteria.path(name).asText();
    try {
      return text.isEmpty() ? missing : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new HikConnectError(HikConnectError.INVALID_TIME);
    }
  }

  private static int number(JsonNode request, String name, int missing) throws HikConnectError {
    int number = request.path(name).asInt(request.has(name) ? 0 : missing);
    if (number < 1) {
      throw new HikConnectError(HikConnectError.INVALID_PARAMETER);
    }
    return number;
  }
}
