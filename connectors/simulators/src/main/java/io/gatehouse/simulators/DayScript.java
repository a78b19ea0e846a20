package io.gatehouse.simulators;

import io.gatehouse.simulators.Day.Act;
import io.gatehouse.simulators.Day.Moment;
import io.gatehouse.simulators.Day.Scene;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * The script of the day: what happens at the building, scene by scene, and who is there. What a
 * guard should know of is at devices that no other such scene has, so that nothing of one scene can
 * be taken for a part of another, however quickly the day is played.
 */
final class DayScript {

  private static final TwonUser ANNA = person("Anna Berger", "4BD9E901", "2741");
  private static final TwonUser BEN = person("Ben Fischer", "4BD9E902", "8305");
  private static final TwonUser CLARA = person("Clara Haas", "4BD9E903", "5512");
  private static final TwonUser DAN = person("Dan Kovac", "4BD9E904", "6190");
  private static final TwonUser EVA = person("Eva Lang", "4BD9E905", "7724");
  private static final TwonUser FRANK = person("Frank Moser", "4BD9E906", "3318");
  private static final TwonUser GRETA = person("Greta Novak", "4BD9E907", "4096");
  private static final TwonUser HUGO = person("Hugo Pichler", "4BD9E908", "9153");
  private static final TwonUser IDA = person("Ida Ruzicka", "4BD9E909", "1867");
  private static final TwonUser NOBODY = person("Nobody", "0DEADBEEF0", "0666");
  private static final AkuvoxPerson ALICE = AkuvoxPerson.EXAMPLES.get(0);
  private static final AkuvoxPerson BOB = AkuvoxPerson.EXAMPLES.get(1);
  private static final AkuvoxPerson ZOE = AkuvoxPerson.EXAMPLES.get(2);

  /** No device knows it, and readers of all vendors read the same number. */
  private static final String STRAY_CARD = HikConnectDevice.UNKNOWN_CARD;

  private static final int INTRUSION = 10103; // A.1.4 of the Hik-Connect guide

  private final DayIntercom mainEntrance;
  private final DayIntercom office;
  private final DayIntercom garage;
  private final DayIntercom laboratory;
  private final DayIntercom vault;
  private final DayIntercom yard;
  private final DayIntercom reception;
  private final DayIntercom branch;
  private final DayIntercom serverRoom;
  private final DayIntercom workshop;
  private final HikConnectDevice warehouse;
  private final HikConnectDevice yardCamera;
  private final AkuvoxSimulator lobby;
  private final AkuvoxSimulator courtyard;
  private final AkuvoxCloudSimulator apartments;

  /** Gives the parts to the first devices of each kind. */
  DayScript(Building building) {
    mainEntrance = new DayIntercom(building.twon.get(0));
    office = new DayIntercom(building.twon.get(1));
    garage = new DayIntercom(building.twon.get(2));
    laboratory = new DayIntercom(building.twon.get(3));
    vault = new DayIntercom(building.twon.get(4));
    yard = new DayIntercom(building.twon.get(5));
    reception = new DayIntercom(building.twon.get(6));
    branch = new DayIntercom(building.twon.get(7));
    serverRoom = new DayIntercom(building.twon.get(8));
    workshop = new DayIntercom(building.twon.get(9));
    warehouse = building.hik.get(0);
    yardCamera = building.hik.get(1);
    lobby = building.akuvox.get(0);
    courtyard = building.akuvox.get(1);
    apartments = building.akuvoxClouds.get(0);
  }

