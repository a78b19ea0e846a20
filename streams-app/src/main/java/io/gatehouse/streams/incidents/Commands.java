package io.gatehouse.streams.incidents;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.gatehouse.streams.RecordSerde;
import io.gatehouse.streams.model.Finding;
import io.gatehouse.streams.rules.AutomaticCommand;
import io.gatehouse.streams.rules.RuleType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done about a new incident, where somebody has configured it. It is decided when the
 * incident is first found, and never again: a door does not act on what only came to light later.
 */
final class Commands {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /** An automatic command or its outcome, as evidence: it must not lead to the next command. */
  private static final Pattern AUTOMATIC = Pattern.compile(".+-[0-9a-f]{24}/[A-Z_]+(/[A-Z_]+)?");

  private final Map<String, AutomaticCommand> byRule;

  Commands(Map<String, AutomaticCommand> byRule) {
    this.byRule = byRule;
  }

  static void build(KStream<String, Change> changes, AppConfig config, EventSerdes serdes) {
    Map<String, AutomaticCommand> byRule = new HashMap<>();
    for (RuleType rule : config.enabledRules()) {
      AutomaticCommand.of(config.rule(rule)).ifPresent(command -> byRule.put(rule.name(), command));
    }
    Commands commands = new Commands(byRule);
    changes
        .flatMap((id, change) -> commands.by(change), Named.as("automatic-commands"))
        .repartition(
            Repartitioned.with(Serdes.String(), new RecordSerde<>(RelayCommand.class))
                .withName(CommandBudget.STORE)
                .withNumberOfPartitions(1))
        .process(new CommandBudget(byRule), Named.as("command-budget"))
        .to(
            config.topics().topicFor(RelayCommand.class),
            Produced.with(Serdes.String(), serdes.of(RelayCommand.class)).withName("to-command"));
  }

  /** The command that follows, by its rule. */
  List<KeyValue<String, RelayCommand>> by(Change change) {
    Finding finding = change.finding();
    AutomaticCommand asked = byRule.get(finding.getRule());
    if (asked == null
        || !change.isNew()
        || change.incident().getClosedAt() != null
        || !finding.getLive()
        || finding.getEventIds().stream().anyMatch(id -> AUTOMATIC.matcher(id).matches())) {
      return List.of();
    }
    Optional<String> device = asked.device(finding.getDeviceIds());
    if (device.isEmpty()) {
      LOG.info(
          "automatic command not issued, no device may be commanded incident={} devices={}",
          finding.getIncidentId(),
          finding.getDeviceIds());
    }
    return device
        .map(id -> List.of(KeyValue.pair(finding.getRule(), command(id, asked, finding))))
        .orElse(List.of());
  }

  private static RelayCommand command(String device, AutomaticCommand asked, Finding finding) {
    Instant issuedAt = Instant.ofEpochMilli(finding.getReceivedAt());
    RelayCommand command = new RelayCommand();
    // The same whenever this incident is found: the sink carries no command out twice.
    command.setCommandId(finding.getIncidentId() + "/" + asked.action());
    command.setDeviceId(device);
    command.setAction(asked.action());
    command.setTarget(asked.target());
    command.setParams(Map.of());
    command.setIssuedAt(issuedAt);
    command.setExpiresAt(issuedAt.plus(asked.expires()));
    command.setRequestedBy("gatehouse rule " + finding.getRule());
    command.setReason(finding.getExplanation());
    return command;
  }
}
