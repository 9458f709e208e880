package footfall.load.faults.stores;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.faults.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreFaultsTest {
  private static final List<String> KINDS =
      List.of("F3", "F5", "F6", "F9", "F10", "F11", "F12", "F13", "F14", "F19");

  @Test
  void everyKindOfThePlanIsThereAndNoTwoFaultsAreCalledTheSame() {
    List<String> ids = StoreFaults.full(Optional.empty()).stream().map(Fault::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> id.split("-", 2)[0]).distinct())
        .containsExactlyElementsOf(KINDS);
  }

  @Test
  void theBriefFormHasTheSameFaults() {
    assertThat(StoreFaults.brief(Optional.empty()).stream().map(Fault::id))
        .containsExactlyElementsOf(
            StoreFaults.full(Optional.empty()).stream().map(Fault::id).toList());
  }

  @Test
  void whatNeedsACutNetworkSaysSoWhereNodesAreOnLoopback() {
    assertThat(StoreFaults.full(Optional.empty()))
        .filteredOn(fault -> fault.id().startsWith("F5") || fault.id().startsWith("F6"))
        .isNotEmpty()
        .allSatisfy(
            fault ->
                assertThat(fault.cannotRun())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("network")));
  }
}