  List<Scene> scenes() {
    return List.of(
        scene(
            "morning",
            "Ten people come in at five doors, and one goes out by the exit button.",
            70,
            mainEntrance.plays(0, TwonPassage.CARD, ANNA),
            plays(5, lobby, AkuvoxPassage.FACE, ALICE),
            mainEntrance.plays(10, TwonPassage.CODE, BEN),
            plays(15, warehouse, HikConnectPassage.CARD),
            plays(20, courtyard, AkuvoxPassage.PIN, BOB),
            mainEntrance.plays(25, TwonPassage.MOBILE_KEY, CLARA),
            plays(30, warehouse, HikConnectPassage.FACE),
            plays(35, lobby, AkuvoxPassage.CARD, ZOE),
            plays(40, apartments, AkuvoxCloudPassage.APP),
            mainEntrance.plays(45, TwonPassage.FINGER, DAN),
            mainEntrance.plays(55, TwonPassage.EXIT_BUTTON, NOBODY)),
        scene(
            "held-open",
            "Eva enters the office, and its door stays open too long.",
            45,
            office.plays(0, TwonPassage.DOOR_HELD_OPEN, EVA)),
        scene(
            "denied-then-forced",
            "Frank is refused at the garage, and soon its door is forced.",
            25,
            garage.plays(0, TwonPassage.CARD_REJECTED, FRANK),
            garage.plays(8, TwonPassage.FORCED_DOOR, NOBODY)),
        scene(
            "guessed-pins",
            "Somebody tries six wrong PINs at the laboratory.",
            40,
            laboratory.plays(0, TwonPassage.WRONG_CODE, NOBODY),
            laboratory.plays(5, TwonPassage.WRONG_CODE, NOBODY),
            laboratory.plays(10, TwonPassage.WRONG_CODE, NOBODY),
            laboratory.plays(15, TwonPassage.WRONG_CODE, NOBODY),
            laboratory.plays(20, TwonPassage.WRONG_CODE, NOBODY),
            laboratory.plays(25, TwonPassage.WRONG_CODE, NOBODY)),
        scene(
            "stray-card",
            "A card that nobody knows is tried at a door of each vendor.",
            30,
            mainEntrance.refuses(0, STRAY_CARD),
            refuses(10, lobby, STRAY_CARD),
            plays(20, warehouse, HikConnectPassage.UNKNOWN_CARD)),
        scene(
            "duress",
            "Greta lets somebody into the vault by her duress code.",
            15,
            vault.plays(0, TwonPassage.DURESS, GRETA)),
        scene(
            "intrusion",
            "A camera sees somebody in the yard, where a card is refused meanwhile.",
            30,
            intrusion(0, yardCamera, 20),
            yard.refuses(8, NOBODY.card())),
        scene(
            "visitor",
            "A visitor rings at the reception and is let in by telephone.",
            30,
            reception.letsAVisitorIn(0)),
        scene(
            "two-sites",
            "Hugo's card opens the main entrance, and soon a door of another site.",
            30,
            mainEntrance.plays(0, TwonPassage.CARD, HUGO),
            branch.plays(15, TwonPassage.CARD, HUGO)),
        scene(
            "tampered-then-opened",
            "The intercom of the server room is opened, and then the door.",
            35,
            serverRoom.isTamperedWith(0, "in"),
            serverRoom.plays(10, TwonPassage.EXIT_BUTTON, NOBODY),
            serverRoom.isTamperedWith(25, "out")),
        scene(
            "tailgated",
            "Ida enters the workshop, whose door opens once more behind her.",
            20,
            workshop.isTailgated(0, IDA)));
  }

  private static Scene scene(String name, String story, int seconds, Act... acts) {
    return new Scene(name, story, seconds, List.of(acts));
  }

  private static Act plays(
      double after, AkuvoxSimulator device, AkuvoxPassage passage, AkuvoxPerson who) {
    return act(after, device.mac(), () -> device.play(passage, who).size());
  }

  private static Act refuses(double after, AkuvoxSimulator device, String card) {
    return act(after, device.mac(), () -> device.playUnknownCard(card).size());
  }

  private static Act plays(double after, AkuvoxCloudSimulator cloud, AkuvoxCloudPassage passage) {
    return act(after, cloud.residences().get(0), () -> cloud.play(passage).size());
  }

  private static Act plays(double after, HikConnectDevice device, HikConnectPassage passage) {
    return act(after, device.serial(), () -> device.play(passage).size());
  }

  private static Act act(double after, String device, IntSupplier write) {
    return new Act(after, device, () -> List.of(new Moment(0, write)));
  }

  private static Act intrusion(double after, HikConnectDevice camera, int seconds) {
    return new Act(
        after,
        camera.serial(),
        () -> {
          HikConnectAlarm alarm = camera.alarm(INTRUSION);
          return List.of(
              new Moment(0, () -> alarm.start().size()),
              new Moment(seconds, () -> alarm.end().size()));
        });
  }

  private static TwonUser person(String name, String card, String code) {
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String authId = uuid.toString().replace("-", "");
    return new TwonUser(uuid.toString(), name, card, code, authId, Set.of(0, 1));
  }
}
