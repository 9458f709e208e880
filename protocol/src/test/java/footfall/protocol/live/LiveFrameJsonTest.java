package footfall.protocol.live;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFrameJsonTest {
  private static final long TIME = 1_795_262_400_000L;

  @Test
  void anUpdateHasTheKeysOfTheContract() {
    assertThat(text(LiveFrameJson.write(frame(), LiveFrameJson.UPDATE)))
        .isEqualTo(text(Golden.bytes("live-frame-update.json")));
  }

  @Test
  void aSnapshotDiffersFromAnUpdateInItsTypeOnly() {
    assertThat(text(LiveFrameJson.write(frame(), LiveFrameJson.SNAPSHOT)))
        .isEqualTo(
            text(Golden.bytes("live-frame-update.json"))
                .replace("\"type\":\"update\"", "\"type\":\"snapshot\""));
  }

  @Test
  void aFrameOfASampledWebsiteSaysSoAndIsTheSameOtherwise() {
    assertThat(text(LiveFrameJson.write(frame(true), LiveFrameJson.UPDATE)))
        .isEqualTo(
            text(Golden.bytes("live-frame-update.json"))
                .replaceFirst("\\}\\s*$", ",\"sampled\":true}"));
  }

  @Test
  void aFrameOfAWebsiteWhoseGoalsWereMetNamesThemAndIsTheSameOtherwise() {
    assertThat(
            text(
                LiveFrameJson.write(
                    frame(false, List.of(new LiveFrame.Conversions("g-1", 3))),
                    LiveFrameJson.UPDATE)))
        .isEqualTo(
            text(Golden.bytes("live-frame-update.json"))
                .replaceFirst("\\}\\s*$", ",\"goals\":[{\"goal_id\":\"g-1\",\"conversions\":3}]}"));
  }

  @Test
  void aHitWithWhichGoalsWereMetNamesThemAndIsTheSameOtherwise() {
    assertThat(
            text(
                LiveFrameJson.write(
                    frame(false, List.of(), List.of("g-1", "g-2")), LiveFrameJson.UPDATE)))
        .isEqualTo(
            text(Golden.bytes("live-frame-update.json"))
                .replace(
                    "\"browser\":\"Firefox\"",
                    "\"browser\":\"Firefox\",\"goals\":[\"g-1\",\"g-2\"]"));
  }

  private static LiveFrame frame() {
    return frame(false);
  }

  private static LiveFrame frame(boolean sampled) {
    return frame(sampled, List.of());
  }

  private static LiveFrame frame(boolean sampled, List<LiveFrame.Conversions> goals) {
    return frame(sampled, goals, List.of());
  }

  private static LiveFrame frame(
      boolean sampled, List<LiveFrame.Conversions> goals, List<String> metByHit) {
    return new LiveFrame(
        "shop.example",
        TIME + 1,
        TIME,
        42,
        180,
        0.016,
        1_234,
        List.of(
            new LiveFrame.Minute(TIME, 40, 3, 25), new LiveFrame.Minute(TIME + 60_000, 0, 0, 0)),
        List.of(new LiveFrame.Top("/tea?\"q\"", 12), new LiveFrame.Top("/grüße", 3)),
        List.of(new LiveFrame.Top("DE", 9)),
        List.of(new LiveFrame.Top("organic", 7)),
        List.of(new LiveFrame.Top("mobile", 5)),
        List.of(
            new LiveFrame.RecentHit(
                TIME, "event", "signup", "/tea", "DE", "Köln", "direct", "mobile", "Firefox",
                metByHit)),
        true,
        250,
        sampled,
        goals);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
